import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ItemFile, itemTextOf, type ItemText } from '@attest/item-bank';
import { flatTypes } from '../src/csv/flat-types.ts';
import { guessFields } from '../src/csv/fields.ts';
import { cellsOfItem } from '../src/csv/item-row.ts';
import { asWritten, neutralise } from '../src/csv/neutral.ts';
import { readTable } from '../src/csv/read-table.ts';
import { templateExamples } from '../src/csv/template-examples.ts';
import { writeItems, writeTemplate } from '../src/csv/template.ts';
import { writeTable } from '../src/csv/write-table.ts';
import { aroundWith, planTable, shown } from '../../../tests/support/import-plan.ts';

const delimiters = [',', ';', '\t'] as const;
const fileOf = (text: ItemText) => ItemFile.parse({ ...text, status: 'draft', reviewers: [] });

describe('a table', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 40 }).map((each) => each.replace(/[\r\0]/g, ''));
  const oddCell = fc.oneof(
    text,
    fc.constantFrom(
      '=SUM(A1)',
      "'=SUM(A1)",
      "''+1",
      "'it's",
      '-1',
      '@me',
      '\tx',
      'a, b; c',
      'two\nlines',
      '"so"',
      ' ',
    ),
  );

  it('reads back every cell that it was written with, with every separator and in every encoding', () => {
    const tables = fc.integer({ min: 2, max: 5 }).chain((width) =>
      fc.record({
        header: fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: width, maxLength: width }),
        rows: fc.array(fc.array(oddCell, { minLength: width, maxLength: width }), {
          minLength: 1,
          maxLength: 5,
        }),
      }),
    );
    fc.assert(
      fc.property(tables, fc.constantFrom(...delimiters), ({ header, rows }, delimiter) => {
        const kept = rows.filter((row) => row.some((cell) => cell.trim() !== ''));
        fc.pre(kept.length > 0);
        const { table } = readTable('a.csv', writeTable([header, ...rows], delimiter));
        expect(table?.rows.map((row) => row.map((cell) => cell.text))).toEqual(kept);
      }),
    );
  });

  it('knows the line and the column in which each cell begins', () => {
    const { table } = readTable('a.csv', 'id,stem\r\n"a\nb",é2\rc,"d ""e"""\n\n,f\n');
    const places = table?.rows.map((row) => row.map((cell) => [cell.text, table.placeOf(cell)]));
    expect(places).toEqual([
      [
        ['a\nb', { line: 2, column: 1 }],
        ['é2', { line: 3, column: 4 }],
      ],
      [
        ['c', { line: 4, column: 1 }],
        ['d "e"', { line: 4, column: 3 }],
      ],
      [
        ['', { line: 6, column: 1 }],
        ['f', { line: 6, column: 2 }],
      ],
    ]);
  });

  it.each([
    ['', 'fault 1:1 –: the file is empty'],
    ['\n \n', 'fault 1:1 –: the file is empty'],
    ['id,stem\n', 'fault 1:1 –: there is no row below the column names'],
    ['id,stem\na,"open\nb,c\n', 'fault 2:3 –: a quote (") opens here and is never closed'],
    ['id,stem\na,"x"y\n', 'fault 2:3 –: a quote (") stands where none may stand in this cell'],
    ['id,stem\na,x"y"\n', 'fault 2:3 –: a quote (") stands where none may stand in this cell'],
    [`id,stem\n${'a,b\n'.repeat(2_001)}`, 'fault 2002:1 –: the file has 2001 rows; one import takes 2000'],
    [`${'a,'.repeat(100)}b\nx\n`, 'fault 1:1 –: the file has 101 columns'],
  ])('is refused with the place: %j', (text, fault) => {
    expect(planTable(text).file).toEqual([fault]);
  });

  it.each<[string, number[], string[]]>([
    ['windows-1252', [...Buffer.from('id\nab'), 0x96], ['fault 2:3 –: byte 6 (0x96) is not UTF-8']],
    ['a cut character', [...Buffer.from('id\n'), 0xc3], ['fault 2:1 –: byte 4 (0xC3) is not UTF-8']],
    [
      'UTF-16 without a mark',
      [105, 0, 100, 0],
      ['fault 1:2 –: here stands a NUL character, which no text holds'],
    ],
    [
      'half a UTF-16 pair',
      [0xff, 0xfe, 0x41, 0, 0, 0xd8, 0x41, 0],
      ['fault 1:3 –: byte 8 (0x00) is not UTF-16'],
    ],
  ])('of another encoding is refused at its first wrong byte: %s', (_name, bytes, faults) => {
    expect(planTable(Uint8Array.from(bytes)).file.slice(0, 1)).toEqual(faults);
  });

  it('is guessed by the names of its columns, each field once', () => {
    expect(
      guessFields(['Question', 'Answer A', 'Feedback A', 'Correct answer', 'Level', 'Stem', 'Notes']),
    ).toEqual(['stem', 'option_a', 'rationale_a', 'key', 'level', null, null]);
  });

  it('that is the saved list of questions changes no text by its first words', () => {
    const header = [
      'id',
      'question',
      'type',
      'domain',
      'domainName',
      'version',
      'keyRevision',
      'updatedAt',
      'tags',
    ];
    expect(guessFields(header)).toEqual(['id', null, 'type', 'domain', null, null, null, null, 'tags']);
  });
});

