import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startEmbeddedDatabase } from '../../apps/api/src/platform/embedded-database/index.ts';
import { Program } from '../support/program.ts';
import { strangersEnvironment } from '../support/project-copy.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

describe('a start that cannot succeed ends with one sentence', () => {
  it.each([
    {
      name: 'a public address that browsers would not trust',
      PUBLIC_URL: 'http://exams.example.org',
      says: 'PUBLIC_URL',
    },
    { name: 'a public address with a path', PUBLIC_URL: 'https://example.org/exams', says: 'PUBLIC_URL' },
    {
      name: 'a database nobody serves',
      DATABASE_URL: 'postgresql://a:b@127.0.0.1:9/attest',
      says: '127.0.0.1:9',
    },
    {
      name: 'a host nobody knows',
      DATABASE_URL: 'postgresql://a:b@nowhere.invalid/attest',
      says: 'nowhere.invalid',
    },
    { name: 'another kind of database', DATABASE_URL: 'mysql://a:b@127.0.0.1/attest', says: 'DATABASE_URL' },
    {
      name: 'a question bank that is not there',
      QUESTION_BANK_DIRECTORY: '/nowhere/bank',
      says: 'There is no folder /nowhere/bank with the question bank',
    },
    { name: 'a port that is no number', PORT: 'eighty', says: 'PORT' },
  ])('$name', async ({ name: _name, says, ...environment }) => {
    const { code, output } = await startApi(environment);

    expect(code).toBe(1);
    expect(output).toContain(says);
    const known = /^(?:Brought the database up to date|The database lies in)/;
    expect(sentences(output).filter((line) => !known.test(line))).toHaveLength(1);
  });

  it('a password that the database refuses', async () => {
    const database = await startEmbeddedDatabase({ directory: temporaryDirectory(), logger: silent });
    onTestFinished(() => database.stop());
    const url = new URL(database.url);
    url.password = 'wrong';

    const { code, output } = await startApi({ DATABASE_URL: url.href });

    expect(code).toBe(1);
    expect(output).toContain('refuses the user or password in DATABASE_URL');
    expect(output).not.toContain('wrong@');
  });

  it.each(['start', 'bank', 'admin', 'demo-data', 'build', 'dev'])(
    'a Node that is too old for npm run %s',
    (script) => {
      const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.18.1' } })`;

      const { status, stderr, stdout } = spawnSync(
        process.execPath,
        ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`, `scripts/${script}.mjs`],
        { cwd: ROOT, encoding: 'utf8' },
      );

      expect(status).toBe(1);
      expect(`${stdout}${stderr}`.trim()).toBe(
        'Attest needs Node 20.19 or newer to start, and this is Node 20.18.1; see https://nodejs.org.',
      );
    },
  );

  it.runIf(process.getuid?.() === 0)('a full disk', async ({ skip }) => {
    const disk = temporaryDirectory();
    const mounted =
      spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64m,mode=755', 'tmpfs', disk]).status === 0;
    skip(!mounted, 'this machine lets nobody mount a small disk');
    onTestFinished(() => {
      execFileSync('umount', ['--lazy', disk]);
    });

    const { code, output } = await startApi({ DATA_DIRECTORY: join(disk, 'data') });

    expect(code).toBe(1);
    expect(output).toContain('There is no space left on the disk');
    expect(sentences(output)).toHaveLength(1);
  });
});

/** The built API without the launcher, which is tested beside this. */
async function startApi(environment: Readonly<Record<string, string>>) {
  const env = {
    ...strangersEnvironment(),
    PORT: '0',
    LOG_LEVEL: 'warn',
    DATA_DIRECTORY: temporaryDirectory(),
    ...environment,
  };
  const program = new Program(process.execPath, ['dist/api/main.js'], { cwd: ROOT, env });
  onTestFinished(() => program.kill());
  return { code: await program.ended(), output: program.output.trim() };
}

const silent = { info: () => undefined, warn: () => undefined };

function sentences(output: string): string[] {
  return output.split('\n').filter((line) => line.trim() !== '');
}

function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'attest-refusal-'));
  execFileSync('chmod', ['755', directory]);
  onTestFinished(() => {
    rmSync(directory, { recursive: true, force: true, maxRetries: 10 });
  });
  return directory;
}
