import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileItem, compileStimulus } from '../src/index.ts';
import type { CompiledItem } from '../src/index.ts';
import { digestOf } from '../src/hash.ts';
import { bankWith, itemWith, typeSamples } from './samples.ts';

function compiled(fields: string): CompiledItem {
  const certification = bankWith(itemWith(fields)).bank.certifications[0];
  const item = certification?.items[0];
  if (!item) throw new Error('the sample has faults');
  return compileItem(item, { stimulus: item.record.stimulus ? (certification.stimuli[0] ?? null) : null });
}

const interaction = (fields: string) => compiled(fields).content.interactions[0];
const key = (fields: string) => compiled(fields).key.variables[0];

describe('an item of each type', () => {
  it('single choice: one of several', () => {
    expect(interaction('key: [a]')).toMatchObject({
      kind: 'choice',
      minChoices: 0,
      maxChoices: 1,
      shuffle: true,
    });
    expect(key('key: [c]')).toMatchObject({
      responseVariable: 'RESPONSE',
      correct: { kind: 'choice', selected: ['c'] },
      scheme: { name: 'all-or-nothing' },
    });
  });

  it('multiple response: as many as the stem says', () => {
    expect(interaction(typeSamples['multiple-response'])).toMatchObject({ kind: 'choice', maxChoices: 2 });
    expect(key(typeSamples['multiple-response'])?.explanations.map(({ error }) => error)).toEqual([
      null,
      'over-reaction',
      null,
      'over-reaction',
      'over-reaction',
    ]);
  });

  it('ordering: the steps as the file lists them, the key apart', () => {
    expect(interaction(typeSamples.ordering)).toMatchObject({
      kind: 'order',
      choices: [{ id: 'pass' }, { id: 'build' }, { id: 'fail' }],
    });
    expect(key(typeSamples.ordering)?.correct).toEqual({ kind: 'order', order: ['build', 'fail', 'pass'] });
  });

  it('matching and matrix: pairs in the order of premises and rows', () => {
    expect(interaction(typeSamples.matching)).toMatchObject({ kind: 'match', usage: 'once' });
    expect(key(typeSamples.matching)?.correct).toEqual({
      kind: 'match',
      pairs: [
        ['p1', 'mtls'],
        ['p2', 'sign'],
      ],
    });
    expect(key(typeSamples.matrix)?.correct).toMatchObject({
      kind: 'matrix',
      cells: [
        ['r1', 'high'],
        ['r2', 'low'],
      ],
    });
  });

  it('inline choice: blanks in the text, which is the whole body', () => {
    const item = compiled(typeSamples['inline-choice']);

    expect(item.content.body).toEqual([{ type: 'interaction', responseVariable: 'RESPONSE' }]);
    expect(item.content.interactions[0]).toMatchObject({
      kind: 'inline',
      text: '<p>Complete the rule: a token is <span data-blank="when"></span> checked by the <span data-blank="who"></span>, at the place where the call enters.</p>',
      blanks: [
        { id: 'when', choices: [{ id: 'each', text: 'on <strong>each</strong> call' }, { id: 'daily' }] },
        {},
      ],
    });
    expect(item.key.variables[0]?.correct).toEqual({
      kind: 'inline',
      blanks: { when: 'each', who: 'gateway' },
    });
  });

  it('hottext: spans in the passage and beside it', () => {
    expect(interaction(typeSamples.hottext)).toMatchObject({
      kind: 'spans',
      text: '<p>The agent <span data-span="s1">sends the <strong>token</strong></span> to the host and <span data-span="s2">reads the reply</span>.</p>',
      spans: [
        { id: 's1', text: 'sends the <strong>token</strong>' },
        { id: 's2', text: 'reads the reply' },
      ],
      maxChoices: 2,
    });
  });

  it('hottext: as many spans as the file lets be chosen', () => {
    const bounded = typeSamples.hottext.replace('key: [s1]', 'key: [s1]\nchoose: 1');
    expect(interaction(bounded)).toMatchObject({ kind: 'spans', maxChoices: 1 });
  });

  it('hotspot: places named as the diagram names them', () => {
    expect(interaction(typeSamples.hotspot)).toMatchObject({
      kind: 'places',
      exhibitId: 'flow',
      places: [
        { id: 'e2', text: 'Copilot service → Vector index: query' },
        { id: 'model', text: 'Hosted &lt;model&gt;' },
      ],
      maxChoices: 1,
    });
  });

  it('short text, number and constructed response', () => {
    expect(interaction(typeSamples['short-text'])).toMatchObject({
      kind: 'text',
      lines: 'one',
      maxWords: null,
    });
    expect(key(typeSamples['short-text'])?.correct).toMatchObject({
      accept: ['mutual TLS', 'mTLS'],
      caseSensitive: false,
    });
    expect(interaction(typeSamples.numeric)).toMatchObject({ kind: 'number', unit: '%' });
    expect(key(typeSamples.numeric)?.correct).toEqual({ kind: 'number', value: 12.5, tolerance: 0.1 });
    expect(interaction(typeSamples['constructed-response'])).toMatchObject({ lines: 'many', maxWords: 150 });
    expect(key(typeSamples['constructed-response'])).toMatchObject({
      correct: { kind: 'rubric' },
      scheme: { name: 'rubric' },
    });
  });

  it('composite: text and interactions in turn, weights as shares', () => {
    const item = compiled(typeSamples.composite);

    expect(item.content.body).toEqual([
      { type: 'html', html: '<p>Read the log.</p>' },
      { type: 'interaction', responseVariable: 'WHICH' },
      { type: 'html', html: '<p>Then explain.</p>' },
      { type: 'interaction', responseVariable: 'WHY' },
    ]);
    expect(item.key.weights).toEqual({ WHICH: 0.75, WHY: 0.25 });
  });

  it.each(Object.entries(typeSamples))('%s: content names no key, rationale or difficulty', (_, fields) => {
    const content = JSON.stringify(compiled(fields).content);

    expect(content).not.toMatch(
      /rationale|over-reaction|Says at some length|"key"|expectedDifficulty|scheme/,
    );
  });
});

