import { expect, it } from 'vitest';
import { useSystem } from './support/system.ts';

const system = useSystem();

/** Lets the first queries of this kind fail, as many as said. */
const failing = (words: RegExp, sqlState: string, times: number) => {
  const counted = { tries: 0 };
  system().proxy.rule = ({ sql }) => {
    if (!words.test(sql)) return 'pass';
    counted.tries += 1;
    return counted.tries <= times ? { error: sqlState } : 'pass';
  };
  return counted;
};

const acts = [
  { act: 'save', words: /INSERT INTO "?responses/ },
  { act: 'submit', words: /INSERT INTO "?receipts/ },
  { act: 'resume', words: /UPDATE exam_sessions SET status = \$3, epoch/ },
] as const;
const conflicts = [
  { name: 'deadlock', sqlState: '40P01' },
  { name: 'serialisation failure', sqlState: '40001' },
] as const;
const cases = conflicts.flatMap((conflict) => acts.map((act) => ({ ...conflict, ...act })));

it.each(cases)('F16: $act gets over a $name that comes twice', async ({ act, words, sqlState }) => {
  const candidate = await system().sitting(`${sqlState}-twice-${act}`);
  candidate.answer(3);
  const counted = failing(words, sqlState, 2);

  const fate = await candidate[act]();

  expect(fate).toBe('done');
  expect(counted.tries).toBe(3);
});

it.each(cases)(
  'F16: $act says that it failed after a $name in each of three tries, and can be repeated',
  async ({ act, words, sqlState }) => {
    const candidate = await system().sitting(`${sqlState}-ever-${act}`);
    candidate.answer(3);
    const counted = failing(words, sqlState, Infinity);

    const fate = await candidate[act]();
    system().proxy.rule = null;

    expect(fate).toBe('overloaded');
    expect(counted.tries).toBe(3);
    expect(await candidate[act]()).toBe('done');
  },
);

it('F16: saves of the same sessions by two processes at once are all stored', async () => {
  const candidates = await system().manySitting(8);

  await Promise.all(
    candidates.map(async (candidate) => {
      for (let turn = 0; turn < 20; turn += 1) {
        candidate.answer(4);
        await Promise.all([candidate.save(), candidate.save()]);
      }
    }),
  );

  expect(candidates.map(({ unsentCount }) => unsentCount)).toEqual(candidates.map(() => 0));
  expect(await system().faults()).toEqual([]);
});
