import { describe, expect, it } from 'vitest';
import { isTable, pasteCells, removeColumn, type TableCells } from './table-cells.ts';

const table = (): TableCells => ({ columns: ['Time', 'Event'], rows: [['08:20', 'start']] });

describe('cells from a spreadsheet', () => {
  it('fill a table from where they are put, and make it larger', () => {
    const cells = table();
    const left = pasteCells(cells, '08:40\tstop\tgood\r\n09:00\tend\r\n', 1, 0);
    expect(left).toBe(0);
    expect(cells).toEqual({
      columns: ['Time', 'Event', ''],
      rows: [
        ['08:20', 'start', ''],
        ['08:40', 'stop', 'good'],
        ['09:00', 'end', ''],
      ],
    });
  });

  it('fill the headings first where they are put there', () => {
    const cells = table();
    pasteCells(cells, 'At\tWhat\n1\ta', -1, 0);
    expect(cells).toEqual({ columns: ['At', 'What'], rows: [['1', 'a']] });
  });

  it('may hold tabs, line breaks and quotation marks', () => {
    const cells = table();
    pasteCells(cells, '"a\tb ""c""\nd"\te', 0, 0);
    expect(cells.rows).toEqual([['a\tb "c"\nd', 'e']]);
  });

  it('are counted where there is no room for them', () => {
    const cells = table();
    const lines = Array.from({ length: 61 }, (_, at) => `${String(at)}\tx`).join('\n');
    expect(pasteCells(cells, lines, 0, 11)).toBe(62);
    expect(cells.rows).toHaveLength(60);
    expect(cells.columns).toHaveLength(12);
  });

  it.each([
    ['a word', false],
    ['a line\n', false],
    ['a\tb', true],
    ['a\nb', true],
  ])('%j is several cells: %s', (pasted, expected) => {
    expect(isTable(pasted)).toBe(expected);
  });
});

it('gives a column back with its cells', () => {
  const cells = table();
  const restore = removeColumn(cells, 0);
  expect(cells).toEqual({ columns: ['Event'], rows: [['start']] });
  restore();
  expect(cells).toEqual(table());
});
