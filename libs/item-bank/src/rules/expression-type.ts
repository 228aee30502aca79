/** Which type an expression has, and what is wrong with its operands. */
import type { BaseType, Cardinality } from '@attest/contracts';
import { howToWrite, isOfType } from './literals.ts';
import type { Expression, Operation, RuleSet, ValueType } from './rule-model.ts';
import { builtIns } from './rule-model.ts';

/** `any`: only NULL can come of it, which suits every operator. */
export interface ExpressionType {
  readonly baseType: BaseType | 'any';
  readonly cardinality: Cardinality;
}

export interface Scope extends Pick<RuleSet, 'responses' | 'outcomes'> {
  /** Response variables with a correct value. */
  readonly correct: ReadonlySet<string>;
}

type Report = (message: string) => void;

export function typeOfVariable(name: string, { responses, outcomes }: Scope): ValueType | null {
  if (Object.hasOwn(responses, name)) return responses[name] ?? null;
  const outcome = Object.hasOwn(outcomes, name) ? outcomes[name] : undefined;
  if (outcome !== undefined) return { baseType: outcome.type, cardinality: outcome.cardinality };
  return Object.hasOwn(builtIns, name) ? (builtIns[name] ?? null) : null;
}

type Leaf = Exclude<Expression, Operation>;

export function typeOfLeaf(leaf: Leaf, scope: Scope, report: Report): ExpressionType | null {
  if (leaf.op === 'base-value') {
    if (!isOfType(leaf.type, leaf.value))
      report(`the value of type ${leaf.type} is ${howToWrite(leaf.type)}`);
    return { baseType: leaf.type, cardinality: 'single' };
  }
  const known = leaf.op === 'variable' ? typeOfVariable(leaf.name, scope) : responseOf(leaf.name, scope);
  if (known === null) {
    report(`${leaf.name} is no ${leaf.op === 'variable' ? '' : 'response '}variable of this item`);
    return null;
  }
  if (leaf.op === 'variable') return known;
  const response = scope.responses[leaf.name];
  if (leaf.op === 'correct') {
    if (!scope.correct.has(leaf.name)) report(`${leaf.name} has no correct response`);
    return known;
  }
  if (leaf.op === 'map-response' && response?.mapping === null) report(`${leaf.name} has no mapping`);
  if (leaf.op === 'map-response-point' && response?.areaMapping === null)
    report(`${leaf.name} has no areas with points; only a response of type point can have them`);
  return { baseType: 'float', cardinality: 'single' };
}

function responseOf(name: string, { responses }: Scope): ValueType | null {
  return Object.hasOwn(responses, name) ? (responses[name] ?? null) : null;
}

const truth: ExpressionType = { baseType: 'boolean', cardinality: 'single' };
const numeric: readonly BaseType[] = ['integer', 'float'];

const operandCounts: Readonly<Record<Operation['op'], readonly [least: number, most: number]>> = {
  and: [1, 50],
  delete: [2, 2],
  equal: [2, 2],
  'equal-rounded': [2, 2],
  gt: [2, 2],
  gte: [2, 2],
  index: [1, 1],
  inside: [1, 1],
  'is-null': [1, 1],
  lt: [2, 2],
  lte: [2, 2],
  match: [2, 2],
  member: [2, 2],
  multiple: [0, 50],
  not: [1, 1],
  or: [1, 50],
  ordered: [0, 50],
  random: [1, 1],
  round: [1, 1],
  'string-match': [2, 2],
  substring: [2, 2],
  sum: [1, 50],
};

/** The type of an operation over operands whose types are known; null when they do not fit. */
export function typeOfOperation(
  operation: Operation,
  types: readonly ExpressionType[],
  scope: Scope,
  report: Report,
): ExpressionType | null {
  const { op } = operation;
  const [least, most] = operandCounts[op];
  if (types.length < least || types.length > most) {
    const wanted = least === most ? String(least) : `${String(least)} to ${String(most)}`;
    report(`${op} takes ${wanted} expression${most === 1 ? '' : 's'}, not ${String(types.length)}`);
    return null;
  }
  const faults: string[] = [];
  const need = (fits: boolean, what: string) => {
    if (!fits) faults.push(`${op} takes ${what}`);
  };
  const result = resultOf(operation, types, need);
  if (op === 'index') checkPosition(operation.n, scope, need);
  if (op === 'inside') need(areCoordsSound(operation.shape, operation.coords), coordsOf[operation.shape]);
  faults.forEach(report);
  return faults.length === 0 ? result : null;
}

