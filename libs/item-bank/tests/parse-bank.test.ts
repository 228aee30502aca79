import { describe, expect, it } from 'vitest';
import { parseBank } from '../src/index.ts';
import {
  bankWith,
  examText,
  itemText,
  itemWith,
  sampleFile,
  shown,
  stimulusText,
  surroundings,
  typeSamples,
} from './samples.ts';

const faultsOf = (text: string) => shown(bankWith({ ...sampleFile, text }).faults);
const changed = (from: string, to: string) => faultsOf(itemText.replace(from, to));
const at = 'caisa/items/a1/caisa-a1-0001.yaml';

describe('a sound bank', () => {
  it('is read without faults, ordered by id', () => {
    const { bank, faults } = bankWith(itemWith('tags: [S1]', 'caisa-a1-0002'), sampleFile);

    expect(shown(faults)).toEqual([]);
    expect(bank.certifications.map(({ code }) => code)).toEqual(['CAISA']);
    expect(bank.certifications[0]?.items.map(({ record }) => record.id)).toEqual([
      'caisa-a1-0001',
      'caisa-a1-0002',
    ]);
    expect(bank.certifications[0]?.exams[0]?.record.attempts).toEqual({ max: null, waitSeconds: 0 });
  });

  it.each(Object.entries(typeSamples))('may hold a %s item', (_, fields) => {
    expect(shown(bankWith(itemWith(fields)).faults)).toEqual([]);
  });

  it('tolerates a byte order mark and CRLF, with the same positions', () => {
    const windows = (text: string) => `\uFEFF${text.replaceAll('\n', '\r\n')}`;

    expect(faultsOf(windows(itemText))).toEqual([]);
    expect(faultsOf(windows(itemText.replace('domain: A1', 'domain: one')))).toEqual(
      changed('domain: A1', 'domain: one'),
    );
  });

  it('passes over files that are not YAML', () => {
    expect(bankWith(sampleFile, { path: 'LICENSE', text: 'CC' }).faults).toEqual([]);
  });
});

