import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Binaries } from './binaries.ts';
import { endWithUs, SERVER_ENVIRONMENT } from './children.ts';
import { explainOutput } from './faults.ts';
import type { Layout } from './layout.ts';
import { endServer, readPostmasterFile } from './postmaster.ts';
import { pause } from './process-identity.ts';

/** Recovery of a large database after a crash may take minutes; a server that hangs must not hang us for ever. */
const LONGEST_START_MS = 10 * 60_000;
const LONGEST_RETRY_MS = 20_000;

export interface RunningServer {
  readonly process: ChildProcess;
  readonly processId: number;
  readonly port: number;
}

/**
 * Starts the server and waits until it accepts connections.
 *
 * Tried again for a while when its port was taken in the meantime, and when helpers of a killed server
 * have not noticed its end yet and still hold its memory.
 *
 * @param port null to choose a free one
 */
export async function startServer(
  binaries: Binaries,
  layout: Layout,
  port: number | null,
): Promise<RunningServer> {
  const until = performance.now() + LONGEST_RETRY_MS;
  for (;;) {
    const attempt = await tryToStart(binaries, layout, port ?? (await freePort()));
    if ('processId' in attempt) return attempt;
    if (!isPassing(attempt.output) || performance.now() > until) {
      throw explainOutput(attempt.output, layout.directory, layout.logFile);
    }
    await pause(250);
  }
}

function isPassing(output: string): boolean {
  return /could not bind|Address already in use|pre-existing shared memory block|is another postmaster/.test(
    output,
  );
}

async function tryToStart(
  binaries: Binaries,
  layout: Layout,
  port: number,
): Promise<RunningServer | { readonly output: string }> {
  const log = openSync(layout.logFile, 'a', 0o600);
  const logLength = statSync(layout.logFile).size;
  const server = spawn(binaries.postgres, serverArguments(layout.cluster, port), {
    // Its own process group: Ctrl-C must reach the server only after the API has finished its requests.
    detached: true,
    cwd: layout.cluster,
    env: SERVER_ENVIRONMENT,
    stdio: ['ignore', log, log],
    ...(layout.account && { uid: layout.account.uid, gid: layout.account.gid }),
  });
  closeSync(log);
  await once(server, 'spawn');
  server.unref();
  endWithUs(server);
  const processId = server.pid ?? 0;
  const until = performance.now() + LONGEST_START_MS;
  while (server.exitCode === null && server.signalCode === null) {
    const file = readPostmasterFile(layout.cluster);
    if (file?.processId === processId && file.isReady) return { process: server, processId, port };
    if (performance.now() > until) await endServer(processId);
    await pause(20);
  }
  return { output: readFileSync(layout.logFile).subarray(logLength).toString('utf8') };
}

/** An acknowledged save must survive a power cut, so the three settings that promise it are spelt out. */
function serverArguments(cluster: string, port: number): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
  };
  return ['-D', cluster, ...Object.entries(settings).map(([name, value]) => `--${name}=${value}`)];
}

/** A port of the loopback interface that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('A TCP server has no port.');
  return address.port;
}
