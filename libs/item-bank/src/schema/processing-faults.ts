/** What contradicts itself in the way a composite item is scored. Paths start at the item. */
import { checkRules } from '../rules/check-rules.ts';
import { ruleSetOf, variablesWithCorrect } from '../rules/processing.ts';
import type { RulesOfFile } from '../rules/rule-schema.ts';
import { unknownIds } from './id-checks.ts';
import type { Contradiction, PlacedId } from './id-checks.ts';
import type { InteractionPart, ItemShape } from './item-shape.ts';
import { narrowMatches, strangeIds } from './rule-slips.ts';

type Composite = Extract<ItemShape, { type: 'composite' }>;
type IdsOf = (part: InteractionPart) => readonly PlacedId[];

export function processingFaults({ processing, interactions }: Composite, idsOf: IdsOf): Contradiction[] {
  const variables = Object.keys(interactions);
  switch (processing.template) {
    case 'sum': {
      const weights = processing.weights ?? { any: 1 };
      const path = ['processing', 'weights'];
      const faults =
        processing.weights === undefined ? [] : unknownIds(Object.keys(weights), variables, path);
      const heaviest = Math.max(0, ...Object.values(weights));
      return heaviest > 0 ? faults : [...faults, { path, message: 'give at least one weight above 0' }];
    }
    case 'match_correct':
      return nothingToScore(interactions);
    case 'map_response':
      return [...nothingToScore(interactions), ...withoutMap(interactions)];
    case 'rules': {
      const faults = [
        ...mappingFaults(processing.mappings, interactions, idsOf),
        ...checkRules(ruleSetOf(processing, interactions), variablesWithCorrect(interactions)),
        ...strangeIds(processing, Object.values(interactions).flatMap(idsOf)),
        ...narrowMatches(processing, interactions),
      ];
      return faults.map(({ path, message }) => ({ path: ['processing', ...path], message }));
    }
  }
}

function nothingToScore(interactions: Composite['interactions']): Contradiction[] {
  return variablesWithCorrect(interactions).size > 0
    ? []
    : [{ path: ['processing', 'template'], message: 'no interaction has a key; use template sum' }];
}

function withoutMap(interactions: Composite['interactions']): Contradiction[] {
  return Object.entries(interactions)
    .filter(([, { scoring }]) => typeof scoring === 'string' && scoring !== 'rubric')
    .map(([variable]) => ({
      path: ['interactions', variable, 'scoring'],
      message: 'template map_response adds up mappings; write scoring: { name: map, … }, or use rules',
    }));
}

function mappingFaults(
  mappings: RulesOfFile['mappings'],
  interactions: Composite['interactions'],
  idsOf: IdsOf,
): Contradiction[] {
  return Object.entries(mappings).flatMap(([variable, { entries }]) => {
    const path = ['mappings', variable];
    const part = Object.hasOwn(interactions, variable) ? interactions[variable] : undefined;
    if (part === undefined) return unknownIds([variable], [], path);
    if (part.type === 'short-text' || part.type === 'constructed-response') return [];
    const keys = Object.keys(entries);
    if (part.type === 'numeric') {
      return keys
        .filter((key) => !Number.isFinite(Number(key)))
        .map((key) => ({ path: [...path, 'entries', key], message: `"${key}" is no number` }));
    }
    const known = idsOf(part).map(({ id }) => id);
    return unknownIds(
      keys.flatMap((key) => key.split(' ')),
      known,
      [...path, 'entries'],
    );
  });
}
