import { OpenedSection } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { respondTo } from '../../../../../tests/support/answers.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import { oneWaySitting } from '../../../../../tests/support/one-way.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });
const sitting = () => oneWaySitting(attest);

describe('a section', () => {
  it('is refused when it is not the next one', async () => {
    const { open } = await sitting();

    expect(await open(2)).toBeProblem('section-not-open');
    expect((await open(0)).read(OpenedSection).items).toHaveLength(5);
    await open(1);
    expect(await open(0)).toBeProblem('section-not-open');
    expect(await open(2)).toBeProblem('section-not-open');
  });

  it('is refused for an exam in one piece', async () => {
    const { candidate, session } = await attest.given.openSession();

    const reply = await attest.as(candidate).post(`/exam-sessions/${session.id}/sections/1`, { epoch: 1 });

    expect(reply).toBeProblem('section-not-open');
    expect(session.form).not.toHaveProperty('openSection');
  });

  it('is not opened by a repeat that brings something new for the one before', async () => {
    const { items, open, stored } = await sitting();
    await open(1, [respondTo(items[0])]);

    expect(await open(1, [respondTo(items[0], 2)])).toBeProblem('section-not-open');
    expect(await stored()).toMatchObject([{ revision: 1 }]);
  });

  it.each(['x', '-1', '1.0', '20', '1e0', '%20'])(
    'is refused as malformed when it is “%s”',
    async (section) => {
      const { open } = await sitting();
      expect(await open(section)).toBeProblem('request-malformed');
    },
  );

  it('stays closed when an answer carried along does not fit, is foreign, or is of a later one', async () => {
    const { items, open, stored } = await sitting();
    const foreign = { itemId: 'nowhere', revision: 1, value: null };
    const unfit = { ...respondTo(items[1]), value: { OTHER: null } };

    expect(await open(1, [respondTo(items[0]), foreign])).toBeProblem('item-not-in-form');
    expect(await open(1, [respondTo(items[0]), unfit])).toBeProblem('response-malformed');
    expect(await open(1, [respondTo(items[0])], 7)).toBeProblem('session-continued-elsewhere');
    expect(await stored()).toEqual([]);
    expect((await open(0)).read(OpenedSection).section).toBe(0);
  });

  it('is opened once by fifty who ask at the same time', async () => {
    const { items, session, open } = await sitting();
    const carried = [respondTo(items[0])];

    const replies = await Promise.all(Array.from({ length: 50 }, () => open(1, carried)));

    expect(new Set(replies.map((reply) => reply.read(OpenedSection).items.length))).toEqual(new Set([7]));
    const opened = await attest.rows(
      `SELECT 1 FROM session_events WHERE session_id = $1 AND kind = 'section-opened'`,
      [session.id],
    );
    expect(opened).toHaveLength(1);
  });

  it('is refused to others, to a former holder, after the deadline and after the end', async () => {
    const mine = await sitting();
    const { client } = await attest.given.candidate();
    const path = `/exam-sessions/${mine.session.id}/sections/1`;
    expect(await client.post(path, { epoch: 1 })).toBeProblem('not-found');

    await mine.post('/resume');
    expect(await mine.open(1)).toBeProblem('session-continued-elsewhere');
    await mine.post('/submit', { epoch: 2 });
    expect(await mine.open(1, [], 2)).toBeProblem('session-not-active');

    const late = await sitting();
    await attest.databaseClock.advance(1_231);
    expect(await late.open(1)).toBeProblem('response-after-deadline');
  });
});
