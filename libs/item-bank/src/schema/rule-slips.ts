/** Rules that fit their types and still would deny points to a right response. */
import type { BaseType } from '@attest/contracts';
import type { Expression, Rule } from '../rules/rule-model.ts';
import type { RulesOfFile } from '../rules/rule-schema.ts';
import { unknownIds } from './id-checks.ts';
import type { Contradiction, PlacedId } from './id-checks.ts';
import type { InteractionPart } from './item-shape.ts';

const completionStatuses = ['not_attempted', 'unknown', 'incomplete', 'completed'];

/** Ids that rules compare with and the item does not have. Items with ids of their own as outcomes are let be. */
export function strangeIds(
  { rules, outcomes }: Pick<RulesOfFile, 'rules' | 'outcomes'>,
  placed: readonly PlacedId[],
): Contradiction[] {
  if (Object.values(outcomes).some(({ type }) => holdsIds(type))) return [];
  const known = [...placed.map(({ id }) => id), ...completionStatuses];
  return rules.flatMap((rule, at) =>
    expressionsIn(rule)
      .flatMap(idsIn)
      .flatMap((id) => unknownIds([id], known, ['rules', at])),
  );
}

/**
 * `match` with the key of a text or a number asks for the same text or number: other accepted forms, the
 * pattern and the tolerance would be lost without a word.
 */
export function narrowMatches(
  { rules }: Pick<RulesOfFile, 'rules'>,
  interactions: Readonly<Record<string, InteractionPart>>,
): Contradiction[] {
  const remedyOf = (name: string) =>
    Object.hasOwn(interactions, name) ? narrowness(interactions[name]) : null;
  return rules.flatMap((rule, at) =>
    expressionsIn(rule)
      .filter(({ op }) => op === 'match')
      .flatMap((each) => ('of' in each ? each.of : []))
      .flatMap((operand) => (operand.op === 'correct' ? [operand.name] : []))
      .flatMap((name) => {
        const remedy = remedyOf(name);
        return remedy === null
          ? []
          : [{ path: ['rules', at], message: `match with the key of ${name} ${remedy}` }];
      }),
  );
}

function narrowness(part: InteractionPart | undefined): string | null {
  if (part?.type === 'numeric' && part.tolerance > 0) return 'knows no tolerance; use equal with one';
  if (part?.type !== 'short-text') return null;
  const isOneText = part.accept.length === 1 && part.caseSensitive && part.pattern === undefined;
  return isOneText ? null : 'knows its first text alone, in its own case; use map-response or string-match';
}

/** Every expression of a rule and of the rules within it, operands included. */
function expressionsIn(rule: Rule): Expression[] {
  if (rule.rule === 'exit') return [];
  if (rule.rule === 'set') return partsOf(rule.to);
  const branches = rule.branches.flatMap(({ when, then }) => [
    ...partsOf(when),
    ...then.flatMap(expressionsIn),
  ]);
  return [...branches, ...rule.else.flatMap(expressionsIn)];
}

function partsOf(expression: Expression): Expression[] {
  return 'of' in expression ? [expression, ...expression.of.flatMap(partsOf)] : [expression];
}

function idsIn(expression: Expression): string[] {
  if (expression.op !== 'base-value' || !holdsIds(expression.type)) return [];
  const { value } = expression;
  return (typeof value === 'object' ? value : [value]).filter((id) => typeof id === 'string');
}

function holdsIds(type: BaseType): boolean {
  return type === 'identifier' || type === 'pair' || type === 'directed-pair';
}