describe('hashes', () => {
  it('do not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (record) => {
        const reversed = Object.fromEntries(Object.entries(record).toReversed());
        expect(digestOf(reversed)).toBe(digestOf(record));
      }),
    );
  });

  it('change with the content or the key alone', () => {
    const before = compiled('key: [a]');
    const rekeyed = compiled('key: [b]');
    const reworded = compiled('stem: "Other words. Which?"');

    expect([rekeyed.contentHash === before.contentHash, rekeyed.keyHash === before.keyHash]).toEqual([
      true,
      false,
    ]);
    expect([reworded.contentHash === before.contentHash, reworded.keyHash === before.keyHash]).toEqual([
      false,
      true,
    ]);
  });

  it('of content cover the stimulus', () => {
    expect(compiled('stimulus: caisa-s-001').contentHash).not.toBe(compiled('key: [a]').contentHash);
  });
});

describe('a stimulus', () => {
  const stimulus = bankWith().bank.certifications[0]?.stimuli[0];
  const content = stimulus ? compileStimulus(stimulus).content : null;

  it('shows facts as HTML, listings as lines and tables as cells', () => {
    expect(content?.facts[0]?.html).toContain('<p>The copilot serves <strong>400</strong> adjusters');
    expect(content?.exhibits.slice(1)).toEqual([
      { id: 'note', kind: 'text', title: 'Note', html: '<p>Read <strong>this</strong>.</p>' },
      {
        id: 'log',
        kind: 'log',
        title: 'Gateway log',
        language: 'text',
        lines: ['09:00 get_claim(7741)', '09:01 <img src=x>'],
      },
      {
        id: 't',
        kind: 'table',
        title: 'Limits',
        columns: ['Tool', 'Limit'],
        rows: [
          ['mail', '10'],
          ['<em>get</em>', 'none'],
        ],
      },
    ]);
  });
});
