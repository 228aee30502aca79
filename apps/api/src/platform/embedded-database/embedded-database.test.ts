import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { startEmbeddedDatabase, type EmbeddedDatabase } from './index.ts';
import { endLeftOver } from './postmaster.ts';
import { identityOf } from './process-identity.ts';

const HOLDER = fileURLToPath(new URL('../../../../../tests/support/hold-database.ts', import.meta.url));
const Held = z.object({ url: z.string(), serverId: z.int() });

const messages: string[] = [];
const logger = { info: (text: string) => messages.push(text), warn: (text: string) => messages.push(text) };

/** One cluster is made, and copied for each test: making one takes seconds. */
const prepared = mkdtempSync(join(tmpdir(), 'attest-database-'));

beforeAll(async () => {
  chmodSync(prepared, 0o755);
  await (await startEmbeddedDatabase({ directory: prepared, logger })).stop();
});

afterAll(() => {
  rmSync(prepared, { recursive: true, force: true });
});

afterEach(() => {
  messages.length = 0;
});

describe('the embedded database', () => {
  it('keeps what was committed between two runs', async () => {
    const directory = preparedDirectory();
    const first = await start(directory);
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS value');
    await first.stop();

    const second = await start(directory);

    expect(await query(second.url, 'SELECT value FROM kept')).toEqual([{ value: 42 }]);
  });

  it('writes every commit through to the disk', async () => {
    const { url } = await start(preparedDirectory());

    const settings = await query(
      url,
      `SELECT name, setting FROM pg_settings
       WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'server_encoding') ORDER BY name`,
    );

    expect(settings).toEqual([
      { name: 'fsync', setting: 'on' },
      { name: 'full_page_writes', setting: 'on' },
      { name: 'server_encoding', setting: 'UTF8' },
      { name: 'synchronous_commit', setting: 'on' },
    ]);
  });

  it('leaves no process behind', async () => {
    const database = await start(preparedDirectory());
    const server = database.processId();

    await database.stop();

    expect(identityOf(server)).toBeNull();
  });

  it('refuses a directory that another living Attest uses, and names its process', async () => {
    const directory = preparedDirectory();
    const holder = await hold(directory);

    await expect(start(directory)).rejects.toThrow(
      `${directory} is in use by another Attest (process ${String(holder.processId)}). Stop it first, or set DATA_DIRECTORY.`,
    );
  });

  it('recovers by itself when Attest and the database were killed', async () => {
    const directory = preparedDirectory();
    const holder = await hold(directory);
    await query(holder.url, 'CREATE TABLE kept AS SELECT 42 AS value');
    process.kill(holder.serverId, 'SIGKILL');
    await holder.kill();

    const database = await start(directory);

    expect(await query(database.url, 'SELECT value FROM kept')).toEqual([{ value: 42 }]);
  });

  it('ends the server that a killed Attest left running, and takes its place', async () => {
    const directory = preparedDirectory();
    const holder = await hold(directory);
    await query(holder.url, 'CREATE TABLE kept AS SELECT 42 AS value');
    await holder.kill();
    expect(identityOf(holder.serverId)).not.toBeNull();

    const database = await start(directory);

    expect(identityOf(holder.serverId)).toBeNull();
    expect(await query(database.url, 'SELECT value FROM kept')).toEqual([{ value: 42 }]);
  });

  it('starts a server again that was killed, at the same address', async () => {
    const database = await start(preparedDirectory());
    const killed = database.processId();

    process.kill(killed, 'SIGKILL');
    await expect.poll(() => database.processId(), { timeout: 20_000 }).not.toBe(killed);

    expect(await query(database.url, 'SELECT 1 AS value')).toEqual([{ value: 1 }]);
  });

  it('begins again after a kill in the middle of making the cluster', async () => {
    const directory = temporaryDirectory();
    mkdirSync(join(directory, 'postgres.unfinished'));
    writeFileSync(join(directory, 'postgres.unfinished', 'PG_VERSION'), '18\n');

    const { url } = await start(directory);

    expect(await query(url, 'SELECT 1 AS value')).toEqual([{ value: 1 }]);
  });

  it('is not misled by a process that got the number of a killed server', async () => {
    const directory = preparedDirectory();
    await (await start(directory)).stop();
    writeFileSync(
      join(directory, 'postgres', 'postmaster.pid'),
      `${String(process.pid)}\n${directory}/postgres\n`,
    );

    const { url } = await start(directory);

    expect(await query(url, 'SELECT 1 AS value')).toEqual([{ value: 1 }]);
  });

  it('leaves the server of a directory alone whose name begins like its own', async () => {
    const directory = preparedDirectory();
    await (await start(directory)).stop();
    const beside = join(directory, 'postgres-beside');
    execFileSync('cp', ['-a', `${prepared}/.`, beside]);
    const other = await start(beside);
    copyFileSync(join(beside, 'postgres', 'postmaster.pid'), join(directory, 'postgres', 'postmaster.pid'));

    const { url } = await start(directory);

    expect(await query(url, 'SELECT 1 AS value')).toEqual([{ value: 1 }]);
    expect(await query(other.url, 'SELECT 1 AS value')).toEqual([{ value: 1 }]);
    expect(messages).not.toContain('Stopped a database server that an earlier run had left behind.');
  });

  it('ends no server that started at another time than the one left behind', async () => {
    const directory = preparedDirectory();
    const holder = await hold(directory);
    const file = join(directory, 'postgres', 'postmaster.pid');
    const written = readFileSync(file, 'utf8');
    onTestFinished(() => {
      writeFileSync(file, written);
    });
    writeFileSync(
      file,
      written.replace(/^(\d+\n.*\n)\d+/, (_all, head: string) => `${head}1000000000`),
    );

    expect(await endLeftOver(join(directory, 'postgres'))).toBe(false);

    expect(identityOf(holder.serverId)).not.toBeNull();
  });

  it('says what to do when its password was lost', async () => {
    const directory = preparedDirectory();
    await (await start(directory)).stop();
    rmSync(join(directory, 'postgres-password'));

    await expect(start(directory)).rejects.toThrow(
      /password of the database is missing: restore .* or remove/,
    );
  });

  it.runIf(process.getuid?.() === 0)('serves a project in a private folder of root', async () => {
    const home = temporaryDirectory();
    chmodSync(home, 0o700);

    const { url } = await start(join(home, '.data'));

    const [place] = z
      .array(z.object({ data_directory: z.string() }))
      .parse(await query(url, 'SHOW data_directory'));
    onTestFinished(() => {
      rmSync(join(place?.data_directory ?? '', '..'), { recursive: true, force: true });
    });
    expect(place?.data_directory).toMatch(/^\/var\/lib\/attest\//);
    expect(messages.join()).toContain('The database lies in /var/lib/attest/');
  });
});

/** Starts and, when the test is over, stops. */
async function start(directory: string): Promise<EmbeddedDatabase> {
  const database = await startEmbeddedDatabase({ directory, logger });
  onTestFinished(() => database.stop());
  return database;
}

/** Another process that holds the database of the directory. */
async function hold(directory: string) {
  const holder = spawn(process.execPath, [HOLDER, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
  const kill = async () => {
    if (holder.exitCode !== null || holder.signalCode !== null) return;
    holder.kill('SIGKILL');
    await once(holder, 'exit');
  };
  onTestFinished(async () => {
    await kill();
    await (await startEmbeddedDatabase({ directory, logger })).stop();
  });
  for await (const line of createInterface(holder.stdout)) {
    return { ...Held.parse(JSON.parse(line)), processId: holder.pid ?? 0, kill };
  }
  throw new Error('The holder ended before it had a database.');
}

function preparedDirectory(): string {
  const directory = temporaryDirectory();
  execFileSync('cp', ['-a', `${prepared}/.`, directory]);
  return directory;
}

function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'attest-database-'));
  chmodSync(directory, 0o755);
  onTestFinished(() => {
    rmSync(directory, { recursive: true, force: true });
  });
  return directory;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // A server that is killed under a connection makes it say so; the next query tells anyway.
  client.on('error', () => undefined);
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows;
  } finally {
    await client.end();
  }
}