describe('a formula', () => {
  it.each(['=1', '+1', '-1', '@x', "'=1", "''=1", "'x", '=', ''])('is text, and itself again: %j', (text) => {
    expect(neutralise(text)).not.toMatch(/^[=+\-@\t\r]/);
    expect(asWritten(neutralise(text))).toBe(text);
  });

  it('that another program neutralised is read as it was written', () => {
    expect(planTable(`id,stem\n"caisa-a1-0001","'=SUM(A1)"\n`).planned[0]?.firstWords).toBe('=SUM(A1)');
  });
});

describe('the template', () => {
  const utf16 = (text: string) => Uint8Array.from([0xff, 0xfe, ...Buffer.from(text, 'utf16le')]);
  const utf16be = (text: string) => Uint8Array.from([0xfe, 0xff, ...Buffer.from(text, 'utf16le').swap16()]);
  const utf8 = (text: string) => new TextEncoder().encode(text);
  const withMark = (text: string) => utf8(`\uFEFF${text}`);

  it('has an example of each type that a row can hold', () => {
    expect(templateExamples.map(({ type }) => type)).toEqual(flatTypes);
  });

  it.each(
    delimiters.flatMap((delimiter) =>
      [utf8, withMark, utf16, utf16be].map((encode) => ({ delimiter, encode })),
    ),
  )('is read back as it was written: $delimiter $encode.name', ({ delimiter, encode }) => {
    const { planned, file } = planTable(encode(writeTemplate(delimiter)));
    expect(file).toEqual([]);
    expect(planned.map(({ verdict }) => verdict)).toEqual(templateExamples.map(() => 'create'));
    expect(planned.flatMap(({ findings }) => findings.filter(({ level }) => level !== 'warning'))).toEqual(
      [],
    );
    for (const [at, { record }] of planned.entries()) {
      const example = templateExamples[at];
      const own = { id: 'x', author: 'x', created: 'x' };
      expect({ ...record, ...own }).toEqual({ ...example, ...own, status: 'draft', reviewers: [] });
    }
  });

  it('of questions of the bank changes none of them', () => {
    const { planned } = planTable(writeItems(templateExamples), aroundWith(...templateExamples.map(fileOf)));
    expect(planned.map(({ verdict }) => verdict)).toEqual(templateExamples.map(() => 'skip'));
  });

  it('holds no question that a row cannot hold whole', () => {
    const [first] = templateExamples;
    if (first?.type !== 'single-choice') throw new Error('another example');
    expect(cellsOfItem(first)).not.toBeNull();
    expect(cellsOfItem({ ...first, lintReasons: { '20': 'So it is.' } })).toBeNull();
    expect(
      cellsOfItem({ ...first, options: first.options.map((each) => ({ ...each, id: `x-${each.id}` })) }),
    ).toBeNull();
  });
});

