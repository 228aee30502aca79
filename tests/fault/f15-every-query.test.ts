import { expect, it } from 'vitest';
import type { QueryFate } from './support/postgres-proxy.ts';
import type { Fate, ScriptedCandidate } from './support/scripted-candidate.ts';
import { useSystem } from './support/system.ts';
import { untilTrue } from './support/until.ts';

const system = useSystem();

const cuts = ['cut-before', 'cut-within', 'cut-after'] as const satisfies readonly QueryFate[];
const mostQueries = 60;

/** What background work asks at any time beside the queries of a request. */
const isBackground = (sql: string) => /FROM outbox|overdueSeconds/.test(sql);

/** Breaks the n-th query from the one on that `begins` knows. */
const breakQuery = (n: number, fate: QueryFate, begins: (sql: string) => boolean) => {
  const state = { count: 0, hasBegun: false, hasStruck: false };
  system().proxy.rule = ({ sql }) => {
    state.hasBegun ||= begins(sql);
    if (!state.hasBegun || (state.count > 0 && isBackground(sql))) return 'pass';
    state.count += 1;
    if (state.count !== n) return 'pass';
    state.hasStruck = true;
    return fate;
  };
  return state;
};

/**
 * Does something with its n-th query broken, in a session of its own. Where the transactions of background
 * work begin and end they look like those of the request, so a strike without effect is tried again.
 *
 * @returns false when it has no so many queries
 */
const breaks = async (
  n: number,
  cut: (typeof cuts)[number],
  prepare: (name: string) => Promise<ScriptedCandidate>,
  act: (candidate: ScriptedCandidate) => Promise<Fate>,
): Promise<boolean> => {
  for (let tries = 0; tries < 2; tries += 1) {
    const candidate = await prepare(`${cut}-${String(n)}-${String(tries)}`);
    const state = breakQuery(n, cut, (sql) => !isBackground(sql));
    const fate = await act(candidate);
    system().proxy.rule = null;
    if (fate === 'done') continue;
    expect(state.hasStruck).toBe(true);
    expect(await candidate.persistently(() => act(candidate))).toBe('done');
    return true;
  }
  return false;
};

/** @returns how many queries were broken, the first, the second … until there are no more */
const breakEvery = async (strike: (n: number) => Promise<boolean>): Promise<number> => {
  for (let n = 1; n < mostQueries; n += 1) if (!(await strike(n))) return n - 1;
  throw new Error('nothing has so many queries');
};

const acts = [
  {
    name: 'start',
    atLeast: 5,
    prepare: async (name: string) => {
      const candidate = await system().candidate(`start-${name}`);
      await candidate.persistently(() => candidate.book());
      return candidate;
    },
    act: (candidate: ScriptedCandidate) => candidate.start(),
  },
  {
    name: 'save',
    atLeast: 1,
    prepare: async (name: string) => {
      const candidate = await system().sitting(`save-${name}`);
      candidate.answer(4);
      await candidate.persistently(() => candidate.save());
      candidate.answer(4);
      return candidate;
    },
    act: (candidate: ScriptedCandidate) => candidate.save(),
  },
  {
    name: 'submit',
    atLeast: 5,
    prepare: async (name: string) => {
      const candidate = await system().sitting(`submit-${name}`);
      candidate.answer(4);
      return candidate;
    },
    act: (candidate: ScriptedCandidate) => candidate.submit(),
  },
];

it.each(acts)(
  'F15: $name keeps all promises, whichever of its queries breaks before, within or after it',
  async ({ atLeast, prepare, act }) => {
    for (const cut of cuts) {
      expect(await breakEvery((n) => breaks(n, cut, prepare, act))).toBeGreaterThanOrEqual(atLeast);
    }
    expect(await system().faults()).toEqual([]);
  },
);

it('F15: scoring comes to one outcome, whichever of its queries breaks before, within or after it', async () => {
  const scored = async (n: number, cut: (typeof cuts)[number]) => {
    const candidate = await system().sitting(`score-${cut}-${String(n)}`);
    const id = candidate.sitting?.id;
    candidate.answer(4);
    const state = breakQuery(n, cut, (sql) => sql.includes('SELECT id, kind, payload'));
    await candidate.persistently(() => candidate.submit());
    await untilTrue('the session is scored', 20_000, async () => {
      // What failed waits for its next try, which need not be awaited in real time.
      await system().rows('UPDATE outbox SET available_at = attest_now() WHERE delivered_at IS NULL');
      return (await system().rows('SELECT 1 FROM outcomes WHERE session_id = $1', [id])).length === 1;
    });
    system().proxy.rule = null;
    return state.hasStruck;
  };

  for (const cut of cuts) {
    // Claims of an empty outbox are struck as well: the count runs on for some time without effect.
    let broken = 0;
    for (let n = 1; n <= 16; n += 1) if (await scored(n, cut)) broken += 1;
    expect(broken).toBeGreaterThan(5);
  }
  expect(await system().faults()).toEqual([]);
});
