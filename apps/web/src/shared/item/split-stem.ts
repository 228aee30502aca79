/** A stem in two: the situation, and the question itself, which is set larger. */
export interface SplitStem {
  readonly situation: string;
  readonly question: string;
}

const lastParagraph = /<p>((?:(?!<p>)[\s\S])*)<\/p>\s*$/;
/** Says how to answer, or how that counts: "A part may be used once.", "Select TWO." */
const instruction =
  /^(?:(?:A|An|All|Any|Each|Every|No|Not|One|Some)\b[^.?!]*\b(?:may|can|must|has to|have to|is used|are used|counts?|earns?)\b|(?:Select|Choose) (?:<strong>)?\w+(?:<\/strong>)?\.)/;
const sentenceEnd = /[.?!](?:<\/\w+>)*\s+(?=["'“‘(]?(?:<\w+>)?[A-Z0-9`])/g;

/**
 * Finds where the question of a stem begins: the last sentence with a question mark, or the last one that
 * is more than an instruction. What follows it ("Select TWO.") belongs to it. Stems of another shape stay
 * whole.
 *
 * @param html sanitised HTML of one block
 */
export function splitStem(html: string): SplitStem {
  const paragraph = lastParagraph.exec(html);
  const inner = paragraph?.[1];
  if (paragraph === null || inner === undefined) return { situation: '', question: html };
  const sentences = startsOf(inner);
  const before = html.slice(0, paragraph.index);
  if (lastParagraph.test(before) && sentences.every((at) => isInstruction(inner, at))) {
    const { situation, question } = splitStem(before);
    return { situation, question: `${question}<p>${inner}</p>` };
  }
  const start = startOfQuestion(inner, sentences);
  if (start === 0) return { situation: before, question: `<p>${inner}</p>` };
  return {
    situation: `${before}<p>${inner.slice(0, start).trimEnd()}</p>`,
    question: `<p>${inner.slice(start)}</p>`,
  };
}

function startsOf(inner: string): readonly number[] {
  const ends = [...inner.matchAll(sentenceEnd)].map((end) => end.index + end[0].length);
  return [0, ...ends.filter((start) => isBalanced(inner.slice(0, start)))];
}

function startOfQuestion(inner: string, starts: readonly number[]): number {
  // What somebody in the situation asks is not what the candidate is asked.
  const marks = [...inner.matchAll(/\?/g)].filter(({ index }) => isUnquoted(inner.slice(0, index)));
  const mark = marks.at(-1)?.index;
  const isWanted = (start: number) => (mark === undefined ? !isInstruction(inner, start) : start < mark);
  return starts.findLast(isWanted) ?? 0;
}

function isInstruction(inner: string, start: number): boolean {
  return instruction.test(inner.slice(start));
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
