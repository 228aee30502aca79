/** A change of a text field: what is selected is replaced, then part of it is selected. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly select: readonly [number, number];
}

export interface Selected {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Marks around what is selected, or off it again when they stand there already. At the closing mark of marked words it
 * is stepped over: who marks, types and marks again has ended the words.
 *
 * @param mark such as `**`; before and after
 */
export function wrapped({ text, start, end }: Selected, mark: string): Edit {
  const inner = text.slice(start, end);
  const isWrapped =
    text.slice(start - mark.length, start) === mark &&
    text.slice(end, end + mark.length) === mark &&
    // One star of two is not emphasis.
    text[start - mark.length - 1] !== mark[0];
  if (isWrapped) {
    const from = start - mark.length;
    return { from, to: end + mark.length, text: inner, select: [from, from + inner.length] };
  }
  if (start === end && inner === '' && isBeforeClosing(text, start, mark)) {
    return { from: start, to: start, text: '', select: [start + mark.length, start + mark.length] };
  }
  const at = start + mark.length;
  return { from: start, to: end, text: `${mark}${inner}${mark}`, select: [at, at + inner.length] };
}

/** Whether a place in a text stands right before a mark that ends what another one began on the same line. */
function isBeforeClosing(text: string, at: number, mark: string): boolean {
  const next = text.slice(at).match(/^(?:\*+|`+|_+)/)?.[0];
  if (next !== mark) return false;
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return line.split(mark).length % 2 === 0;
}

/**
 * A mark before each line that is touched, or off them when all have it.
 *
 * @param markOf by place among the lines, from 0
 */
export function prefixed({ text, start, end }: Selected, markOf: (line: number) => string): Edit {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const next = text.indexOf('\n', end);
  const to = next === -1 ? text.length : next;
  const lines = text.slice(from, to).split('\n');
  const isMarked = lines.every((line, at) => line.startsWith(markOf(at)));
  const changed = lines
    .map((line, at) => (isMarked ? line.slice(markOf(at).length) : `${markOf(at)}${line}`))
    .join('\n');
  return { from, to, text: changed, select: [from, from + changed.length] };
}

/** A block of code on lines of its own. */
export function fenced({ text, start, end }: Selected): Edit {
  const before = start === 0 || text[start - 1] === '\n' ? '' : '\n\n';
  const after = end === text.length || text[end] === '\n' ? '' : '\n';
  const inner = text.slice(start, end);
  const opening = `${before}\`\`\`\n`;
  const at = start + opening.length;
  return {
    from: start,
    to: end,
    text: `${opening}${inner}\n\`\`\`${after}`,
    select: [at, at + inner.length],
  };
}

/** A link with its address selected, ready to be written over. */
export function linked({ text, start, end }: Selected): Edit {
  const words = text.slice(start, end) || 'text';
  const address = 'https://';
  const at = start + words.length + 3;
  return { from: start, to: end, text: `[${words}](${address})`, select: [at, at + address.length] };
}
