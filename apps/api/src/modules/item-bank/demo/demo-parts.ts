import type { ItemType } from '@attest/contracts';
import type { Chance } from './chance.ts';
import { adverbs, controls, parts, people, signs, threats } from './words.ts';

type Part = Readonly<Record<string, unknown>>;

const letters = ['a', 'b', 'c', 'd', 'e'] as const;
const rows = ['r1', 'r2', 'r3'] as const;
const columns = ['c1', 'c2', 'c3'] as const;
const spans = ['s1', 's2', 's3'] as const;
const places = ['first', 'second', 'e2', 'e3'] as const;

/** What is offered and which of it is right, as the file of an item of each type says it. */
export const demoParts: Readonly<Record<ItemType, (chance: Chance, stem: string) => Part>> = {
  'single-choice': (chance) => ({ type: 'single-choice', ...singleChoice(chance) }),
  'multiple-response': (chance) => ({
    type: 'multiple-response',
    options: explained(chance, controls, letters),
    key: chance.some(letters, 2),
    choose: 2,
    scoring: 'plus-minus-floor',
  }),
  ordering: (chance) => ({
    type: 'ordering',
    steps: explained(chance, controls, letters.slice(0, 4)),
    key: chance.some(letters.slice(0, 4), 4),
    scoring: 'adjacent-pairs',
  }),
  matching: (chance) => ({
    type: 'matching',
    premises: explained(chance, threats, rows),
    choices: offered(chance, controls, columns),
    key: paired(chance),
    usage: 'any',
    scoring: 'per-pair',
  }),
  matrix: (chance) => ({
    type: 'matrix',
    rows: explained(chance, signs, rows),
    columns: offered(chance, threats, columns),
    key: paired(chance),
    scoring: 'per-cell',
  }),
  'inline-choice': (chance, stem) => ({
    type: 'inline-choice',
    stem: `${stem} Keep {{blank:what}} at the ${chance.one(parts)}.`,
    blanks: [
      { id: 'what', options: explained(chance, controls, ['a', 'b', 'c']), key: chance.one(['a', 'b', 'c']) },
    ],
    scoring: 'per-pair',
  }),
  hottext: (chance) => ({
    type: 'hottext',
    passage: `The ${chance.one(people)} [[s1|reads the ${chance.one(parts)}]] and [[s2|sends ${chance.one(threats)} on]], while [[s3|${chance.one(controls)}]] waits.`,
    spans: Object.fromEntries(spans.map((id) => [id, { rationale: rationale(chance) }])),
    key: [chance.one(spans)],
    scoring: 'per-span',
  }),
  hotspot: (chance) => ({
    type: 'hotspot',
    exhibit: 'flow',
    places: places.map((ref) => ({ ref, rationale: rationale(chance) })),
    key: [chance.one(places)],
    choose: 1,
    scoring: 'all-or-nothing',
  }),
  'short-text': (chance) => ({
    type: 'short-text',
    accept: [chance.one(threats)],
    rationale: rationale(chance),
    scoring: 'all-or-nothing',
  }),
  numeric: (chance) => ({ type: 'numeric', ...number(chance), unit: 'calls', rationale: rationale(chance) }),
  'constructed-response': (chance) => ({
    type: 'constructed-response',
    maxWords: 150,
    rubric: [criterion(chance, 'c1', chance.one(threats)), criterion(chance, 'c2', chance.one(parts))],
    scoring: 'rubric',
  }),
  composite: (chance, stem) => ({
    type: 'composite',
    body: `${stem}\n\n{{interaction:WHICH}}\n\nHow many calls is that?\n\n{{interaction:HOW}}`,
    interactions: {
      WHICH: { type: 'single-choice', ...singleChoice(chance) },
      HOW: { type: 'numeric', ...number(chance) },
    },
    processing: { template: 'sum' },
  }),
};

function singleChoice(chance: Chance): Part {
  const ids = letters.slice(0, 4);
  return {
    options: explained(chance, controls, ids),
    key: chance.some(ids, 1),
    scoring: 'all-or-nothing',
  };
}

function number(chance: Chance): Part {
  return { value: chance.below(1000), tolerance: 1, scoring: 'all-or-nothing' };
}

function criterion(chance: Chance, id: string, names: string): Part {
  const [anchor, commonWrong] = [rationale(chance), rationale(chance)];
  return { id, points: 1 + chance.below(3), criterion: `Names ${names}`, anchor, commonWrong };
}

function paired(chance: Chance): Part {
  return Object.fromEntries(rows.map((row) => [row, chance.one(columns)]));
}

function explained(chance: Chance, words: readonly string[], ids: readonly string[]): Part[] {
  return offered(chance, words, ids).map((entry) => ({ ...entry, rationale: rationale(chance) }));
}

function offered(chance: Chance, words: readonly string[], ids: readonly string[]): Part[] {
  const texts = chance.some(words, ids.length);
  return texts.map((text, at) => ({ id: ids[at], text: text.charAt(0).toUpperCase() + text.slice(1) }));
}

function rationale(chance: Chance): string {
  const does = chance.one(['stops', 'bounds', 'only shows', 'does nothing about']);
  return `It ${does} ${chance.one(threats)}, since the ${chance.one(parts)} comes ${chance.one(adverbs)}.`;
}
