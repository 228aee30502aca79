import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { Account } from '@attest/contracts';
import { HttpClient } from '../support/http-client.ts';
import type { Program } from '../support/program.ts';
import { ProjectCopy } from '../support/project-copy.ts';

const READY = /Attest is ready at (http:\S+)/;

/** Installed, built and started once; the tests begin with copies of it. */
const prepared = ProjectCopy.fresh();

beforeAll(async () => {
  const program = await prepared.npmStart();
  await address(program);
  program.signal('SIGINT');
  await program.ended();
});

afterAll(() => prepared.remove());

describe('npm start', () => {
  it('serves pages and API at the address it prints', async () => {
    const program = await start(copyOfPrepared());

    const url = await address(program);

    const page = await fetch(url);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<title>');
    const description = await new HttpClient(url).get('/openapi.json');
    expect(description.status).toBe(200);
  });

  it('starts the second time without installing, building or importing again', async () => {
    const project = copyOfPrepared();

    const program = await start(project);
    await address(program);

    expect(program.output).not.toMatch(/Installing|Building|Imported|password, shown/);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('leaves no process behind after %s', async (signal) => {
    const project = copyOfPrepared();
    const program = await start(project);
    await address(program);

    if (signal === 'SIGINT') program.signal(signal);
    else program.signalFirst(signal);
    await program.ended();

    await expect.poll(() => project.processes()).toEqual([]);
  });

  it('leaves no process behind when its launcher is killed', async () => {
    const project = copyOfPrepared();
    await address(await start(project));

    for (const processId of project.processesOf('scripts/start.mjs')) process.kill(processId, 'SIGKILL');

    await expect.poll(() => project.processes(), { timeout: 20_000 }).toEqual([]);
  });

  it('keeps what was acknowledged when API and database are killed, and recovers by itself', async () => {
    const project = copyOfPrepared();
    const killed = await start(project);
    const person = { email: 'kept@example.org', password: 'plum harbour 47 lantern', displayName: 'Kept' };
    const registered = await new HttpClient(await address(killed)).post('/accounts', person);
    expect(registered.status).toBe(201);
    for (const processId of [project.processOf('main.js'), project.processOf('bin/postgres -D')]) {
      process.kill(processId, 'SIGKILL');
    }
    await killed.ended();

    const restarted = new HttpClient(await address(await start(project)));

    const reply = await restarted.post('/sign-in', { email: person.email, password: person.password });
    expect(reply.read(Account).email).toBe(person.email);
  });

  it('refuses to share its database directory with another Attest', async () => {
    const project = copyOfPrepared();
    await address(await start(project));

    const second = await start(project);

    expect(await second.ended()).not.toBe(0);
    expect(second.output).toMatch(
      /is in use by another Attest \(process \d+\)\. Stop it first, or set DATA_DIRECTORY\./,
    );
  });

  it('names the port that another program has taken', async () => {
    const port = await takenPort();
    const project = copyOfPrepared();

    const program = await start(project, { PORT: port });

    expect(await program.ended()).not.toBe(0);
    expect(program.output).toContain(`Port ${port} is taken`);
    await expect.poll(() => project.processes()).toEqual([]);
  });

  it('shows the demo password at the next start when the port was taken at the first', async () => {
    const project = copyOfPrepared();
    const DATA_DIRECTORY = join(project.directory, 'fresh-data');
    const refused = await start(project, { DATA_DIRECTORY, PORT: await takenPort() });
    expect(await refused.ended()).not.toBe(0);

    const program = await start(project, { DATA_DIRECTORY });

    const url = await address(program);
    const [, password = ''] = await program.says(/password, shown this once: (\S+)/);
    const reply = await new HttpClient(url).post('/sign-in', { email: 'admin@attest.test', password });
    expect(reply.read(Account).roles).toEqual(['administrator']);
  });

  it('imports the question bank into the database that .env names, as the start does', async () => {
    const project = copyOfPrepared();
    writeFileSync(join(project.directory, '.env'), 'DATA_DIRECTORY=other-data\n');

    const program = await project.npm(['run', 'bank', '--', 'import']);
    onTestFinished(() => program.kill());

    expect(await program.ended()).toBe(0);
    expect(program.output).toMatch(/Imported CAISA: \d+ new/);
    expect(existsSync(join(project.directory, 'other-data'))).toBe(true);
  });

  it('builds again what a change of the sources made out of date, also after a kill in the middle', async () => {
    const project = copyOfPrepared();
    appendFileSync(join(project.directory, 'apps/api/src/main.ts'), '\n// changed\n');
    const killed = await start(project);
    await killed.says('Building the API');
    const meanwhile = await start(project);
    expect(await meanwhile.ended()).not.toBe(0);
    expect(meanwhile.output).toMatch(
      /Another launcher \(process \d+\) is installing or building in this folder/,
    );
    for (const processId of project.processes()) process.kill(processId, 'SIGKILL');
    await killed.ended();

    const program = await start(project);

    await address(program);
    expect(program.output).toContain('Building the pages … done');
  });
});

function copyOfPrepared(): ProjectCopy {
  const project = prepared.again();
  onTestFinished(() => project.remove());
  return project;
}

/** A port on which another program listens until the end of the test. */
async function takenPort(): Promise<string> {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => {
    other.close();
  });
  const taken = other.address();
  return typeof taken === 'object' && taken ? String(taken.port) : '';
}

async function start(project: ProjectCopy, environment?: Readonly<Record<string, string>>): Promise<Program> {
  const program = await project.npmStart(environment);
  onTestFinished(() => program.kill());
  return program;
}

async function address(program: Program): Promise<string> {
  const [, url = ''] = await program.says(READY);
  return url;
}
