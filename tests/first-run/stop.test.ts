import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { HttpClient, type Reply } from '../support/http-client.ts';
import { Program } from '../support/program.ts';
import { strangersEnvironment } from '../support/project-copy.ts';
import { freePort } from '../../apps/api/src/platform/embedded-database/server.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

describe('an API that is told to stop', () => {
  it('is seen to refuse readiness before its port closes', async () => {
    const { program, client } = await startApi({ DRAIN_SECONDS: '10' });

    program.signalFirst('SIGTERM');

    await expect.poll(() => readiness(client), { timeout: 5_000 }).toBe(503);
    expect((await client.get('/exams')).status).toBe(200);
    expect(await program.ended()).toBe(0);
    expect(await readiness(client)).toBeNull();
  });

  it('waits for nobody when the person at the keyboard says so', async () => {
    const { program, client } = await startApi({ DRAIN_SECONDS: '15' });
    program.signalFirst('SIGTERM');
    await expect.poll(() => readiness(client), { timeout: 5_000 }).toBe(503);
    const toldAt = performance.now();

    program.signalFirst('SIGINT');

    expect(await program.ended()).toBe(0);
    expect(performance.now() - toldAt).toBeLessThan(10_000);
  });
});

/** @returns null when nobody listens */
async function readiness(client: HttpClient): Promise<number | null> {
  const reply: Reply | null = await client.get('//health/ready').catch(() => null);
  return reply?.status ?? null;
}

async function startApi(environment: Readonly<Record<string, string>>) {
  const port = String(await freePort());
  const directory = mkdtempSync(join(tmpdir(), 'attest-stop-'));
  chmodSync(directory, 0o755);
  const env = { ...strangersEnvironment(), PORT: port, DATA_DIRECTORY: directory, ...environment };
  const program = new Program(process.execPath, ['dist/api/main.js'], { cwd: ROOT, env });
  onTestFinished(async () => {
    if (!program.hasEnded) program.signalFirst('SIGINT');
    await program.ended();
    rmSync(directory, { recursive: true, force: true, maxRetries: 10 });
  });
  await program.says('Attest is ready');
  return { program, client: new HttpClient(`http://localhost:${port}`) };
}
