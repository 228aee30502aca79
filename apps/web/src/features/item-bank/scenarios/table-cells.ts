/** The words of a table, as somebody edits them. Every row has a cell for each column. */
export interface TableCells {
  columns: string[];
  rows: string[][];
}

export const mostColumns = 12;
export const mostRows = 60;

/** Whether a paste is several cells rather than words for one. */
export const isTable = (pasted: string) => /[\t\n]/.test(pasted.trimEnd());

/**
 * Fills cells from a place on with what a spreadsheet puts on the clipboard; rows and columns are added as needed, up
 * to the most a table has.
 *
 * @param pasted lines of cells with tabs between them; a cell in quotation marks may hold both
 * @param row -1 for the column headings
 * @returns how many cells had no room
 */
export function pasteCells(table: TableCells, pasted: string, row: number, column: number): number {
  const lines = cellsOf(pasted);
  let left = 0;
  for (const [down, cells] of lines.entries()) {
    for (const [right, text] of cells.entries()) {
      if (row + down >= mostRows || column + right >= mostColumns) left += 1;
      else put(table, row + down, column + right, text);
    }
  }
  return left;
}

function put(table: TableCells, row: number, column: number, text: string): void {
  while (table.columns.length <= column) addColumn(table);
  while (table.rows.length <= row) addRow(table);
  const line = row < 0 ? table.columns : table.rows[row];
  line?.splice(column, 1, text);
}

export function addRow({ columns, rows }: TableCells): void {
  rows.push(columns.map(() => ''));
}

export function addColumn({ columns, rows }: TableCells): void {
  columns.push('');
  for (const row of rows) row.push('');
}

/** @returns how the column comes back */
export function removeColumn({ columns, rows }: TableCells, place: number): () => void {
  const [name = ''] = columns.splice(place, 1);
  const cells = rows.map((row) => ({ row, cell: row.splice(place, 1)[0] ?? '' }));
  return () => {
    columns.splice(place, 0, name);
    for (const { row, cell } of cells) row.splice(place, 0, cell);
  };
}

function cellsOf(pasted: string): string[][] {
  const lines: string[][] = [[]];
  const cell = /"((?:[^"]|"")*)"(?=\t|\r?\n|$)|([^\t\r\n]*)/y;
  const text = pasted.replace(/\r?\n$/, '');
  let at = 0;
  for (;;) {
    cell.lastIndex = at;
    const [found = '', quoted, plain = ''] = cell.exec(text) ?? [];
    lines.at(-1)?.push((quoted?.replaceAll('""', '"') ?? plain).trim());
    at += found.length;
    const [end] = /^(?:\t|\r?\n|\r)/.exec(text.slice(at)) ?? [];
    if (end === undefined) return lines;
    at += end.length;
    if (end !== '\t') lines.push([]);
  }
}
