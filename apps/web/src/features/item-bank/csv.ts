/** Programs for tables take a text that begins like this for a formula and carry it out. */
const formula = /^[=+\-@\t\r]/;

type Cell = string | number;

/** Rows as CSV (RFC 4180) with the mark by which programs for tables know UTF-8. Nothing in it is a formula. */
export function toCsv(rows: readonly (readonly Cell[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(written).join(',')}\r\n`).join('')}`;
}

function written(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  const text = formula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
