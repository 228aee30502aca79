import type { CognitiveLevel } from '@attest/contracts';
import type { FormBlueprint } from '../assembly/blueprint.ts';
import { countBounds, levels, type CountBounds } from '../assembly/problem.ts';

/** Shares as large as the shares of the other levels leave them. */
interface LevelShare extends CountBounds {
  /** What an even spread aims at; the shares of all levels sum to 1. */
  readonly aim: number;
}

const roundingSlack = 1e-9;

/**
 * A blueprint counts by domain, and sets shares by level for the whole form: neither says what a single cell must
 * hold. The target of a cell is its share of an even spread, the domain's count times the level's share, rounded
 * outward to whole numbers. A form may leave it where another domain makes up for it; whether anything is missing
 * is the plan's to say.
 */
export function cellTarget(blueprint: FormBlueprint, domain: string, level: CognitiveLevel): CountBounds {
  const count = blueprint.domains[domain] ?? 0;
  const { min, max } = shareOf(blueprint, level);
  const { max: mostInForm } = countBounds(blueprint.levels[level], blueprint.itemCount);
  return {
    min: Math.min(count, Math.max(0, Math.floor(count * min + roundingSlack))),
    max: Math.max(0, Math.min(count, mostInForm, Math.ceil(count * max - roundingSlack))),
  };
}

/** Items of a cell in an even spread, a fraction. */
export function evenCount(blueprint: FormBlueprint, domain: string, level: CognitiveLevel): number {
  return (blueprint.domains[domain] ?? 0) * shareOf(blueprint, level).aim;
}

function shareOf(blueprint: FormBlueprint, level: CognitiveLevel): LevelShare {
  const own = boundsOf(blueprint, level);
  const others = levels.filter((each) => each !== level).map((each) => boundsOf(blueprint, each));
  const middles = levels.map((each) => middleOf(boundsOf(blueprint, each)));
  const sum = middles.reduce((total, each) => total + each, 0);
  return {
    min: Math.max(own.min, 1 - others.reduce((total, { max }) => total + max, 0)),
    max: Math.min(own.max, 1 - others.reduce((total, { min }) => total + min, 0)),
    aim: sum > 0 ? middleOf(own) / sum : 1 / levels.length,
  };
}

function boundsOf({ levels: bounds }: FormBlueprint, level: CognitiveLevel): CountBounds {
  return { min: bounds[level]?.min ?? 0, max: bounds[level]?.max ?? 1 };
}

function middleOf({ min, max }: CountBounds): number {
  return (min + max) / 2;
}