describe('faults', () => {
  it('point at the value that is wrong and say what to write', () => {
    expect(changed('cognitiveLevel: analysis', 'cognitiveLevel: hard')).toEqual([
      `${at}:6:17 cognitiveLevel is "hard"; write one of: recall, application, analysis`,
    ]);
    expect(changed('version: "5.6.0"', 'version: 5.6')).toEqual([
      `${at}:31:31 references.0.version is 5.6, not a string; put it in quotes: "5.6"`,
    ]);
  });

  it('point at the parent of a missing key', () => {
    expect(changed('    text: "Log the calls of each tool."\n', '')).toEqual([
      `${at}:15:5 options.1.text is missing; add it (string)`,
    ]);
    expect(changed('flipFact: If the log were public only after a day, b would be right.\n', '')).toEqual([
      `${at}:1:1 flipFact is missing; add it (string)`,
    ]);
  });

  it('point at an unknown key', () => {
    expect(changed('status: operational', 'state: operational')).toContain(
      `${at}:32:1 "state" is not a key of the file; remove it or correct its spelling`,
    );
  });

  it('name a key that is no option, an option id used twice and an unknown type', () => {
    expect(changed('key: [a]', 'key: [z]')[0]).toBe(`${at}:27:7 "z" is not an id of this item; correct it`);
    expect(changed('  - id: b', '  - id: a')).toEqual([
      `${at}:15:9 the id "a" is used twice; choose another`,
    ]);
    expect(changed('type: single-choice', 'type: riddle')[0]).toContain(
      `${at}:2:7 type is "riddle"; write one of:`,
    );
  });

  it('find a span or blank that does not survive as text', () => {
    const inTable = typeSamples.hottext.replace(
      / {2}The agent.*\n/,
      '  | [[s1|sends]] |\n  |---|---|\n  | [[s2|reads]] |\n',
    );
    const inLink = typeSamples['inline-choice'].replace(
      '{{blank:who}}',
      '[gateway](https://x.test/{{blank:who}})',
    );

    expect(shown(bankWith(itemWith(inTable)).faults)[0]).toContain(
      '[[s1|…]] is missing from the text; add it',
    );
    expect(shown(bankWith(itemWith(inLink)).faults)[0]).toContain(
      '{{blank:who}} is missing from the text; add it',
    );
  });

  it('are reported for every file, and no file hides another', () => {
    const { bank, faults } = bankWith(
      { path: 'caisa/items/a1/caisa-a1-0002.yaml', text: 'id: [' },
      { path: 'caisa/items/a1/caisa-a1-0003.yaml', text: 'id: caisa-a1-0003' },
      sampleFile,
    );

    expect(new Set(faults.map(({ path }) => path)).size).toBe(2);
    expect(bank.certifications[0]?.items).toHaveLength(1);
  });

  it('hold file name, folder, domain and certification against the record', () => {
    const { faults } = parseBank([
      ...surroundings,
      { path: 'caisa/items/a2/caisa-a1-0009.yaml', text: itemText },
    ]);

    expect(shown(faults)).toEqual([
      'caisa/items/a2/caisa-a1-0009.yaml:1:5 id is "caisa-a1-0001", but the file name says "caisa-a1-0009"; make them equal',
      'caisa/items/a2/caisa-a1-0009.yaml:4:9 domain is "a1", but the folder says "a2"; make them equal',
    ]);
  });

  it('name both files that claim one id', () => {
    const { faults } = bankWith(sampleFile, { path: 'caisa/items/a1/caisa-a1-0002.yaml', text: itemText });

    expect(shown(faults)).toContain(
      `caisa/items/a1/caisa-a1-0002.yaml:1:5 the id caisa-a1-0001 is already that of ${at}; choose another`,
    );
  });

  it('let no fewer spans be chosen than are keys', () => {
    const spans = itemWith(typeSamples.hottext.replace('key: [s1]', 'key: [s1, s2]\nchoose: 1'));
    expect(shown(bankWith(spans).faults).map((text) => text.replace(/^\S+ /, ''))).toContain(
      'choose is 1, fewer than the keys',
    );
  });

  it('follow references to stimuli, facts, places, enemies, errors and the blueprint', () => {
    const wrong = itemWith(
      'stimulus: caisa-s-009\nenemies: [caisa-a1-0777]\ndomain: A1\nobjective: A1.7\nreferences: []',
    );
    expect(shown(bankWith(wrong).faults).map((text) => text.replace(/^\S+ /, ''))).toEqual([
      'A1.7 is not an objective of the blueprint; write one of: A1.1',
      'there is no stimulus caisa-s-009; correct the id or write its file',
      'there is no item caisa-a1-0777; correct the id or remove it',
    ]);
    const places = itemWith(typeSamples.hotspot.replaceAll('e2', 'e9').replace('[1, 2]', '[1, 7]'));
    expect(shown(bankWith(places).faults).map((text) => text.replace(/^\S+ /, ''))).toEqual([
      'fact 7 is not in caisa-s-001; correct it',
      '"e9" is not a node or edge of flow; correct it',
    ]);
    expect(changed('error: over-reaction', 'error: under-reaction')[0]).toContain(
      '"under-reaction" is not in errors.yaml',
    );
  });

  it.each([
    [
      'release: at-once',
      'release: by-hand',
      '12:10 nothing can release an outcome "by-hand" yet; write at-once',
    ],
    ['release: at-once', 'release: at', '12:10 nothing can release an outcome "at" yet; write at-once'],
    ['[exam, study]', '[exam, drill]', '8:15 a drill is made by its candidate, not from an exam; remove it'],
    [
      'modes:',
      'opensAt: 2027-03-01T14:00:00Z\nlatestStartAt: 2027-03-01T13:00:00Z\nmodes:',
      '9:16 latestStartAt lies before opensAt; keep opensAt, latestStartAt and closesAt in this order',
    ],
    [
      'modes:',
      'opensAt: 2027-03-01T14:00:00Z\nclosesAt: 2027-03-01T14:00:00+02:00\nmodes:',
      '9:11 closesAt lies before opensAt; keep opensAt, latestStartAt and closesAt in this order',
    ],
    [
      'mayGoBack: true',
      'mayGoBack: false\nsections: [{ title: One, itemCount: 1 }, { title: Two, itemCount: 2 }]',
      '12:11 the sections add up to 3 items, but itemCount is 2; make them equal',
    ],
    ['{ A1: 2 }', '{ A1: 3 }', '9:10 the domains add up to 3 items, but itemCount is 2; make them equal'],
  ])('tell what an exam cannot do: %s → %s', (from, to, fault) => {
    const path = 'caisa/exams/caisa-short.yaml';
    const others = surroundings.filter((file) => file.path !== path);

    const { faults } = parseBank([...others, { path, text: examText.replace(from, to) }]);

    expect(shown(faults)).toEqual([`${path}:${fault}`]);
  });

  it('take a window with equal bounds, and with some of them only', () => {
    const path = 'caisa/exams/caisa-short.yaml';
    const others = surroundings.filter((file) => file.path !== path);
    const windowed = (lines: string) => [...others, { path, text: `${examText}${lines}` }];
    const [noon, one] = ['2027-03-01T12:00:00Z', '2027-03-01T15:00:00+02:00'];

    for (const lines of [
      `opensAt: ${noon}\nlatestStartAt: ${noon}\nclosesAt: ${one}\n`,
      `closesAt: ${one}\n`,
      `latestStartAt: ${noon}\nclosesAt: ${noon}\n`,
    ]) {
      expect(shown(parseBank(windowed(lines)).faults)).toEqual([]);
    }
  });

  it('do not repeat a broken stimulus at the items that name it', () => {
    const { faults } = parseBank([
      ...surroundings.filter(({ path }) => !path.includes('stimuli')),
      { path: 'caisa/stimuli/caisa-s-001.yaml', text: stimulusText.replace('industry: insurance\n', '') },
      itemWith('stimulus: caisa-s-001'),
    ]);

    expect(faults.map(({ path }) => path)).toEqual(['caisa/stimuli/caisa-s-001.yaml']);
  });

  it('tell that a blueprint is missing and that a file lies in no known place', () => {
    const { faults } = parseBank([
      sampleFile,
      { path: 'other/items/x.yaml', text: 'id: x' },
      { path: 'caisa/items/../../a.yaml', text: 'id: x' },
    ]);

    expect(shown(faults).map((text) => text.split(';')[0])).toEqual([
      'caisa/blueprint.yaml:1:1 the blueprint of this certification is missing',
      'caisa/items/../../a.yaml:1:1 no bank file belongs here',
      'other/items/x.yaml:1:1 no bank file belongs here',
    ]);
  });
});

