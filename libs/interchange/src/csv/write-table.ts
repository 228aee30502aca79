import { neutralise } from './neutral.ts';

export type Delimiter = ',' | ';' | '\t';

/** Rows as CSV (RFC 4180). No cell is a formula. */
export function writeTable(rows: readonly (readonly string[])[], delimiter: Delimiter = ','): string {
  return rows
    .map((row) => `${row.map((cell) => written(neutralise(cell), delimiter)).join(delimiter)}\r\n`)
    .join('');
}

function written(cell: string, delimiter: Delimiter): string {
  const isPlain = !/["\r\n']/.test(cell) && !cell.includes(delimiter);
  return isPlain ? cell : `"${cell.replaceAll('"', '""')}"`;
}
