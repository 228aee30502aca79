import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Ticks of /proc are hundredths of a second on every Linux we know. */
const microsecondsATick = 10_000;

export interface Server {
  readonly port: number;
  readonly processId: number;
  stop(): Promise<void>;
}

/** Starts a bundled program beside this one and waits until its port answers. */
export async function startServer(
  program: 'product' | 'stubbed' | 'minimal',
  port: number,
  environment: Readonly<Record<string, string>>,
): Promise<Server> {
  const file = fileURLToPath(new URL(`${program}.js`, import.meta.url));
  const node = (process.env['BENCH_NODE_OPTIONS'] ?? '').split(' ').filter(Boolean);
  const child = spawn(process.execPath, [...node, '--enable-source-maps', file], {
    env: { ...process.env, PORT: String(port), LOG_LEVEL: 'info', DRAIN_SECONDS: '0', ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await untilAnswering(child, port);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    port,
    processId: child.pid ?? 0,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function untilAnswering(child: ChildProcess, port: number): Promise<void> {
  for (let tries = 0; tries < 1_200; tries += 1) {
    if (child.exitCode !== null) throw new Error(`${child.spawnfile} ended: ${String(child.exitCode)}`);
    const answers = await fetch(`http://localhost:${String(port)}/health/live`).then(
      ({ status }) => status < 500,
      () => false,
    );
    if (answers) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nothing answers at port ${String(port)}`);
}

/** Microseconds of processor time that a process has used, with those of its children where asked. */
export function processorTime(processId: number, { withChildren = false } = {}): number {
  const own = ticksOf(processId);
  if (!withChildren) return own * microsecondsATick;
  // Connections that ended meanwhile are counted to their parent.
  const stat = statOf(processId);
  const ended = Number(stat?.[13] ?? 0) + Number(stat?.[14] ?? 0);
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((id) => statOf(id)?.[1] === String(processId));
  return [own, ended, ...children.map(ticksOf)].reduce((sum, ticks) => sum + ticks, 0) * microsecondsATick;
}

function ticksOf(processId: number): number {
  const stat = statOf(processId);
  return stat === null ? 0 : Number(stat[11]) + Number(stat[12]);
}

/** The fields behind the name: state, parent, … */
function statOf(processId: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${String(processId)}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

/** Microseconds that all processors together were busy since the start of the machine. */
export function machineTime(): number {
  const [, ...fields] = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '').split(/\s+/);
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = fields.map(Number);
  return (user + nice + system + irq + softirq) * microsecondsATick;
}
