/** A stem in two: the situation, and the question itself, which is set larger. */
export interface SplitStem {
  readonly situation: string;
  readonly question: string;
}

const lastParagraph = /<p>((?:(?!<p>)[\s\S])*)<\/p>\s*$/;
const sentenceEnd = /[.?!](?:<\/\w+>)*\s+(?=["'“‘(]?(?:<\w+>)?[A-Z0-9`])/g;

/**
 * Finds where the question of a stem begins: the last sentence with a question mark, or the last
 * sentence. What follows it ("Select TWO.") belongs to it. Stems of another shape stay whole.
 *
 * @param html sanitised HTML of one block
 */
export function splitStem(html: string): SplitStem {
  const paragraph = lastParagraph.exec(html);
  const inner = paragraph?.[1];
  if (paragraph === null || inner === undefined) return { situation: '', question: html };
  const start = startOfQuestion(inner);
  const before = html.slice(0, paragraph.index);
  if (start === 0) return { situation: before, question: `<p>${inner}</p>` };
  return {
    situation: `${before}<p>${inner.slice(0, start).trimEnd()}</p>`,
    question: `<p>${inner.slice(start)}</p>`,
  };
}

function startOfQuestion(inner: string): number {
  const starts = [...inner.matchAll(sentenceEnd)]
    .map((end) => end.index + end[0].length)
    .filter((start) => isBalanced(inner.slice(0, start)));
  // What somebody in the situation asks is not what the candidate is asked.
  const marks = [...inner.matchAll(/\?/g)].filter(({ index }) => isUnquoted(inner.slice(0, index)));
  const wanted = marks.at(-1)?.index ?? inner.length;
  return starts.filter((start) => start < wanted).at(-1) ?? 0;
}

function isBalanced(html: string): boolean {
  return countOf(html, /<\w[^>]*>/g) === countOf(html, /<\/\w+>/g) && isUnquoted(html);
}

function isUnquoted(html: string): boolean {
  return countOf(html, /“/g) === countOf(html, /”/g) && countOf(html, /"/g) % 2 === 0;
}

function countOf(text: string, what: RegExp): number {
  return text.match(what)?.length ?? 0;
}
