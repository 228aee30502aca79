import { SessionReceipt } from '@attest/contracts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { respondTo } from '../../../../../tests/support/answers.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { startProcess } from '../../../../../tests/support/attest-process.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import { brokenInvariants } from '../../../../../tests/support/invariants.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

/** A full group and a part of one. */
const copies = 130;

/** Answers are stored past the product, which would remember the form. */
const sitting = async () => {
  const { session } = await attest.given.openSession();
  const responses = session.form.items.slice(0, 3).map((item) => respondTo(item));
  await attest.rows(
    `INSERT INTO responses (session_id, item_no, revision, epoch, value, marks, saved_at)
     SELECT $1, n, 1, 1, value, '{}', attest_now() FROM unnest($2::jsonb[]) WITH ORDINALITY AS t(value, n)`,
    [session.id, responses.map(({ value }) => JSON.stringify(value))],
  );
  return { session, responses };
};
/** As many more like it, each with an empty log of events. */
const copySession = async (id: string) => {
  const copied = async (table: string, changed: Readonly<Record<string, string>>) => {
    const columns = await attest.rows(
      `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped`,
      [table],
    );
    const names = columns.map(({ name }) => String(name));
    await attest.rows(
      `INSERT INTO ${table} (${names.join(', ')})
       SELECT ${names.map((name) => changed[name] ?? `t.${name}`).join(', ')}
       FROM ${table} t, generate_series(1, ${String(copies)}) n WHERE t.session_id = $1`,
      [id],
    );
  };
  const session_id = `('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid`;
  await copied('exam_sessions', { session_id });
  await copied('bookings', { session_id, attempt: '1 + n', idempotency_key: 'NULL' });
  await copied('session_forms', { session_id });
  await copied('responses', { session_id });
  await copied('session_logs', { session_id, last_seq: '0', last_hash: `sha256(uuid_send(${session_id}))` });
};
const receipts = () => attest.rows('SELECT body FROM receipts ORDER BY session_id');

describe('sessions whose time ends in the same second', () => {
  it('are closed once each by all processes together, with receipts of what was saved', async () => {
    const { session } = await sitting();
    await copySession(session.id);
    const other = await startProcess(attest.databaseUrl);
    onTestFinished(() => other.close());

    await attest.databaseClock.advance(86_400);

    await expect.poll(receipts, { timeout: 20_000 }).toHaveLength(copies + 1);
    const told = (await receipts()).map(({ body }) => SessionReceipt.parse(JSON.parse(String(body))));
    expect(new Set(told.map(({ digest }) => digest)).size).toBe(1);
    expect(new Set(told.map(({ receiptNumber }) => receiptNumber)).size).toBe(copies + 1);
    expect(told.every(({ answeredCount, closedBy }) => answeredCount === 3 && closedBy === 'deadline')).toBe(
      true,
    );
    // Their outcomes are none of this test's business, and take long.
    await attest.rows(
      `UPDATE outbox SET last_fault = 'not waited for', available_at = attest_now() + interval '1 day'
       WHERE delivered_at IS NULL`,
    );
    expect(await brokenInvariants(attest.databaseUrl)).toEqual([]);
  }, 60_000);

  it.each(['ids', 'ids, outline'])(
    'get their receipts where an earlier version stored no %s',
    async (what) => {
      const { session, responses } = await sitting();
      for (const column of what.split(', ')) await attest.rows(`UPDATE session_forms SET ${column} = NULL`);

      await attest.databaseClock.advance(86_400);

      await expect.poll(receipts, { timeout: 20_000 }).toHaveLength(1);
      const [receipt] = await receipts();
      expect(SessionReceipt.parse(JSON.parse(String(receipt?.['body'])))).toMatchObject({
        sessionId: session.id,
        revisions: responses.map(({ itemId, revision }) => [itemId, revision]),
      });
    },
  );
});