describe('any question of flat type', () => {
  const line = fc
    .string({ minLength: 1, maxLength: 60 })
    .map((text) => text.replace(/[\r\0]/g, ' '))
    .filter((text) => /\S/.test(text));
  const options = fc.array(fc.record({ text: line, rationale: line }), { minLength: 2, maxLength: 10 });
  const [example] = templateExamples;

  it('comes back from its row', () => {
    fc.assert(
      fc.property(options, line, fc.constantFrom(...delimiters), (given, stem, delimiter) => {
        if (example?.type !== 'single-choice') throw new Error('another example');
        const item = {
          ...example,
          stem,
          options: given.map((each, at) => ({
            id: 'abcdefghij'[at] ?? '',
            ...each,
            ...(at > 0 && { error: 'over-reaction' }),
          })),
        };
        const { planned } = planTable(
          writeItems([{ ...item, id: 'caisa-a1-0001' }], delimiter),
          aroundWith(fileOf(example)),
        );
        const [only] = planned;
        if (only?.record === null) expect(only.verdict).toBe('skip');
        else expect(only?.kind === 'item' && itemTextOf(only.record)).toEqual(item);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a row', () => {
  const [single] = templateExamples;
  const cells = single === undefined ? null : cellsOfItem(single);
  const row = (changes: Record<string, string>) => {
    const all: Record<string, string> = { ...cells, id: '', ...changes };
    return writeTable([Object.keys(all), Object.values(all)]);
  };
  const faults = (changes: Record<string, string>) =>
    planTable(row(changes)).planned.flatMap(({ findings }) =>
      findings
        .filter(({ level }) => level === 'fault')
        .map(({ place, message }) => `${place.name ?? ''}: ${message}`),
    );

  it.each<[Record<string, string>, string]>([
    [{ key: '' }, 'key: the key is missing'],
    [{ key: 'z' }, 'key'],
    [{ stem: ' ' }, 'stem: the cell is empty'],
    [{ domain: 'A99', objective: 'A99.1' }, 'domain: A99 is not a domain of the blueprint'],
    [{ objective: 'A1.99' }, 'objective: A1.99 is not an objective of the blueprint'],
    [{ type: 'essay' }, 'type: “essay” is not a type that a row can hold'],
    [{ type: 'matrix' }, 'type: “matrix” is not a type that a row can hold'],
    [{ references: 'ATLAS' }, 'references: “ATLAS” is not a reference'],
    [{ error_b: 'no-such-error' }, 'error_b: "no-such-error" is not in errors.yaml'],
    [{ error_b: '' }, 'error_b: option b is not right and names no error'],
    [{ error_a: 'over-reaction' }, 'error_a: option a is right, so it names no error'],
    [{ expected_difficulty: '0,62' }, 'expected_difficulty: “0,62” is not a number'],
    [{ expected_difficulty: '7' }, 'expected_difficulty'],
    [{ rationale_c: '' }, 'rationale_c: option c has no rationale'],
    [{ option_c: '' }, 'option_c: option c has no text'],
    [{ option_b: 'x'.repeat(801) }, 'option_b: too long'],
    [{ stem: 'x'.repeat(20_001) }, 'stem: the cell holds 20001 characters; it may hold 20000'],
    [{ certification: 'CISSP' }, 'certification'],
    [{ level: 'hard' }, 'level'],
    [{ shuffle: 'perhaps' }, 'shuffle: “perhaps” is neither yes nor no'],
    [{ review_due: '1.6.2027' }, 'review_due'],
    [{ stimulus: 'caisa-s-999' }, 'stimulus: there is no stimulus caisa-s-999'],
    [{ enemies: 'caisa-a1-9999' }, 'enemies: there is no item caisa-a1-9999'],
    [{ id: 'caisa-a1-9999' }, 'id: the bank has no question caisa-a1-9999'],
  ])('is refused at the cell: %j', (changes, fault) => {
    expect(faults(changes).join('\n')).toContain(fault);
  });

  it('says to every fault what to do', () => {
    const { planned } = planTable(row({ key: '', domain: 'A99', error_b: 'nothing' }));
    for (const { remedy } of planned.flatMap(({ findings }) => findings))
      expect(remedy).toMatch(/^[A-Z].*\.$/s);
  });

  it('with an id twice in the file is refused the second time, with the first line', () => {
    const all: Record<string, string> = { ...cells, id: 'caisa-a1-0001' };
    const text = writeTable([
      Object.keys(all),
      Object.values(all),
      Object.values({ ...all, stem: 'Another?' }),
    ]);
    const { planned } = planTable(text, aroundWith(...templateExamples.map(fileOf)));
    expect(planned.map(({ verdict }) => verdict)).toEqual(['skip', 'refuse']);
    expect(planned[1]?.findings.map(shown)[0]).toBe(
      'fault 3:1 id: the id caisa-a1-0001 stands already in line 2',
    );
  });

  it('without a needed column names it, once for the whole file', () => {
    const { domain: _domain, key: _key, ...rest } = { ...cells, id: '' };
    expect(planTable(writeTable([Object.keys(rest), Object.values(rest)])).file).toEqual([
      'fault 1:1 –: no column holds: domain',
    ]);
  });

  it('of a question of the bank changes only the columns that the file has', () => {
    const around = aroundWith(...templateExamples.map(fileOf));
    const { planned } = planTable('id,tags\ncaisa-a1-0001,S1 F2\n', around);
    const [changed] = planned;
    expect(changed?.verdict).toBe('change');
    expect(changed?.kind === 'item' && changed.record).toEqual({
      ...fileOf(templateExamples[0] ?? fail()),
      tags: ['S1', 'F2'],
    });
  });

  it('takes HTML as text and says so; what no field is for, is named', () => {
    const { planned } = planTable(row({ stem: 'Which <script>alert(1)</script> is it?', unit: 'kg' }));
    const warnings = planned[0]?.findings
      .filter(({ level }) => level === 'warning')
      .map(({ place, message }) => `${place.name ?? ''}: ${message}`);
    expect(planned[0]?.verdict).toBe('create');
    expect(warnings).toContain('stem: “<script>” is HTML, which candidates see as text');
    expect(warnings).toContain('unit: a single-choice question has no such field');
  });

  it('holds what the person says its columns hold', () => {
    const { planned, fields } = planTable(
      'mine,other\nS1,caisa-a1-0001\n',
      aroundWith(...templateExamples.map(fileOf)),
      ['tags', 'id'],
    );
    expect(fields).toEqual(['tags', 'id']);
    expect(planned[0]).toMatchObject({ verdict: 'change', id: 'caisa-a1-0001' });
    expect(planTable('a,b\nx,y\n', aroundWith(), ['id', 'id']).file).toEqual([
      'fault 1:1 –: two columns hold “id”',
    ]);
  });
});

function fail(): never {
  throw new Error('no example');
}
