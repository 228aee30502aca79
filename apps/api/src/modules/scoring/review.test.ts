import { Review, type RevealPolicy, type ReviewedItem, type SavedResponse } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { respondTo, rightResponses } from '../../../../../tests/support/answers.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import type { Person } from '../../../../../tests/support/given.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

/** A released session in which the first so many questions were answered rightly and the rest not at all. */
const released = async ({ reveal, right }: { reveal: RevealPolicy; right: number }) => {
  const exam = await attest.given.exam({ reveal });
  const { candidate, session } = await attest.given.openSession({ exam });
  const responses = (await rightResponses(attest.databaseUrl, session.id)).slice(0, right);
  await finish(candidate, session.id, responses);
  return { candidate, session, responses };
};
const finish = async (candidate: Person, id: string, responses: readonly SavedResponse[]) => {
  await attest.as(candidate).post(`/exam-sessions/${id}/submit`, { epoch: 1, responses });
  const outcome = async () => (await attest.as(candidate).get(`/exam-sessions/${id}/outcome`)).status;
  await expect.poll(outcome, { timeout: 15_000 }).toBe(200);
};
const review = async (candidate: Person, id: string) =>
  (await attest.as(candidate).get(`/exam-sessions/${id}/review`)).read(Review);

describe('the review of an exam session', () => {
  it('shows all questions as they were, with the candidate’s answers and marks', async () => {
    const { candidate, session } = await attest.given.openSession();
    const answered = { ...respondTo(session.form.items[0]), marks: { flagged: true } };
    await finish(candidate, session.id, [answered]);

    const { items, stimuli, itemCount } = await review(candidate, session.id);

    expect(itemCount).toBe(12);
    expect(items.map(({ item }) => item)).toEqual(session.form.items);
    expect(stimuli).toEqual(session.form.stimuli);
    expect(items[0]).toMatchObject({ response: answered.value, marks: { flagged: true } });
    expect(items[1]).toMatchObject({ response: null, marks: {}, verdict: 'missed', points: 0 });
  });

  it('tells the key and a rationale of every choice in the ids of the session', async () => {
    const { candidate, session, responses } = await released({ reveal: 'all', right: 12 });

    const { items } = await review(candidate, session.id);

    expect(items.map(({ verdict }) => verdict)).toEqual(responses.map(() => 'correct'));
    expect(items.map(keyOf)).toEqual(responses.map(({ value }) => keyIn(value)));
    expect(items.filter((entry) => !explanationsAreOf(entry))).toEqual([]);
    expect(items.flatMap(({ keys }) => keys).every(({ explanations }) => explanations.length > 0)).toBe(true);
  });

  it('shows the missed questions alone, where the exam says so, with the scenarios they need', async () => {
    const { candidate, session } = await released({ reveal: 'missed', right: 9 });

    const { items, stimuli, itemCount } = await review(candidate, session.id);

    expect(itemCount).toBe(12);
    expect(items.map(({ item }) => item.number)).toEqual([10, 11, 12]);
    expect(new Set(stimuli.map(({ id }) => id))).toEqual(
      new Set(items.flatMap(({ item }) => item.stimulusId ?? [])),
    );
  });

  it('shows nothing where the exam reveals nothing', async () => {
    const { candidate, session } = await released({ reveal: 'none', right: 0 });

    const reply = await attest.as(candidate).get(`/exam-sessions/${session.id}/review`);

    expect(reply).toBeProblem('review-not-offered');
    expect(reply.text).not.toContain('rationale');
  });

  it('is refused before the release', async () => {
    const { candidate, session } = await attest.given.openSession();

    expect(await attest.as(candidate).get(`/exam-sessions/${session.id}/review`)).toBeProblem(
      'outcome-not-ready',
    );
  });

  it('names no item, option or stimulus of the bank', async () => {
    const { candidate, session } = await released({ reveal: 'all', right: 3 });

    const reply = await attest.as(candidate).get(`/exam-sessions/${session.id}/review`);

    expect(reply.text).not.toMatch(/caisa-[as]\d?-?\d+|flipFact|expectedDifficulty|"shuffle"/);
  });
});

/** What the review calls right: ids in order, or pairs. */
function keyOf({ keys }: ReviewedItem) {
  return keys.map(({ correctIds, correctPairs }) =>
    correctPairs.length > 0 ? correctPairs.toSorted() : correctIds.toSorted(),
  );
}

function keyIn(value: SavedResponse['value']) {
  return Object.values(value ?? {}).map((part) => {
    if (part?.kind === 'match') return part.pairs.toSorted();
    if (part?.kind === 'order') return part.order.toSorted();
    return part?.kind === 'choice' ? part.selected.toSorted() : [];
  });
}

/** Whether every explanation stands beside a choice, step or premise the item shows. */
function explanationsAreOf({ item, keys }: ReviewedItem): boolean {
  const shown = new Set(
    item.interactions.flatMap((entry) => [
      ...('choices' in entry ? entry.choices.map(({ id }) => id) : []),
      ...(entry.kind === 'match' ? entry.premises.map(({ id }) => id) : []),
    ]),
  );
  return keys.every(({ explanations }) => explanations.every(({ id }) => shown.has(id)));
}
