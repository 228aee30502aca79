/** Where the entries of a YAML list stand in the text, so that they can change places. */
import { isNode } from 'yaml';
import type { YAMLSeq } from 'yaml';

interface Slot {
  /** Offsets into the text, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * One slot an entry. In a block list a slot is whole lines, with comment lines above its dash; empty
 * lines between entries belong to no slot and stay where they are. In a flow list it is the entry alone.
 *
 * @param sequence parsed from `text` with `keepSourceTokens`
 */
export function sequenceSlots(text: string, sequence: YAMLSeq): Slot[] {
  const token = sequence.srcToken;
  const ends = sequence.items.map((item) => (isNode(item) ? (item.range?.[1] ?? 0) : 0));
  if (token?.type !== 'block-seq') {
    return sequence.items.map((item, at) => {
      const start = isNode(item) ? (item.range?.[0] ?? 0) : 0;
      return slotOf(text, start, ends[at] ?? start);
    });
  }
  const dashes = token.items.flatMap(({ start }) => {
    const dash = start.find(({ type }) => type === 'seq-item-ind');
    return dash ? [dash.offset] : [];
  });
  const starts = dashes.map((offset) => withCommentsAbove(text, offset));
  return starts.map((start, at) => slotOf(text, start, starts[at + 1] ?? lineEnd(text, ends[at] ?? start)));
}

function slotOf(text: string, start: number, end: number): Slot {
  const entry = text.slice(start, end).replace(/\s+$/, '');
  return { start, end: start + entry.length, text: entry };
}

/** Start of the line with the dash, or of the comment lines right above it that stand as far in. */
function withCommentsAbove(text: string, dash: number): number {
  let start = lineStart(text, dash);
  const indent = text.slice(start, dash);
  while (start > 0) {
    const above = lineStart(text, start - 1);
    if (!text.slice(above, start).startsWith(`${indent}#`)) break;
    start = above;
  }
  return start;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The end of the line that `offset` lies in; `offset` itself when a line has just ended there. */
function lineEnd(text: string, offset: number): number {
  if (text[offset - 1] === '\n') return offset;
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end;
}
