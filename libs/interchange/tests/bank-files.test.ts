import { globSync, readFileSync } from 'node:fs';
import { ItemFile, stimulusTextOf, StimulusFile, type BankFile } from '@attest/item-bank';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { itemWith, stimulusText, typeSamples } from '../../item-bank/tests/samples.ts';
import type { Around } from '../src/plan.ts';
import { formatOf, readImport } from '../src/read-import.ts';
import { aroundWith, planOf, shown } from '../../../tests/support/import-plan.ts';

const bank = new URL('../../../question-bank/', import.meta.url).pathname;
const shipped = globSync('caisa/{items/*,stimuli}/*.yaml', { cwd: bank }).map((path): BankFile => ({
  path,
  text: readFileSync(`${bank}${path}`, 'utf8'),
}));

function plan(files: readonly BankFile[], around: Around = aroundWith()) {
  const read = readImport(
    'bank-files',
    files.map(({ path, text }) => ({ name: path, text })),
    null,
  );
  return { findings: read.findings.map(shown), planned: planOf(read.records, around) };
}

function withStimulus(around: Around, users: readonly ItemFile[] = []): Around {
  const stimulus = StimulusFile.parse(parse(stimulusText));
  const present = {
    revision: 1,
    status: stimulus.status,
    reviewers: [],
    text: stimulusTextOf(stimulus),
    itemsInUse: 3,
    users,
  };
  return { ...around, stimuli: new Map([[stimulus.id, present]]) };
}

describe('bank files', () => {
  it('of a whole bank bring every question and scenario, as they were written', () => {
    const { planned } = plan(shipped);
    expect(planned.filter(({ verdict }) => verdict !== 'create')).toEqual([]);
    for (const [at, { kind, record }] of planned.entries()) {
      const written: unknown = parse(shipped[at]?.text ?? '');
      const state = { status: 'draft', reviewers: [] };
      expect(record).toEqual({ ...(kind === 'item' ? ItemFile : StimulusFile).parse(written), ...state });
    }
  });

  it('that say what the bank holds change nothing', () => {
    const items = shipped.filter(({ path }) => path.includes('/items/')).slice(0, 20);
    const stimuli = shipped.filter(({ path }) => path.includes('/stimuli/'));
    const around = aroundWith(...items.map(({ text }) => ItemFile.parse(parse(text))));
    const { planned } = plan([...stimuli, ...items], around);
    expect(new Set(planned.flatMap(({ kind, verdict }) => (kind === 'item' ? [verdict] : [])))).toEqual(
      new Set(['skip']),
    );
  });

  it('have their faults named at their place, and hide nothing of the others', () => {
    const { planned } = plan([
      itemWith('domain: A99', 'caisa-a1-0001'),
      { path: 'b.yaml', text: 'id: [unclosed' },
      { path: 'c.yaml', text: 'recipe: soup' },
      itemWith('objective: A1.2', 'caisa-a1-0004'),
    ]);
    expect(planned.map(({ verdict }) => verdict)).toEqual(['refuse', 'refuse', 'refuse', 'create']);
    const faults = planned.slice(0, 3).map(({ findings }) => findings[0]);
    expect(faults.map((fault) => fault && shown(fault))).toEqual([
      'fault 6:12 –: A1.1 is not an objective of domain A99',
      expect.stringMatching(/^fault 1:\d+ –: not well-formed YAML/),
      'fault 1:1 –: the file holds neither a question nor a scenario',
    ]);
    for (const fault of faults) expect(fault?.remedy).toMatch(/\w\.$/);
  });

  it.each([
    'id: "caisa\\0"\ntype: numeric\n',
    'type: numeric\nstem: "\\uD800"\n',
    '"a\\0b": 1\ntype: numeric\n',
  ])('that hold what no database holds are refused: %j', (text) => {
    const [only] = plan([{ path: 'a.yaml', text }]).planned;
    expect(only).toMatchObject({ verdict: 'refuse', id: null, firstWords: '' });
    expect(only?.findings.map(({ message }) => message)).toEqual([
      'here stands an escape of a character that no text holds',
    ]);
  });

  it('that lean on a refused one are refused as well', () => {
    const { planned } = plan([
      itemWith('domain: A99', 'caisa-a1-0001'),
      itemWith('enemies: [caisa-a1-0001]', 'caisa-a1-0002'),
      itemWith('enemies: [caisa-a1-0002]', 'caisa-a1-0003'),
    ]);
    expect(planned.map(({ verdict }) => verdict)).toEqual(['refuse', 'refuse', 'refuse']);
    expect(planned[2]?.findings.map(({ message }) => message)).toContain(
      'it names caisa-a1-0002, which has faults of its own',
    );
  });

  it('of a scenario in exams say what its change does to them', () => {
    const changed = { path: 's.yaml', text: stimulusText.replace('insurance', 'banking') };
    const { planned } = plan([changed], withStimulus(aroundWith()));
    expect(planned[0]).toMatchObject({ verdict: 'change', seenRevision: 1 });
    expect(planned[0]?.findings.map(shown)).toEqual([
      'warning 1:1 –: 3 questions in exams show this scenario',
    ]);
    expect(
      plan([{ path: 's.yaml', text: stimulusText }], withStimulus(aroundWith())).planned[0]?.verdict,
    ).toBe('skip');
  });

  it('of a scenario do not take what a question of the bank names, unless that comes with them', () => {
    const without = { path: 's.yaml', text: stimulusText.replace(/^ {2}- \{ n: 2,.*\n/m, '') };
    const user = itemWith(typeSamples.hotspot, 'caisa-a2-0008');
    const around = withStimulus(aroundWith(), [ItemFile.parse(parse(user.text))]);

    const [alone] = plan([without], around).planned;
    expect(alone?.verdict).toBe('refuse');
    expect(alone?.findings.map(shown)).toEqual([
      expect.stringMatching(/^fault .+: fact 2 is missing, and used by caisa-a2-0008/),
    ]);

    const mended = { ...user, text: user.text.replace('factsUsed: [1, 2]', 'factsUsed: [1]') };
    const both = plan([without, mended], around).planned;
    expect(both.map(({ verdict }) => verdict)).not.toContain('refuse');
  });

  it('pass over what lies beside them in an export', () => {
    const { planned, findings } = plan([
      { path: 'errors.yaml', text: 'errors: []\n' },
      itemWith('objective: A1.2'),
    ]);
    expect(planned).toHaveLength(1);
    expect(findings).toEqual(['warning 1:1 –: the file holds neither a question nor a scenario']);
  });

  it('of a retired question are refused', () => {
    const file = itemWith('objective: A1.2');
    const retired = ItemFile.parse({ ...(parse(file.text) as object), status: 'retired' });
    expect(plan([file], aroundWith(retired)).planned[0]?.findings.map(({ message }) => message)).toEqual([
      'caisa-a1-0001 is retired',
    ]);
  });
});

describe('a format', () => {
  const named = (...names: string[]) => formatOf(names.map((name) => ({ name })));

  it.each([
    [['a.csv'], 'csv'],
    [['a.TSV'], 'csv'],
    [['a.yaml', 'b.yml'], 'bank-files'],
  ])('is known by the names of its files: %j', (names, format) => {
    expect(named(...names)).toBe(format);
  });

  it.each([
    [['a.xlsx'], 'a.xlsx'],
    [['a.csv', 'b.csv'], 'b.csv'],
    [['a.yaml', 'b.csv'], 'b.csv'],
  ])('that is none is named with its file: %j', (names, file) => {
    expect(named(...names)).toMatchObject({ level: 'fault', place: { file } });
  });
});
