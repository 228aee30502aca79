import { expect, it } from 'vitest';
import type { QueryFate } from './support/postgres-proxy.ts';
import type { Fate } from './support/candidate-parts.ts';
import type { ScriptedCandidate } from './support/scripted-candidate.ts';
import { useSystem } from './support/system.ts';
import { untilTrue } from './support/until.ts';
import { oneWay } from '../support/one-way.ts';

const system = useSystem();

const cuts = ['cut-before', 'cut-within', 'cut-after'] as const satisfies readonly QueryFate[];
const mostQueries = 60;

type CutOf = (n: number) => (typeof cuts)[number];

const inEveryWay: readonly CutOf[] = cuts.map((cut) => () => cut);
/** On every change each query is broken in one way, in turn; `npm run fault` breaks each in all three. */
const rounds =
  process.env['ATTEST_FAULT'] === 'long'
    ? inEveryWay
    : ([(n) => cuts[n % 3] ?? 'cut-before'] satisfies CutOf[]);

/**
 * Breaks the n-th query about a session: those that name it, and all that follow in the same transaction.
 * Background work names no session before it has found one.
 *
 * @param open connections on which a transaction has begun already
 */
const breakQuery = (
  n: number,
  cut: (typeof cuts)[number],
  sessionId: string,
  open: Set<object> = new Set(),
) => {
  const state = { count: 0, hasStruck: false };
  const ours = new Set<object>();
  system().proxy.rule = ({ sql, connection, mentions }) => {
    if (sql === 'START TRANSACTION') open.add(connection);
    const isOurs = ours.has(connection) || mentions(sessionId);
    if (isOurs && open.has(connection)) ours.add(connection);
    if (sql === 'COMMIT' || sql === 'ROLLBACK') for (const set of [open, ours]) set.delete(connection);
    if (!isOurs || state.hasStruck) return 'pass';
    state.count += 1;
    if (state.count !== n) return 'pass';
    state.hasStruck = true;
    return cut;
  };
  return state;
};

/** Keeps what was asked for after a commit from being done until the returned function is called. */
const holdBackgroundWork = () => {
  const gate = Promise.withResolvers<undefined>();
  const open = new Set<object>();
  system().proxy.rule = ({ sql, connection }) => {
    if (!sql.includes('FROM outbox')) return 'pass';
    open.add(connection);
    return { until: gate.promise };
  };
  return {
    open,
    letGo: () => {
      gate.resolve(undefined);
    },
  };
};

/**
 * Does something with its n-th query broken, in a session of its own.
 *
 * @returns false when it has no so many queries
 */
const breaks = async (
  n: number,
  cut: (typeof cuts)[number],
  prepare: (name: string) => Promise<ScriptedCandidate>,
  act: (candidate: ScriptedCandidate) => Promise<Fate>,
): Promise<boolean> => {
  const candidate = await prepare(`${cut}-${String(n)}`);
  const state = breakQuery(n, cut, candidate.sitting?.id ?? '');
  const fate = await act(candidate);
  system().proxy.rule = null;
  if (fate !== 'done') expect(await candidate.persistently(() => act(candidate))).toBe('done');
  return state.hasStruck;
};

/** @returns how many queries were broken, the first, the second … until there are no more */
const breakEvery = async (strike: (n: number) => Promise<boolean>): Promise<number> => {
  for (let n = 1; n < mostQueries; n += 1) if (!(await strike(n))) return n - 1;
  throw new Error('nothing has so many queries');
};

/** One for all that leave a section. */
let oneWayExams: Promise<string> | null = null;
const oneWayExam = () => (oneWayExams ??= system().exam(oneWay));

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
    name: 'leaving a section',
    atLeast: 5,
    prepare: async (name: string) => {
      const candidate = await system().sitting(`section-${name}`, await oneWayExam());
      candidate.answer(4);
      return candidate;
    },
    act: (candidate: ScriptedCandidate) => candidate.openSection(),
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
  'F15: $name keeps all promises, whichever of its queries breaks, before, within or after',
  async ({ name, atLeast, prepare, act }) => {
    for (const cutOf of name === 'save' ? inEveryWay : rounds) {
      const broken = await breakEvery((n) => breaks(n, cutOf(n), prepare, act));
      expect(broken).toBeGreaterThanOrEqual(atLeast);
    }
    expect(await system().faults()).toEqual([]);
  },
);

it('F15: scoring comes to one outcome, whichever of its queries breaks, before, within or after', async () => {
  const scores = async (n: number, cut: (typeof cuts)[number]) => {
    const candidate = await system().sitting(`score-${cut}-${String(n)}`);
    const id = candidate.sitting?.id ?? '';
    candidate.answer(4);
    const { open, letGo } = holdBackgroundWork();
    await candidate.persistently(() => candidate.submit());
    const state = breakQuery(n, cut, id, open);
    letGo();
    await untilTrue('the session is scored', 20_000, async () => {
      // What failed waits for its next try, which need not be awaited in real time.
      await system().rows('UPDATE outbox SET available_at = attest_now() WHERE delivered_at IS NULL');
      const waiting = await system().rows('SELECT 1 FROM outbox WHERE delivered_at IS NULL');
      return waiting.length === 0;
    });
    system().proxy.rule = null;
    return state.hasStruck;
  };

  for (const cutOf of rounds) {
    expect(await breakEvery((n) => scores(n, cutOf(n)))).toBeGreaterThan(5);
  }
  expect(await system().faults()).toEqual([]);
});
