/** Whether rules can be run at all: known names, fitting types, bounded size. */
import type { Contradiction } from '../schema/id-checks.ts';
import { areCoordsSound, typeOfLeaf, typeOfOperation } from './expression-type.ts';
import type { ExpressionType, Scope } from './expression-type.ts';
import { howToWrite, isOfType } from './literals.ts';
import { builtIns, scoreOutcome } from './rule-model.ts';
import type { Expression, OutcomeDeclaration, ResponseDeclaration, Rule, RuleSet } from './rule-model.ts';

/** Nesting of rules and expressions together, and how many of both an item may hold. */
const deepest = 24;
const mostNodes = 1_000;

type Path = readonly (string | number)[];

/**
 * Everything that keeps the rules from being run, with its place. Rules without faults never fail,
 * whatever the response.
 *
 * @param correct response variables with a correct value
 * @returns paths relative to the rule set
 */
export function checkRules(set: RuleSet, correct: ReadonlySet<string>): Contradiction[] {
  const check = new RuleCheck({ responses: set.responses, outcomes: withScore(set.outcomes), correct });
  for (const [name, outcome] of Object.entries(set.outcomes)) check.outcome(name, outcome, set.responses);
  for (const [name, response] of Object.entries(set.responses)) check.response(name, response);
  check.rules(set.rules, ['rules'], 1);
  return check.faults;
}

/** The outcomes with SCORE, which is a float unless it is declared otherwise. */
export function withScore(outcomes: RuleSet['outcomes']): RuleSet['outcomes'] {
  const score: OutcomeDeclaration = { type: 'float', cardinality: 'single', default: null };
  return Object.hasOwn(outcomes, scoreOutcome) ? outcomes : { ...outcomes, [scoreOutcome]: score };
}

class RuleCheck {
  readonly faults: Contradiction[] = [];
  private readonly scope: Scope;
  private nodes = 0;

  constructor(scope: Scope) {
    this.scope = scope;
  }

  outcome(
    name: string,
    { type, cardinality, default: values }: OutcomeDeclaration,
    responses: RuleSet['responses'],
  ) {
    const path = ['outcomes', name];
    if (Object.hasOwn(responses, name) || Object.hasOwn(builtIns, name))
      this.report(path, `${name} is a response or built-in variable; choose another name`);
    if (name === scoreOutcome && (cardinality !== 'single' || (type !== 'float' && type !== 'integer')))
      this.report(path, 'SCORE is a single float or integer');
    if (values === null) return;
    if (cardinality === 'single' && values.length > 1)
      this.report([...path, 'default'], 'a single outcome has one value at the start');
    if (!values.every((value) => isOfType(type, value)))
      this.report([...path, 'default'], `each value of type ${type} is ${howToWrite(type)}`);
  }

  response(name: string, { baseType, areaMapping }: ResponseDeclaration) {
    const isPoint = baseType === 'point';
    if (areaMapping === null) return;
    if (!isPoint) this.report(['responses', name], `${name} has areas, but its values are no points`);
    if (!areaMapping.areas.every(({ shape, coords }) => areCoordsSound(shape, coords)))
      this.report(['responses', name], `an area of ${name} has the wrong number of coords`);
  }

  rules(rules: readonly Rule[], path: Path, depth: number): void {
    for (const [at, rule] of rules.entries()) this.rule(rule, [...path, at], depth);
  }

  private rule(rule: Rule, path: Path, depth: number): void {
    if (!this.hasRoom(path, depth)) return;
    switch (rule.rule) {
      case 'condition':
        for (const [at, { when, then }] of rule.branches.entries()) {
          this.condition(when, [...path, 'branches', at, 'when'], depth + 1);
          this.rules(then, [...path, 'branches', at, 'then'], depth + 1);
        }
        this.rules(rule.else, [...path, 'else'], depth + 1);
        return;
      case 'set':
        this.assignment(rule.outcome, this.typeOf(rule.to, [...path, 'to'], depth + 1), path);
        return;
      case 'exit':
    }
  }

  private condition(when: Expression, path: Path, depth: number): void {
    const type = this.typeOf(when, path, depth);
    if (type !== null && (type.baseType !== 'boolean' || type.cardinality !== 'single'))
      this.report(path, `a condition is true or false, but this is a ${said(type)}`);
  }

  private assignment(name: string, type: ExpressionType | null, path: Path): void {
    const { outcomes } = this.scope;
    const outcome = Object.hasOwn(outcomes, name) ? outcomes[name] : undefined;
    const target = outcome ?? (name === 'completionStatus' ? completionStatus : undefined);
    if (target === undefined) {
      this.report([...path, 'outcome'], `${name} is no outcome of this item; declare it under outcomes`);
      return;
    }
    if (type === null || type.baseType === 'any') return;
    // A whole number is a float as it stands.
    const isWidened = target.type === 'float' && type.baseType === 'integer';
    if ((type.baseType !== target.type && !isWidened) || type.cardinality !== target.cardinality)
      this.report(
        [...path, 'to'],
        `${name} is a ${said({ ...target, baseType: target.type })}, but this is a ${said(type)}`,
      );
  }

  private typeOf(expression: Expression, path: Path, depth: number): ExpressionType | null {
    if (!this.hasRoom(path, depth)) return null;
    const report = (message: string) => {
      this.report(path, message);
    };
    if (!('of' in expression)) return typeOfLeaf(expression, this.scope, report);
    const types = expression.of.map((each, at) => this.typeOf(each, [...path, 'of', at], depth + 1));
    const known = types.filter((type) => type !== null);
    return known.length < types.length ? null : typeOfOperation(expression, known, this.scope, report);
  }

  private hasRoom(path: Path, depth: number): boolean {
    this.nodes += 1;
    if (this.nodes === mostNodes + 1)
      this.report(path, `the rules hold more than ${String(mostNodes)} rules and expressions; write fewer`);
    if (depth > deepest)
      this.report(path, `the rules are nested deeper than ${String(deepest)} levels; flatten them`);
    return this.nodes <= mostNodes && depth <= deepest;
  }

  private report(path: Path, message: string): void {
    this.faults.push({ path, message });
  }
}

const completionStatus: Pick<OutcomeDeclaration, 'type' | 'cardinality'> = {
  type: 'identifier',
  cardinality: 'single',
};

function said({ baseType, cardinality }: ExpressionType): string {
  return cardinality === 'single' ? `single ${baseType}` : `${cardinality} container of ${baseType}`;
}
