import { Outcome, Review, type ReviewedItem } from '@attest/contracts';
import { expect, it } from 'vitest';
import { rightResponses } from '../../../../../tests/support/answers.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

const half = { rule: 'set', outcome: 'SCORE', to: { op: 'base-value', type: 'float', value: 0.5 } };
const isKey = {
  op: 'match',
  of: [
    { op: 'variable', name: 'RESPONSE' },
    { op: 'correct', name: 'RESPONSE' },
  ],
};
const processing = {
  template: 'rules',
  maximum: 1,
  responses: {
    RESPONSE: { baseType: 'identifier', cardinality: 'single', mapping: null, areaMapping: null },
  },
  outcomes: {},
  rules: [{ rule: 'condition', branches: [{ when: isKey, then: [half] }], else: [] }],
};

/** The bank outlives the test, so it is put back. */
async function withRules(work: () => Promise<void>): Promise<void> {
  const added = `jsonb_build_object('processing', '${JSON.stringify(processing)}'::jsonb)`;
  try {
    await attest.rows(`INSERT INTO item_keys (item_version_id, key_revision, key, key_hash, created_at)
      SELECT item_version_id, 2, key || ${added}, 'ruled', created_at FROM item_keys WHERE key_revision = 1`);
    await attest.rows('UPDATE items SET key_revision = 2');
    await work();
  } finally {
    await attest.rows('UPDATE items SET key_revision = 1');
    // The forms that were drawn in between hold on to these keys.
    await attest.rows(`UPDATE form_items SET key_revision = 1`);
    await attest.rows('DELETE FROM item_keys WHERE key_revision = 2');
  }
}

const isSingleChoice = ({ item }: ReviewedItem) =>
  item.interactions.some((entry) => entry.kind === 'choice' && entry.maxChoices === 1);

it('items with rules are scored by them, and the review tells what the rules did in the ids it shows', async () => {
  await withRules(async () => {
    const { candidate, session } = await attest.given.openSession();
    const responses = await rightResponses(attest.databaseUrl, session.id);
    await attest.as(candidate).post(`/exam-sessions/${session.id}/submit`, { epoch: 1, responses });
    const reply = async (path: string) =>
      await attest.as(candidate).get(`/exam-sessions/${session.id}/${path}`);
    await expect.poll(async () => (await reply('outcome')).status, { timeout: 15_000 }).toBe(200);

    const { items } = (await reply('review')).read(Review);
    const outcome = (await reply('outcome')).read(Outcome);

    const ruled = items.filter(isSingleChoice);
    expect(ruled.length).toBeGreaterThan(3);
    expect(ruled.map(({ points, verdict }) => [points, verdict])).toEqual(ruled.map(() => [0.5, 'partly']));
    expect(ruled.map(reasonedIds)).toEqual(
      ruled.map(({ keys }) => [keys[0]?.correctIds, keys[0]?.correctIds]),
    );
    const scored = items.filter(({ isScored }) => isScored);
    expect(outcome.rawScore).toBe(scored.reduce((sum, { points }) => sum + points, 0));
  });
});

/** Response and key as the condition saw them. */
function reasonedIds({ processing: told }: ReviewedItem) {
  const [branch] = told?.steps ?? [];
  return branch?.kind === 'branch' ? branch.reasons.slice(1).map(({ value }) => value?.values) : [];
}
