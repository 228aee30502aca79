import { CsvError, parse } from 'csv-parse/sync';
import { bounds } from '../bounds.ts';
import { faultAt, type Finding, type Place } from '../findings.ts';
import { asWritten } from './neutral.ts';
import type { Delimiter } from './write-table.ts';

export interface Cell {
  /** As it was written before somebody neutralised a formula; lines end in LF. */
  readonly text: string;
  /** Offset of its first byte in the UTF-8 text. */
  readonly offset: number;
}

export interface Table {
  readonly header: readonly Cell[];
  /** Without empty ones. */
  readonly rows: readonly (readonly Cell[])[];
  readonly placeOf: (cell: Pick<Cell, 'offset'>) => Pick<Place, 'line' | 'column'>;
}

export type TableReading =
  { readonly table: Table; readonly finding: null } | { readonly table: null; readonly finding: Finding };

const lineEnds = ['\r\n', '\n', '\r'];

/**
 * The cells of a CSV file with their places. Comma, semicolon or tab is found in the first row; lines end in any of the
 * three ways. A quote that is never closed is named where it opens.
 *
 * @param text decoded, without byte order mark
 */
export function readTable(file: string, text: string): TableReading {
  const bytes = new TextEncoder().encode(text);
  const placeOf = placesIn(bytes);
  const delimiter = delimiterOf(text);
  const rows: Cell[][] = [];
  let start = 0;
  const refuse = (offset: number, message: string, remedy: string): TableReading => ({
    table: null,
    finding: faultAt({ file, name: null, ...placeOf({ offset }) }, message, remedy),
  });
  try {
    parse(bytes, {
      delimiter,
      record_delimiter: lineEnds,
      relax_column_count: true,
      cast: (value, { bytes: end, index }) => {
        if (index === 0) rows.push([]);
        rows.at(-1)?.push({ text: asWritten(value.replace(/\r\n?/g, '\n')), offset: start });
        start = end + (bytes[end] === carriageReturn && bytes[end + 1] === lineFeed ? 2 : 1);
        return null;
      },
    });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    return cause.code === 'CSV_QUOTE_NOT_CLOSED'
      ? refuse(
          start,
          'a quote (") opens here and is never closed',
          'Close it at the end of the cell; a quote within a quoted cell is written twice ("").',
        )
      : refuse(
          start,
          'a quote (") stands where none may stand in this cell',
          'Put the whole cell in quotes, and write each quote within it twice ("").',
        );
  }
  const filled = rows.filter((row) => row.some((cell) => cell.text.trim() !== ''));
  const [header, ...rest] = filled;
  if (header === undefined) {
    return refuse(
      0,
      'the file is empty',
      'Choose a file with a row of column names and a row for each question.',
    );
  }
  if (rest.length === 0) {
    return refuse(0, 'there is no row below the column names', 'Add a row for each question.');
  }
  if (header.length > bounds.columns) {
    const remedy = `Leave out the columns that are no part of a question; ${bounds.columns} may stand in a file.`;
    return refuse(0, `the file has ${header.length} columns`, remedy);
  }
  if (rest.length > bounds.records) {
    const message = `the file has ${rest.length} rows; one import takes ${bounds.records}`;
    return refuse(rest[bounds.records]?.[0]?.offset ?? 0, message, 'Divide it into several files.');
  }
  return { table: { header, rows: rest, placeOf }, finding: null };
}

const carriageReturn = 13;
const lineFeed = 10;

/** Whichever stands most often in the first row, outside quotes. */
function delimiterOf(text: string): Delimiter {
  const counts = new Map<Delimiter, number>([
    [',', 0],
    [';', 0],
    ['\t', 0],
  ]);
  let isQuoted = false;
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted;
    if (isQuoted) continue;
    const count = counts.get(character as Delimiter);
    if (count !== undefined) counts.set(character as Delimiter, count + 1);
    // Empty lines may stand above the first row.
    if (/[\r\n]/.test(character) && [...counts.values()].some((each) => each > 0)) break;
  }
  const [first] = [...counts].toSorted(([, one], [, other]) => other - one);
  return first === undefined ? ',' : first[0];
}

/** Lines as an editor counts them, columns in characters. */
function placesIn(bytes: Uint8Array): Table['placeOf'] {
  const starts = [0];
  for (const [at, byte] of bytes.entries()) {
    const ends = byte === lineFeed || (byte === carriageReturn && bytes[at + 1] !== lineFeed);
    if (ends) starts.push(at + 1);
  }
  return ({ offset }) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if ((starts[middle] ?? Infinity) <= offset) low = middle;
      else high = middle;
    }
    const before = new TextDecoder().decode(bytes.subarray(starts[low], offset));
    return { line: low + 1, column: Array.from(before).length + 1 };
  };
}