type Need = (fits: boolean, what: string) => void;

function resultOf(operation: Operation, types: readonly ExpressionType[], need: Need): ExpressionType {
  const [first = truth, second = truth] = types;
  switch (operation.op) {
    case 'and':
    case 'or':
    case 'not':
      need(
        types.every((type) => is(type, ['boolean'], ['single'])),
        'conditions (single booleans)',
      );
      return truth;
    case 'is-null':
      return truth;
    case 'match':
      need(isSameBase(types), 'two values of the same type');
      need(first.cardinality === second.cardinality, 'two single values or two containers of the same kind');
      need(first.baseType !== 'duration', 'no durations');
      return truth;
    case 'multiple':
    case 'ordered':
      return container(operation.op, types, need);
    case 'sum':
      need(
        types.every((type) => is(type, numeric)),
        'numbers',
      );
      return {
        baseType: types.every(({ baseType }) => baseType === 'integer') ? 'integer' : 'float',
        cardinality: 'single',
      };
    case 'equal':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      need(
        types.every((type) => is(type, numeric, ['single'])),
        'two single numbers',
      );
      return truth;
    case 'equal-rounded':
      need(
        types.every((type) => is(type, numeric, ['single'])),
        'two single numbers',
      );
      need(operation.rounding === 'decimal-places' || operation.figures > 0, 'at least 1 significant figure');
      return truth;
    case 'round':
      need(is(first, numeric, ['single']), 'a single number');
      return { baseType: 'integer', cardinality: 'single' };
    case 'string-match':
    case 'substring':
      need(
        types.every((type) => is(type, ['string'], ['single'])),
        'two single texts',
      );
      return truth;
    case 'member':
    case 'delete':
      need(isSameBase(types), 'a value and a container of the same type');
      need(
        first.cardinality === 'single' && second.cardinality !== 'single',
        'a single value, then a container',
      );
      need(first.baseType !== 'duration', 'no durations');
      return operation.op === 'member' ? truth : second;
    case 'index':
      need(first.cardinality === 'ordered', 'an ordered container');
      return { ...first, cardinality: 'single' };
    case 'random':
      need(first.cardinality !== 'single', 'a container');
      return { ...first, cardinality: 'single' };
    case 'inside':
      need(is(first, ['point']), 'a point or a container of points');
      return truth;
  }
}

function container(op: 'multiple' | 'ordered', types: readonly ExpressionType[], need: Need): ExpressionType {
  need(isSameBase(types), 'values of the same type');
  need(
    types.every(({ cardinality }) => cardinality === 'single' || cardinality === op),
    `single values and ${op} containers`,
  );
  return { baseType: types.find(({ baseType }) => baseType !== 'any')?.baseType ?? 'any', cardinality: op };
}

function checkPosition(n: number | string, scope: Scope, need: Need): void {
  if (typeof n === 'number') return;
  const type = typeOfVariable(n, scope);
  need(
    type?.baseType === 'integer' && type.cardinality === 'single',
    'n as a whole number or the name of an integer variable',
  );
}

const coordsOf = {
  default: 'no coords where the shape is default',
  rect: 'four coords: left, top, right, bottom',
  circle: 'three coords: x, y, radius',
  ellipse: 'four coords: x, y, h, v',
  poly: 'the x and y of at least three corners as coords',
} as const;

export function areCoordsSound(shape: keyof typeof coordsOf, coords: readonly number[]): boolean {
  const counts = { default: 0, rect: 4, circle: 3, ellipse: 4 } as const;
  return shape === 'poly' ? coords.length >= 6 && coords.length % 2 === 0 : coords.length === counts[shape];
}

function is(
  type: ExpressionType,
  bases: readonly BaseType[],
  cardinalities?: readonly Cardinality[],
): boolean {
  const isBase = type.baseType === 'any' || bases.includes(type.baseType);
  return isBase && (cardinalities?.includes(type.cardinality) ?? true);
}

function isSameBase(types: readonly ExpressionType[]): boolean {
  const bases = types.map(({ baseType }) => baseType).filter((baseType) => baseType !== 'any');
  return new Set(bases).size <= 1;
}
