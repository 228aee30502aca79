import type { InteractionPart, ItemShape } from '../schema/item-shape.ts';
import { checkRules } from './check-rules.ts';
import { declareResponses, hasCorrect } from './declare-responses.ts';
import type { Processing, RuleSet } from './rule-model.ts';
import type { RulesOfFile } from './rule-schema.ts';

type Composite = Extract<ItemShape, { type: 'composite' }>;

/** The rules of a composite item with the declarations that follow from its interactions. */
export function ruleSetOf(rules: RulesOfFile, interactions: Composite['interactions']): RuleSet {
  return {
    maximum: rules.maximum,
    responses: declareResponses(interactions, rules.mappings),
    outcomes: rules.outcomes,
    rules: rules.rules,
  };
}

/** Response variables that rules may ask for a correct value of. */
export function variablesWithCorrect(interactions: Composite['interactions']): Set<string> {
  const parts = Object.entries(interactions);
  return new Set(
    parts.flatMap(([variable, part]: [string, InteractionPart]) => (hasCorrect(part) ? [variable] : [])),
  );
}

/**
 * What the key stores; null where the variables are simply weighed.
 *
 * @throws Error naming the place where rules do not fit, which `parseBank` reports long before
 */
export function compileProcessing({ processing, interactions }: Composite): Processing | null {
  switch (processing.template) {
    case 'sum':
      return null;
    case 'match_correct':
      return { template: 'match_correct' };
    case 'map_response':
      return {
        template: 'map_response',
        lowerBound: processing.lowerBound,
        upperBound: processing.upperBound,
      };
    case 'rules': {
      const rules = ruleSetOf(processing, interactions);
      const [fault] = checkRules(rules, variablesWithCorrect(interactions));
      if (fault !== undefined)
        throw new Error(`${['processing', ...fault.path].join('.')}: ${fault.message}`);
      return { template: 'rules', ...rules };
    }
  }
}
