import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { bankWith, itemWith, typeSamples } from '../../tests/samples.ts';
import { judgeItem, type Surroundings } from './judge-item.ts';

const { bank } = bankWith();
const around: Surroundings = {
  sources: bank.sources,
  errors: bank.errors,
  blueprints: bank.certifications.flatMap(({ blueprint }) => blueprint?.record ?? []),
  stimulus: bank.certifications[0]?.stimuli[0]?.record ?? null,
  knownEnemies: new Set(),
};
const recordWith = (changes: string): unknown => parse(itemWith(changes).text);
const hintsOf = (record: unknown, surroundings = around) => judgeItem(record, surroundings).hints;

describe('an item that is being written', () => {
  it('is sound as the sample is, in every type', () => {
    for (const changes of ['{}', ...Object.values(typeSamples)]) {
      const { item, hints } = judgeItem(recordWith(changes), around);
      expect(item).not.toBeNull();
      expect(hints.filter(({ level }) => level === 'fault')).toEqual([]);
    }
  });

  it('has its faults named, with the field they lie in, while it cannot be kept', () => {
    const { item, hints } = judgeItem({ type: 'single-choice', options: [{ id: 'a', text: '' }] }, around);
    expect(item).toBeNull();
    const fields = hints.map(({ field }) => field.join('.'));
    expect(fields).toEqual(expect.arrayContaining(['stem', 'key', 'domain', 'options.0.text']));
    for (const { level, message } of hints)
      expect([level, message]).toEqual(['fault', expect.stringMatching(/\w/)]);
  });

  it.each([
    [{ domain: undefined }, ['domain'], 'not entered yet'],
    [{ stem: ' ' }, ['stem'], 'write some text here'],
    [{ key: [] }, ['key'], 'at least 1 needed'],
    [{ expectedDifficulty: 2 }, ['expectedDifficulty'], 'too large; the most is 1'],
  ])('has the fault of %j worded for a screen that names the field', (changes, field, message) => {
    const record = { ...(recordWith('{}') as object), ...changes };
    expect(hintsOf(record)).toContainEqual(expect.objectContaining({ field, message }));
  });

  it.each([
    [
      'stem: "The gateway logs each call. Which control would not stop the call?"',
      'stem',
      'NOT stop the call?',
    ],
    [
      'options: [{ id: a, text: "Bind the token.", rationale: "The gateway compares the token with the agent on each call, so that a leaked one is worth nothing." }, { id: b, text: "Log the calls.", rationale: "Wrong, since a log line is written after the call has taken place and stops none of them.", error: over-reaction }]\nkey: [a]',
      'rationale',
      'A log line is written',
    ],
  ])('has a fix for what a machine can mend: %s', (changes, last, expected) => {
    const record = recordWith(changes);
    const fix = hintsOf(record).find((hint) => hint.fix !== null)?.fix;
    expect(fix?.field.at(-1)).toBe(last);
    expect(fix?.text).toContain(expected);
  });

  it('has named what leads nowhere', () => {
    expect(hintsOf(recordWith('objective: A1.9'))).toMatchObject([{ level: 'fault', field: ['objective'] }]);
    expect(hintsOf(recordWith('enemies: [caisa-a1-0009]'))).toMatchObject([
      { level: 'fault', field: ['enemies', 0] },
    ]);
    const known = { ...around, knownEnemies: new Set(['caisa-a1-0009']) };
    expect(hintsOf(recordWith('enemies: [caisa-a1-0009]'), known)).toEqual([]);
  });

  it('is held against the item-writing standard, at the words', () => {
    const [hint] = hintsOf(recordWith('stem: "Which change stops it?"'));
    expect(hint).toMatchObject({ level: 'warning', check: 20, field: ['stem'], acceptedBecause: null });
    const accepted = 'stem: "Which change stops it?"\nlintReasons: { "20": "The exhibit says it all." }';
    expect(hintsOf(recordWith(accepted))[0]?.acceptedBecause).toBe('The exhibit says it all.');
  });
});
