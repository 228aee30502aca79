import type { CandidateInteraction, ResponsePart } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { checkMarks, checkResponse } from './validate-response.ts';

const named = (...ids: string[]) => ids.map((id) => ({ id, text: id }));
const variable = { responseVariable: 'RESPONSE' };
const choice: CandidateInteraction = {
  ...variable,
  kind: 'choice',
  choices: named('a', 'b', 'c'),
  minChoices: 0,
  maxChoices: 2,
};
const anyNumber: CandidateInteraction = { ...choice, maxChoices: 0 };
const order: CandidateInteraction = { ...variable, kind: 'order', choices: named('a', 'b', 'c') };
const once: CandidateInteraction = {
  ...variable,
  kind: 'match',
  premises: named('p', 'q'),
  choices: named('a', 'b'),
  usage: 'once',
};
const any: CandidateInteraction = { ...once, usage: 'any' };
const matrix: CandidateInteraction = {
  ...variable,
  kind: 'matrix',
  rows: named('r', 's'),
  columns: named('yes', 'no'),
};
const inline: CandidateInteraction = {
  ...variable,
  kind: 'inline',
  text: '',
  blanks: [
    { id: 'x', choices: named('a') },
    { id: 'y', choices: named('b') },
  ],
};
const spans: CandidateInteraction = {
  ...variable,
  kind: 'spans',
  text: '',
  spans: named('s1', 's2'),
  minChoices: 0,
  maxChoices: 2,
};
const places: CandidateInteraction = {
  ...variable,
  kind: 'places',
  exhibitId: 'e',
  places: named('n1', 'n2'),
  minChoices: 0,
  maxChoices: 1,
};
const line: CandidateInteraction = { ...variable, kind: 'text', lines: 'one', maxWords: null };
const essay: CandidateInteraction = { ...variable, kind: 'text', lines: 'many', maxWords: 100 };
const number: CandidateInteraction = { ...variable, kind: 'number', unit: null };

const selected = (...ids: string[]): ResponsePart => ({ kind: 'choice', selected: ids });
const match = (...pairs: [string, string][]): ResponsePart => ({ kind: 'match', pairs });
const text = (entered: string): ResponsePart => ({ kind: 'text', text: entered });

describe('checkResponse', () => {
  it.each<[string, CandidateInteraction, ResponsePart | null]>([
    ['a cleared response', choice, null],
    ['nothing chosen', choice, selected()],
    ['as many as allowed', choice, selected('a', 'c')],
    ['any number where no maximum is set', anyNumber, selected('a', 'b', 'c')],
    ['all steps', order, { kind: 'order', order: ['c', 'a', 'b'] }],
    ['some premises', once, match(['q', 'a'])],
    ['a choice used twice where that is allowed', any, match(['p', 'a'], ['q', 'a'])],
    ['some cells', matrix, { kind: 'matrix', cells: [['r', 'no']] }],
    ['some blanks', inline, { kind: 'inline', blanks: { y: 'b' } }],
    ['all spans', spans, { kind: 'spans', selected: ['s1', 's2'] }],
    ['a place', places, { kind: 'places', selected: ['n2'] }],
    ['a line', line, text('least privilege')],
    ['more words than asked: the marker judges that', essay, text('word '.repeat(150))],
    ['a number in any format', number, { kind: 'number', text: 'about 12,5' }],
  ])('takes %s', (_, interaction, part) => {
    expect(checkResponse([interaction], { RESPONSE: part })).toBeNull();
  });

  it.each<[string, CandidateInteraction, ResponsePart]>([
    ['another kind', choice, text('a')],
    ['an id of another item', choice, selected('a', 'z')],
    ['the same choice twice', choice, selected('a', 'a')],
    ['more choices than allowed', choice, selected('a', 'b', 'c')],
    ['an id that every object knows', choice, selected('constructor')],
    ['an order without some steps', order, { kind: 'order', order: ['a', 'b'] }],
    ['an order with a step twice', order, { kind: 'order', order: ['a', 'b', 'b'] }],
    ['a premise twice', any, match(['p', 'a'], ['p', 'b'])],
    ['a choice twice where it may be used once', once, match(['p', 'a'], ['q', 'a'])],
    ['premise and choice exchanged', once, match(['a', 'p'])],
    [
      'two cells in a row',
      matrix,
      {
        kind: 'matrix',
        cells: [
          ['r', 'no'],
          ['r', 'yes'],
        ],
      },
    ],
    ['a choice of another blank', inline, { kind: 'inline', blanks: { x: 'b' } }],
    ['an unknown blank', inline, { kind: 'inline', blanks: { z: 'a' } }],
    ['an unknown span', spans, { kind: 'spans', selected: ['s3'] }],
    ['two places where one is asked', places, { kind: 'places', selected: ['n1', 'n2'] }],
    ['a line without end', line, text('x'.repeat(1_001))],
    ['a text far beyond its words', essay, text('x'.repeat(4_001))],
    ['a character that no database stores', line, text('a\u0000b')],
    ['half a character', essay, text('a\ud800b')],
    ['half a character in a number', number, { kind: 'number', text: '\udfff' }],
  ])('refuses %s', (_, interaction, part) => {
    expect(checkResponse([interaction], { RESPONSE: part })).toMatch(/^RESPONSE: .+\.$/);
  });

  it('refuses a response variable that the item does not have', () => {
    expect(checkResponse([choice], { OTHER: null })).toBe('The question has no response variable OTHER.');
  });

  it('takes no answer for notes on a scenario', () => {
    expect(checkResponse([], null)).toBeNull();
    expect(checkResponse([], { RESPONSE: selected('a') })).not.toBeNull();
  });
});

describe('checkMarks', () => {
  it('takes notes in any language and refuses what cannot be stored', () => {
    expect(
      checkMarks({
        note: 'Prüfen: 信頼境界 🙂',
        highlights: [{ place: 'fact-1', start: 0, end: 4, style: 'solid' }],
      }),
    ).toBeNull();
    expect(checkMarks({ note: 'a\u0000' })).not.toBeNull();
    expect(checkMarks({ highlights: [{ place: '\ud83d', start: 0, end: 4, style: 'wavy' }] })).not.toBeNull();
  });
});
