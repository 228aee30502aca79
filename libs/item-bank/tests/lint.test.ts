import { describe, expect, it } from 'vitest';
import type { Bank, BankFile } from '../src/bank.ts';
import { checks, hasErrors, lintBank, reportText } from '../src/index.ts';
import { smallestJudgedBank } from '../src/lint/check.ts';
import type { ItemExample } from '../src/lint/check.ts';
import { unresolvedReferences } from '../src/parse/references.ts';
import { readRecord } from '../src/parse/yaml-file.ts';
import { contentWords, countWords, leadInOf, sentencesOf } from '../src/lint/words.ts';
import { ItemFile } from '../src/schema/item.ts';
import { bankWith, itemWith } from './samples.ts';

const idOf = (number: number) => `caisa-a1-${String(number).padStart(4, '0')}`;

/** Items that repeat the examples in turn. */
function filesOf(example: ItemExample, count: number): BankFile[] {
  return Array.from({ length: count }, (_, at) => itemWith(example[at % example.length] ?? '', idOf(at + 1)));
}

/** A bank of well-formed items, references unresolved or not: what an editor of the database would lint. */
function bankOf(example: ItemExample, count = smallestJudgedBank): Bank {
  const { bank } = bankWith();
  const items = filesOf(example, count).map((file) => {
    const { source, faults } = readRecord(file, ItemFile);
    if (source === null) throw new Error(faults[0]?.message);
    return source;
  });
  return {
    ...bank,
    certifications: bank.certifications.map((certification) => ({ ...certification, items })),
  };
}

describe.each(checks.map((check) => [check.id, check.title, check] as const))(
  'check %i, %s',
  (id, _, check) => {
    const { good, bad, isWholeBank = false } = check.example;
    const bankFrom = (example: ItemExample) => bankOf(example, isWholeBank ? example.length : undefined);

    it('passes its good example', () => {
      expect(check.check(bankFrom(good)).filter(({ level }) => level === check.level)).toEqual([]);
    });

    it.each(isWholeBank ? [[bad]] : bad.map((each) => [[each]]))(
      'objects to its bad example %#',
      (example) => {
        const findings = check.check(bankFrom(example));

        expect(findings.some((finding) => finding.check === id && finding.level === check.level)).toBe(true);
        expect(
          findings.every(({ message, remedy, line }) => message !== '' && remedy !== '' && line >= 1),
        ).toBe(true);
      },
    );

    it('explains itself', () => {
      expect(check.explain.length).toBeGreaterThan(60);
    });
  },
);

it('knows every check of the standard', () => {
  expect(checks.map(({ id }) => id)).toEqual(Array.from({ length: 32 }, (_, at) => at + 1));
});

describe('a lint report', () => {
  it('measures a small bank and judges it from 60 items', () => {
    const oneSlot = ['key: [b]'];
    const small = lintBank(bankOf(oneSlot, 59), [5]);
    const large = lintBank(bankOf(oneSlot, 60), [5]);

    expect(small.findings).toEqual([]);
    expect(small.figures.find(({ name }) => name.includes('position 2'))).toMatchObject({
      value: 1,
      isBinding: false,
    });
    expect(large.findings.length).toBeGreaterThan(0);
  });

  it('points at the line and says how to mend it', () => {
    const bank = bankOf(['references: [{ source: ATLAS, version: "4.0", locator: AML.T0051 }]'], 1);

    expect(lintBank(bank, [17]).findings).toEqual([
      {
        check: 17,
        level: 'error',
        path: `caisa/items/a1/${idOf(1)}.yaml`,
        line: 34,
        field: ['references', 0, 'version'],
        message: 'ATLAS has no version 4.0 in sources.yaml',
        remedy: 'Write one of: 5.6.0.',
        itemId: idOf(1),
        acceptedBecause: null,
      },
    ]);
  });

  it('shows a warning with a reason as accepted, and never accepts an error', () => {
    const short = 'stem: "Which change stops it?"\nlintReasons: { "20": "The exhibit says it all." }';
    const error = 'references: []\nlintReasons: { "17": "None is needed." }';

    expect(lintBank(bankOf([short], 1), [20]).findings[0]?.acceptedBecause).toBe('The exhibit says it all.');
    expect(lintBank(bankOf([error], 1), [17]).findings[0]?.acceptedBecause).toBeNull();
  });

  it('reads like a list of things to do', () => {
    const bank = bankOf(['references: []'], 1);
    const report = lintBank(bank, [17]);

    expect(reportText([], report, 'question-bank')).toBe(
      [
        'CAISA\n',
        `  error    question-bank/caisa/items/a1/${idOf(1)}.yaml:32`,
        '           17 References: the item cites no source',
        '           Cite the source that decides the key, with version and locator.\n',
        '1 error, 0 warnings, 0 accepted',
      ].join('\n'),
    );
    expect(hasErrors([], report)).toBe(true);
    expect(hasErrors(unresolvedReferences(bank), lintBank(bank, [20]))).toBe(false);
  });
});

describe('reading item text', () => {
  it('finds words, sentences and the lead-in', () => {
    expect(countWords("The agent's `get_claim(7741)` call, at 09:05, costs 1.5 units.")).toBe(11);
    expect(sentencesOf('It runs at 6.15 a.m. each day. Why? Select **TWO**.')).toEqual([
      'It runs at 6.15 a.m. each day.',
      'Why?',
      'Select TWO.',
    ]);
    expect(leadInOf('The log is read. Which change helps? Select **TWO**.')).toBe('Which change helps?');
    expect(contentWords('Which of the tokens is bound to an agent?')).toEqual(['tokens', 'bound', 'agent']);
  });
});
