/** What an expression comes to. Every operator is total: expressions that passed `checkRules` never fail. */
import type { RuleStep } from '@attest/contracts';
import type { Expression, Operation, ResponseDeclaration } from '@attest/item-bank';
import { inside } from './areas.ts';
import { collect, draw, match, member, nth, withoutValue } from './container-operators.ts';
import { and, isSubstring, not, or, stringMatch } from './logic-operators.ts';
import { mapPoints, mapResponse } from './mappings.ts';
import { compare, equal, equalRounded, round, sum } from './numeric-operators.ts';
import { numberOf, single, truth } from './rule-values.ts';
import type { Value } from './rule-values.ts';

export interface Scope {
  /** Response, outcome and built-in variables by name. */
  readonly variables: ReadonlyMap<string, Value>;
  readonly correctOf: (name: string) => Value;
  readonly responses: Readonly<Record<string, ResponseDeclaration>>;
  /** What every draw of this item in this session starts from. */
  readonly seed: readonly (string | number)[];
}

export type Reasons = Extract<RuleStep, { kind: 'set' }>['reasons'];

/**
 * The value of an expression, with that of every part of it, an operator before its operands.
 *
 * @param place of the rule; with the position of the part it tells draws of one item apart
 */
export function evaluate(
  expression: Expression,
  scope: Scope,
  place: string,
): { value: Value; reasons: Reasons } {
  const reasons: Reasons = [];
  const visit = (each: Expression, depth: number): Value => {
    const at = reasons.length;
    const reason: Reasons[number] = {
      depth,
      operator: each.op,
      name: 'name' in each ? each.name : null,
      value: null,
    };
    reasons.push(reason);
    reason.value =
      'of' in each
        ? operate(
            each,
            each.of.map((operand) => visit(operand, depth + 1)),
            scope,
            [place, at],
          )
        : read(each, scope);
    return reason.value;
  };
  return { value: visit(expression, 0), reasons };
}

function read(leaf: Exclude<Expression, Operation>, scope: Scope): Value {
  if (leaf.op === 'base-value') return single(leaf.type, leaf.value);
  const response = Object.hasOwn(scope.responses, leaf.name) ? scope.responses[leaf.name] : undefined;
  const value = scope.variables.get(leaf.name) ?? null;
  switch (leaf.op) {
    case 'variable':
      return value;
    case 'correct':
      return scope.correctOf(leaf.name);
    case 'map-response':
      return response?.mapping
        ? mapResponse(response.mapping, value, response.cardinality === 'single')
        : null;
    case 'map-response-point':
      return response?.areaMapping
        ? mapPoints(response.areaMapping, value, response.cardinality === 'single')
        : null;
  }
}

function operate(
  operation: Operation,
  values: readonly Value[],
  scope: Scope,
  place: readonly (string | number)[],
): Value {
  switch (operation.op) {
    case 'and':
      return and(values);
    case 'or':
      return or(values);
    case 'not':
      return not(values);
    case 'is-null':
      return truth((values[0] ?? null) === null);
    case 'match':
      return match(values);
    case 'member':
      return member(values);
    case 'multiple':
    case 'ordered':
      return collect(operation.op, values);
    case 'delete':
      return withoutValue(values);
    case 'index': {
      const { n } = operation;
      return nth(typeof n === 'number' ? n : numberOf(scope.variables.get(n) ?? null), values);
    }
    case 'random':
      return draw([...scope.seed, ...place], values);
    case 'sum':
      return sum(values);
    case 'round':
      return round(values);
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return compare(operation.op, values);
    case 'equal':
      return equal(operation, values);
    case 'equal-rounded':
      return equalRounded(operation, values);
    case 'string-match':
      return stringMatch(operation, values);
    case 'substring':
      return isSubstring(operation, values);
    case 'inside':
      return inside(operation, values);
  }
}
