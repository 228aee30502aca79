import { findForm, quick } from './find.ts';
import type { Constraint, FormBlueprint, Shortfall } from './blueprint.ts';
import { levels, without } from './problem.ts';
import type { Problem } from './problem.ts';

/** What a bank lacks whatever else is asked: too few items of a domain, a level or scenarios. */
export function plainShortfalls(problem: Problem): Shortfall[] {
  return [...domainShortfalls(problem, countIn), ...levelShortfalls(problem), ...scenarioShortfalls(problem)];
}

/** Why no form was found although each plain count suffices: the domains that fail alone, else the demands to blame. */
export function deeperShortfalls(problem: Problem, seed: string, isProven: boolean): Shortfall[] {
  const domains = domainShortfalls(problem, (each, domain) => mostOf(each, domain, seed));
  if (domains.length > 0) return domains;
  const conflicts = constraints
    .filter((constraint) => findForm(without(problem, constraint), seed, quick).kind === 'found')
    .map((constraint): Shortfall => ({ kind: 'conflict', constraint, text: conflictText[constraint] }));
  return conflicts.length > 0
    ? conflicts
    : [{ kind: 'combination', isProven, text: combinationText(isProven) }];
}

/** A blueprint that contradicts itself, before any bank is looked at. */
export function blueprintFault({ itemCount, domains }: FormBlueprint): Shortfall | null {
  const sum = Object.values(domains).reduce((total, count) => total + count, 0);
  if (sum === itemCount) return null;
  const text = `The domains add up to ${String(sum)} items, the form holds ${String(itemCount)}.`;
  return { kind: 'blueprint', text };
}

function domainShortfalls(
  problem: Problem,
  availableOf: (problem: Problem, domain: number) => number,
): Shortfall[] {
  return problem.domains.flatMap(({ id, needed }, domain): Shortfall[] => {
    const available = availableOf(problem, domain);
    if (available >= needed) return [];
    const text = `Domain ${id} needs ${items(needed)}; ${String(available)} can be used together.`;
    return [{ kind: 'domain', domain: id, needed, available, text }];
  });
}

function countIn({ entries }: Problem, domain: number): number {
  return entries.filter((entry) => entry.domain === domain).length;
}

/** The most items of one domain that go together, enemies and incidents considered; the need if it can be met. */
function mostOf(problem: Problem, domain: number, seed: string): number {
  const alone = domainAlone(problem, domain);
  const { needed } = problem.domains[domain] ?? { needed: 0 };
  for (let size = needed; size > 0; size -= 1) {
    const attempt = {
      ...alone,
      size,
      domains: problem.domains.map((each, at) => ({ ...each, needed: at === domain ? size : 0 })),
    };
    if (findForm(attempt, seed, quick).kind !== 'impossible') return size;
  }
  return 0;
}

function domainAlone(problem: Problem, domain: number): Problem {
  const free = { min: 0, max: problem.size };
  return {
    ...problem,
    entries: problem.entries.filter((entry) => entry.domain === domain),
    levelBounds: problem.levelBounds.map(() => free),
    scenarioBounds: free,
    minTestletSize: 1,
    meanDifficulty: null,
  };
}

function levelShortfalls({ entries, levelBounds }: Problem): Shortfall[] {
  return levels.flatMap((level, at): Shortfall[] => {
    const needed = levelBounds[at]?.min ?? 0;
    const available = entries.filter((entry) => entry.level === at).length;
    if (available >= needed) return [];
    const text = `The form needs ${items(needed)} of level ${level}; ${String(available)} can be used.`;
    return [{ kind: 'level', level, needed, available, text }];
  });
}

function scenarioShortfalls({ entries, scenarioBounds }: Problem): Shortfall[] {
  const needed = scenarioBounds.min;
  const available = entries.filter(({ group }) => group !== null).length;
  if (available >= needed) return [];
  const text = `The form needs ${items(needed)} that belong to scenarios; ${String(available)} can be used.`;
  return [{ kind: 'scenario', needed, available, text }];
}

const constraints: readonly Constraint[] = [
  'enemies',
  'incidents',
  'levels',
  'scenario-share',
  'testlet-size',
  'difficulty',
];

const conflictText: Readonly<Record<Constraint, string>> = {
  enemies: 'Too many of the items exclude each other; without that rule a form exists.',
  incidents: 'Too many items lean on the same incident; without that limit a form exists.',
  levels:
    'The shares of cognitive levels cannot be met with these domain counts; without them a form exists.',
  'scenario-share':
    'The share of scenario items cannot be met with these domain counts; without it a form exists.',
  'testlet-size': 'Scenarios cannot appear with as many items as asked; with smaller ones a form exists.',
  difficulty: 'The mean expected difficulty cannot be met; without that bound a form exists.',
};

function combinationText(isProven: boolean): string {
  return isProven
    ? 'The demands cannot be met together; no single one of them is to blame.'
    : 'No form was found within the limit of the search; more items would help.';
}

function items(count: number): string {
  return count === 1 ? '1 item' : `${String(count)} items`;
}
