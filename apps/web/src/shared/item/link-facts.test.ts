import { describe, expect, it } from 'vitest';
import { linkFacts } from './link-facts.ts';

const link = (number: number) => `<a href="#fact-${String(number)}">${String(number)}</a>`;

describe('linking the facts a text mentions', () => {
  it('links one fact, a list and a range', () => {
    expect(linkFacts('see fact 3.', [3])).toBe(`see fact ${link(3)}.`);
    expect(linkFacts('Facts 1, 2 and 4 say so', [1, 2, 4])).toBe(
      `Facts ${link(1)}, ${link(2)} and ${link(4)} say so`,
    );
    expect(linkFacts('facts 7–10', [7, 8, 9, 10])).toBe(`facts ${link(7)}–${link(10)}`);
  });

  it('leaves numbers alone that are no facts of the scenario, and all other numbers', () => {
    expect(linkFacts('fact 9', [1, 2])).toBe('fact 9');
    expect(linkFacts('in 3 of 4 artefacts 2 times', [2, 3, 4])).toBe('in 3 of 4 artefacts 2 times');
    expect(linkFacts('fact 1', [])).toBe('fact 1');
  });

  it('does not touch tags', () => {
    expect(linkFacts('<p title="fact 1">by fact 1</p>', [1])).toBe(
      `<p title="fact 1">by fact ${link(1)}</p>`,
    );
  });
});
