import { describe, expect, it } from 'vitest';
import { fenced, linked, prefixed, wrapped, type Edit, type Selected } from './markdown-edits.ts';

/** A text with its selection between bars: `a |b| c`. */
function select(marked: string): Selected {
  const [before = '', inner = '', after = ''] = marked.split('|');
  return { text: `${before}${inner}${after}`, start: before.length, end: before.length + inner.length };
}

function after({ text }: Selected, edit: Edit): string {
  const changed = `${text.slice(0, edit.from)}${edit.text}${text.slice(edit.to)}`;
  const [start, end] = edit.select;
  return `${changed.slice(0, start)}|${changed.slice(start, end)}|${changed.slice(end)}`;
}

describe('a change of Markdown', () => {
  it.each([
    ['the |token| leaks', '**', 'the **|token|** leaks'],
    ['the **|token|** leaks', '**', 'the |token| leaks'],
    ['the **|token|** leaks', '*', 'the ***|token|*** leaks'],
    ['the ||', '`', 'the `||`'],
    ['the **token||** leaks', '**', 'the **token**|| leaks'],
    ['the **one** and ||**two**', '**', 'the **one** and **||****two**'],
  ])('marks %s with %s, or takes the mark off', (before, mark, expected) => {
    const selected = select(before);
    expect(after(selected, wrapped(selected, mark))).toBe(expected);
  });

  it.each([
    ['one\nt|wo\nthr|ee', 'one\n|- two\n- three|'],
    ['one\n- t|wo\n- thr|ee', 'one\n|two\nthree|'],
    ['||', '|- |'],
  ])('makes the lines of %j a list, or no list', (before, expected) => {
    const selected = select(before);
    expect(
      after(
        selected,
        prefixed(selected, () => '- '),
      ),
    ).toBe(expected);
  });

  it('numbers lines', () => {
    const selected = select('|one\ntwo|');
    expect(
      after(
        selected,
        prefixed(selected, (line) => `${String(line + 1)}. `),
      ),
    ).toBe('|1. one\n2. two|');
  });

  it('puts code on lines of its own, and a link’s address where it is written over', () => {
    const code = select('See |x = 1|.');
    expect(after(code, fenced(code))).toBe('See \n\n```\n|x = 1|\n```\n.');
    const link = select('See |the list|.');
    expect(after(link, linked(link))).toBe('See [the list](|https://|).');
  });
});
