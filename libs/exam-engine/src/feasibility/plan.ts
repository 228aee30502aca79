/**
 * How many items a form takes of each domain and level if it is to need as few new ones as possible, and beyond
 * that spreads the levels evenly. A flow of least cost: a unit is an item of the form; it goes from its domain to
 * a level. Each cell's cost rises from unit to unit, so a shortest way a unit is enough (Ahuja, Magnanti & Orlin,
 * Network Flows, 1993, ch. 9 and 14).
 */
import type { CountBounds } from '../assembly/problem.ts';

export interface PlanInput {
  /** Items a form needs of each domain. */
  readonly domains: readonly number[];
  readonly levels: readonly CountBounds[];
  /** Items there are, by domain and level. */
  readonly supply: readonly (readonly number[])[];
  /** How many an even spread would take, by domain and level; fractions. */
  readonly even: readonly (readonly number[])[];
}

/** What an item that has to be written costs beside one that is there, and an unmet lower bound beside that. */
const writing = 1e4;
const unmet = 1e9;
/** A cell that an even spread leaves nearly empty is not shut. */
const leastEven = 0.25;

/** @returns by domain and level; less than asked where the upper bounds of the levels leave no room */
export function planForm({ domains, levels, supply, even }: PlanInput): number[][] {
  const plan = domains.map(() => levels.map(() => 0));
  const held = (level: number) => plan.reduce((sum, row) => sum + (row[level] ?? 0), 0);

  /** Cost of the unit that makes a cell `count`. */
  const costOf = (domain: number, level: number, count: number): number => {
    const spread = (2 * count - 1) / (2 * Math.max(even[domain]?.[level] ?? 0, leastEven));
    return spread + (count > (supply[domain]?.[level] ?? 0) ? writing : 0);
  };
  const costOfOneMore = (level: number): number => {
    const { min, max } = levels[level] ?? { min: 0, max: 0 };
    const count = held(level);
    return count < min ? -unmet : count < max ? 0 : Infinity;
  };

  /** The cheapest move of one placed unit from a level to another, and the domain it is of. */
  function cheapestMove(from: number, to: number): { cost: number; domain: number } {
    let best = { cost: Infinity, domain: -1 };
    for (const [domain, row] of plan.entries()) {
      const count = row[from] ?? 0;
      if (count === 0 || from === to) continue;
      const cost = costOf(domain, to, (row[to] ?? 0) + 1) - costOf(domain, from, count);
      if (cost < best.cost) best = { cost, domain };
    }
    return best;
  }

  function place(domain: number): void {
    const moves = levels.map((_, from) => levels.map((__, to) => cheapestMove(from, to)));
    let best: { cost: number; way: readonly number[] } = { cost: Infinity, way: [] };
    for (const way of waysThrough(levels.length)) {
      const [first = 0] = way;
      const last = way.at(-1) ?? first;
      const steps = way.slice(1).map((to, at) => moves[way[at] ?? 0]?.[to]?.cost ?? Infinity);
      const begin = costOf(domain, first, (plan[domain]?.[first] ?? 0) + 1);
      const cost = steps.reduce((sum, each) => sum + each, begin + costOfOneMore(last));
      if (cost < best.cost) best = { cost, way };
    }
    best.way.forEach((level, at) => {
      const next = best.way[at + 1];
      add(plan, domain, at === 0 ? level : -1, 1);
      if (next === undefined) return;
      const moved = moves[level]?.[next]?.domain ?? -1;
      add(plan, moved, level, -1);
      add(plan, moved, next, 1);
    });
  }

  for (const [domain, needed] of domains.entries())
    for (let unit = 0; unit < needed; unit += 1) place(domain);
  return plan;
}

function add(plan: number[][], domain: number, level: number, by: number): void {
  const row = plan[domain];
  if (row !== undefined && level >= 0) row[level] = (row[level] ?? 0) + by;
}

/** All ways through some of the levels, none twice: with three levels there are fifteen. */
function waysThrough(count: number): number[][] {
  const all = Array.from({ length: count }, (_, at) => at);
  const longer = (way: readonly number[]): number[][] => [
    [...way],
    ...all.filter((level) => !way.includes(level)).flatMap((level) => longer([...way, level])),
  ];
  return all.flatMap((level) => longer([level]));
}