describe('hostile files', () => {
  const nested = `a: ${'['.repeat(60_000)}`;
  const bomb = `a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]`;

  it.each([
    ['an alias bomb', bomb, 'aliases (*name) are not allowed; repeat the text'],
    ['a language tag', 'id: !!js/function "x"', 'Unresolved tag'],
    ['a reserved key', '__proto__: { polluted: true }', '"__proto__" is a reserved word; choose another key'],
    ['a nested reserved key', 'a: { b: { constructor: 1 } }', '"constructor" is a reserved word'],
    ['a tab as indentation', 'options:\n\t- id: a', 'not well-formed YAML'],
    ['a repeated key', `${itemText}status: draft\n`, 'not well-formed YAML: Map keys must be unique'],
    ['two documents', 'id: a\n---\nid: b', 'not well-formed YAML'],
    ['a huge file', `stem: ${'x'.repeat(300_000)}`, 'the file is larger than 256 kB; split it'],
    ['endless nesting', nested, ''],
    ['an empty file', '', 'the file is'],
    ['a list', '- id: a', 'the file is a list'],
  ])('of %s are refused with a fault', (_, text, message) => {
    const { bank, faults } = bankWith({ ...sampleFile, text });

    expect(faults[0]?.message).toContain(message);
    expect(bank.certifications[0]?.items).toEqual([]);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('cannot smuggle in a slow pattern', () => {
    const slow = itemWith(typeSamples['short-text'].replace('m(?:utual )?tls', '(a+)+b'));

    expect(shown(bankWith(slow).faults)[0]).toContain(
      'the pattern cannot be used: a group may be repeated with ? alone',
    );
  });
});
