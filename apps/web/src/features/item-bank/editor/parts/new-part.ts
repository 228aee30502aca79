import type { DraftPart } from '@attest/contracts';
import type { PartType } from './part-types.ts';

export const partTypes = [
  'single-choice',
  'multiple-response',
  'ordering',
  'matching',
  'matrix',
  'inline-choice',
  'hottext',
  'hotspot',
  'short-text',
  'numeric',
  'constructed-response',
] as const satisfies readonly PartType[];

/**
 * A new part of a composite question, empty.
 *
 * @param number of parts before it: ids within one question are given once
 */
export function newPart(type: PartType, number: number): DraftPart {
  const id = (name: string) => (number === 0 ? name : `${name}${String(number + 1)}`);
  const named = (names: string) => names.split('').map((name) => ({ id: id(name), text: '' }));
  const explained = (names: string) => named(names).map((each) => ({ ...each, rationale: '' }));
  switch (type) {
    case 'single-choice':
      return { type, options: explained('abcd'), key: [], scoring: 'all-or-nothing' };
    case 'multiple-response':
      return { type, options: explained('abcde'), key: [], choose: 2, scoring: 'plus-minus-floor' };
    case 'ordering':
      return { type, steps: explained('abcd'), key: [], scoring: 'adjacent-pairs' };
    case 'matching':
      return {
        type,
        premises: explained('pqr'),
        choices: named('abcd'),
        key: {},
        usage: 'once',
        scoring: 'per-pair',
      };
    case 'matrix':
      return { type, rows: explained('pqr'), columns: named('ab'), key: {}, scoring: 'per-cell' };
    case 'inline-choice':
      return { type, stem: '', blanks: [], scoring: 'per-pair' };
    case 'hottext':
      return { type, passage: '', spans: {}, key: [], scoring: 'per-span' };
    case 'hotspot':
      return { type, exhibit: '', places: [], key: [], choose: 1, scoring: 'all-or-nothing' };
    case 'short-text':
      return { type, accept: [], caseSensitive: false, scoring: 'all-or-nothing' };
    case 'numeric':
      return { type, value: null, tolerance: 0, scoring: 'all-or-nothing' };
    case 'constructed-response': {
      const rubric = [{ id: id('a'), points: 1, criterion: '', anchor: '', commonWrong: '' }];
      return { type, maxWords: 150, rubric, unacceptable: [], scoring: 'rubric' };
    }
  }
}
