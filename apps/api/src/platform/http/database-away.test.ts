import { describe, expect, it } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import { detailOf } from '../../../../../tests/support/problem-detail.ts';

const attest = useAttest();

describe('while the database does not answer', () => {
  it('a change is never said to have changed nothing, since nobody knows', async () => {
    const { client } = await attest.given.candidate();
    const renaming = await meanwhileAway(() => client.patch('/me', { displayName: 'Renamed' }));

    expect(renaming).toBeProblem('overloaded');
    expect(detailOf(renaming)).toBe(
      'The database does not answer at the moment. What was sent may or may not have been stored; sending it again is safe.',
    );
    expect(renaming.headers.get('retry-after')).toBe('2');
  });

  it('a reader is told to try again', async () => {
    const { client } = await attest.given.candidate();
    const reading = await meanwhileAway(() => client.get('/me'));

    expect(reading).toBeProblem('overloaded');
    expect(detailOf(reading)).toBe('The database does not answer at the moment. Try again.');
  });
});

/** Asks while every statement on accounts is held up until it is given up. */
async function meanwhileAway<Result>(ask: () => Promise<Result>): Promise<Result> {
  await attest.rows('ALTER TABLE accounts RENAME TO accounts_away');
  await attest.rows(
    `CREATE FUNCTION away() RETURNS SETOF accounts_away LANGUAGE plpgsql AS
     $$ BEGIN RAISE EXCEPTION USING ERRCODE = '57P01'; END $$`,
  );
  await attest.rows('CREATE VIEW accounts AS SELECT * FROM away()');
  try {
    return await ask();
  } finally {
    await attest.rows('DROP VIEW accounts');
    await attest.rows('DROP FUNCTION away');
    await attest.rows('ALTER TABLE accounts_away RENAME TO accounts');
  }
}
