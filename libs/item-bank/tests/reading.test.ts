import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PlantsFile, parseBank, plantedCopy, readingSheet, scoreReading } from '../src/index.ts';
import type { SourceItem } from '../src/index.ts';

const gallery = new URL('../../../question-bank/', import.meta.url);
const { bank } = parseBank(
  [
    'sources.yaml',
    'errors.yaml',
    'caisa/blueprint.yaml',
    'caisa/stimuli/caisa-s-014.yaml',
    'caisa/items/a2/caisa-a2-0009.yaml',
    'caisa/items/a2/caisa-a2-0010.yaml',
    'caisa/items/a3/caisa-a3-0010.yaml',
    'caisa/items/a7/caisa-a7-0008.yaml',
  ].map((path) => ({ path, text: readFileSync(new URL(path, gallery), 'utf8') })),
);
const [caisa] = bank.certifications;
const items = caisa?.items ?? [];
const stimuli = caisa?.stimuli ?? [];
const itemOf = (id: string): SourceItem => {
  const item = items.find(({ record }) => record.id === id);
  if (item === undefined) throw new Error(id);
  return item;
};
const shown = items.map(({ record }) => ({ record, fault: null }));

describe('a sheet for readers', () => {
  it('shows options without stems, and stems without scenarios', () => {
    const options = readingSheet('options', shown, stimuli);
    const stem = readingSheet('stem', shown, stimuli);

    expect(Object.values(options.entries).map(({ item }) => item)).toHaveLength(3);
    expect(options.text).not.toContain('Bexmoor, a construction firm');
    expect(options.text).toContain("The gateway's log of its answers.");
    expect(Object.values(stem.entries).map(({ item }) => item)).not.toContain('caisa-a7-0008');
    expect(stem.text).toContain('Which case ranks **HIGHEST**');
    expect(stem.text).not.toContain('the share logs');
  });

  it('keeps the name of each item, and all but the expert from its key', () => {
    const whole = readingSheet('whole', shown, stimuli);
    const expert = readingSheet('expert', shown, stimuli);

    expect(whole.text).not.toMatch(/caisa-a\d|^Key:/m);
    expect(whole.text).toContain('1. Hestrum Aero');
    expect(Object.values(whole.entries)).toContainEqual({
      item: 'caisa-a2-0009',
      answer: '1D,2B,3C,4F,5A',
      fault: null,
    });
    expect(expert.text).toContain('Key: 1D,2B,3C,4F,5A');
  });

  it('shows a planted copy as one more question', () => {
    const { plants } = PlantsFile.parse({
      plants: [{ of: 'caisa-a7-0008', fault: 'wrong-key', key: ['d'] }],
    });
    const copies = plants.map((plant) => ({
      record: plantedCopy(itemOf(plant.of), plant),
      fault: plant.fault,
    }));
    const { entries } = readingSheet(
      'expert',
      [{ record: itemOf('caisa-a3-0010').record, fault: null }, ...copies],
      stimuli,
    );
    const answers = Object.values(entries).find(({ fault }) => fault === 'wrong-key')?.answer;

    expect(Object.keys(entries)).toEqual(['Q1', 'Q2']);
    expect(answers).not.toBe(
      readingSheet('expert', [{ record: itemOf('caisa-a7-0008').record, fault: null }], []).entries['Q1']
        ?.answer,
    );
  });
});

describe('the count of a reading', () => {
  const entries = {
    Q1: { item: 'caisa-a1-0001', answer: 'B', fault: null },
    Q2: { item: 'caisa-a1-0002', answer: 'A,C', fault: null },
    Q3: { item: 'caisa-a1-0003', answer: 'D', fault: 'wrong-key' },
  };

  it('leaves planted questions out of the share and names what is to be settled', () => {
    expect(scoreReading('whole', entries, { Q1: 'b', Q2: 'A, B', Q3: 'A' })).toMatchObject({
      asked: 2,
      hits: 1,
      plants: { shown: 1, caught: 1 },
      toSettle: [{ item: 'caisa-a1-0002', answer: 'A, B' }],
    });
  });

  it('counts a question without an answer as missed, and gives the interval of Wilson', () => {
    const { hits, interval } = scoreReading('options', entries, { Q1: 'B' });

    expect(hits).toBe(1);
    expect(interval[0]).toBeCloseTo(0.0945, 3);
    expect(interval[1]).toBeCloseTo(0.9055, 3);
  });

  it('counts what an expert faulted', () => {
    expect(scoreReading('expert', entries, { Q2: 'two keys', Q3: 'wrong key' })).toMatchObject({
      hits: 1,
      plants: { shown: 1, caught: 1 },
      toSettle: [{ item: 'caisa-a1-0002', answer: 'two keys' }],
    });
  });
});
