/**
 * Programs for tables take a text that begins with one of these for a formula and carry it out. With an apostrophe
 * before it, it is text to them. A text that begins like a neutralised one gets one more, so that none is lost.
 */
const formula = /^'*[=+\-@\t\r]/;
const neutralised = /^''*[=+\-@\t\r]/;

export function neutralise(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** What `neutralise` was given. */
export function asWritten(cell: string): string {
  return neutralised.test(cell) ? cell.slice(1) : cell;
}
