import type { CandidateItem, ResponseValue } from '@attest/contracts';
import { beforeAll, describe, expect, it } from 'vitest';
import { respondTo } from '../../../../../tests/support/answers.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import {
  changedIn,
  openShortWay,
  savesBy,
  saveWays,
  unchanged,
} from '../../../../../tests/support/save-ways.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });
beforeAll(() => openShortWay(attest));

describe.each(saveWays)('on $way', (way) => {
  const { saveAnyhow, save } = savesBy(attest, way);

  describe('a value must fit its question', () => {
    const ids = (item: CandidateItem) =>
      item.interactions.flatMap((entry) => ('choices' in entry ? entry.choices.map(({ id }) => id) : []));
    const premises = (item: CandidateItem) =>
      item.interactions.flatMap((entry) =>
        entry.kind === 'match' ? entry.premises.map(({ id }) => id) : [],
      );

    it.each<[string, 'choice' | 'order' | 'match', (item: CandidateItem) => ResponseValue]>([
      [
        'a choice it does not offer',
        'choice',
        () => ({ RESPONSE: { kind: 'choice', selected: ['nowhere'] } }),
      ],
      [
        'more choices than allowed',
        'choice',
        (item) => ({ RESPONSE: { kind: 'choice', selected: ids(item) } }),
      ],
      [
        'an order in place of a choice',
        'choice',
        (item) => ({ RESPONSE: { kind: 'order', order: ids(item) } }),
      ],
      [
        'an order without all steps',
        'order',
        (item) => ({
          RESPONSE: { kind: 'order', order: ids(item).slice(1) },
        }),
      ],
      [
        'a step twice',
        'order',
        (item) => ({
          RESPONSE: { kind: 'order', order: ids(item).map(() => String(ids(item)[0])) },
        }),
      ],
      [
        'a premise twice',
        'match',
        (item) => ({
          RESPONSE: {
            kind: 'match',
            pairs: ids(item)
              .slice(0, 2)
              .map((choice) => [String(premises(item)[0]), choice]),
          },
        }),
      ],
      [
        'a choice used twice',
        'match',
        (item) => ({
          RESPONSE: {
            kind: 'match',
            pairs: premises(item)
              .slice(0, 2)
              .map((premise) => [premise, String(ids(item)[0])]),
          },
        }),
      ],
    ])('and not be %s', async (_, kind, valueFor) => {
      const { candidate, session, item } = await attest.given.openSessionWith(kind);

      const reply = await save(candidate, session, 1, {
        itemId: item.id,
        revision: 1,
        value: valueFor(item),
      });

      expect(reply).toBeProblem('response-malformed');
      expect(await changedIn(attest, session)).toEqual(unchanged);
    });

    it('and a note may hold only characters that can be stored', async () => {
      const { candidate, session } = await attest.given.openSession();
      const good = respondTo(session.form.items[0]);

      const nul = await saveAnyhow(candidate, session, 1, { ...good, marks: { note: 'a\u0000b' } });
      const half = await saveAnyhow(candidate, session, 1, { ...good, marks: { note: '\ud83d' } });

      expect(nul).toBeProblem('request-malformed');
      expect(half).toBeProblem('request-malformed');
      expect(await changedIn(attest, session)).toEqual(unchanged);
    });

    it('and a scenario takes notes only', async () => {
      const { candidate, session } = await attest.given.openSession();
      const itemId = `stimulus:${String(session.form.stimuli[0]?.id)}`;
      const value = respondTo(session.form.items[0]).value;

      expect(await save(candidate, session, 1, { itemId, revision: 1, value })).toBeProblem(
        'response-malformed',
      );
      expect(await changedIn(attest, session)).toEqual(unchanged);
    });
  });
});
