import type { PlacedPart } from '../interactions-of.ts';
import { renderBlocks } from '../markdown.ts';
import type { CorrectResponse, Explanation, ScoringScheme, VariableKey } from '../model.ts';

type Part = PlacedPart['part'];

/** What is right for one response variable, how it is scored, and why. */
export function compileVariableKey({ part, responseVariable }: PlacedPart): VariableKey {
  return {
    responseVariable,
    correct: correctResponse(part),
    scheme: schemeOf(part.scoring),
    explanations: explanationsOf(part, responseVariable),
  };
}

function correctResponse(part: Part): CorrectResponse {
  switch (part.type) {
    case 'single-choice':
    case 'multiple-response':
      return { kind: 'choice', selected: part.key };
    case 'ordering':
      return { kind: 'order', order: part.key };
    case 'matching':
      return { kind: 'match', pairs: pairsIn(part.premises, part.key) };
    case 'matrix':
      return { kind: 'matrix', cells: pairsIn(part.rows, part.key) };
    case 'inline-choice':
      return { kind: 'inline', blanks: Object.fromEntries(part.blanks.map(({ id, key }) => [id, key])) };
    case 'hottext':
      return { kind: 'spans', selected: part.key };
    case 'hotspot':
      return { kind: 'places', selected: part.key };
    case 'short-text':
      return {
        kind: 'text',
        accept: part.accept,
        caseSensitive: part.caseSensitive,
        pattern: part.pattern ?? null,
      };
    case 'numeric':
      return { kind: 'number', value: part.value, tolerance: part.tolerance };
    case 'constructed-response':
      return { kind: 'rubric', criteria: part.rubric, unacceptable: part.unacceptable };
  }
}

/** Pairs in the order in which the item lists its premises or rows, not in that of the key. */
function pairsIn(
  lefts: readonly { id: string }[],
  key: Readonly<Record<string, string>>,
): [string, string][] {
  return lefts.flatMap(({ id }): [string, string][] => {
    const right = key[id];
    return right === undefined ? [] : [[id, right]];
  });
}

function schemeOf(scoring: Part['scoring']): ScoringScheme {
  return typeof scoring === 'string' ? { name: scoring } : scoring;
}

interface Explained {
  readonly id: string;
  readonly rationale: string;
  readonly error?: string | undefined;
}

function explanationsOf(part: Part, responseVariable: string): Explanation[] {
  return explainedParts(part, responseVariable).map(({ id, rationale, error }) => ({
    id,
    rationale: renderBlocks(rationale),
    error: error ?? null,
  }));
}

function explainedParts(part: Part, responseVariable: string): readonly Explained[] {
  switch (part.type) {
    case 'single-choice':
    case 'multiple-response':
      return part.options;
    case 'ordering':
      return part.steps;
    case 'matching':
      return part.premises;
    case 'matrix':
      return part.rows;
    case 'inline-choice':
      return part.blanks.flatMap(({ options }) => options);
    case 'hottext':
      return Object.entries(part.spans).map(([id, span]) => ({ id, ...span }));
    case 'hotspot':
      return part.places.map(({ ref, ...place }) => ({ id: ref, ...place }));
    case 'short-text':
    case 'numeric':
      return part.rationale === undefined ? [] : [{ id: responseVariable, rationale: part.rationale }];
    case 'constructed-response':
      return [];
  }
}
