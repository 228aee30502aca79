import type { CandidateStimulus, Exhibit } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { linkMentions } from './mentions.ts';

const listing = (id: string, kind: 'log' | 'code' | 'config', count: number): Exhibit => ({
  id,
  kind,
  title: id,
  language: 'text',
  lines: Array.from({ length: count }, () => 'x'),
});
const scenario = (facts: readonly number[], ...exhibits: Exhibit[]): CandidateStimulus => ({
  id: 's',
  title: 's',
  facts: facts.map((n) => ({ n, html: '' })),
  exhibits,
});
const fact = (number: number) => `<a href="#fact-${String(number)}">${String(number)}</a>`;
const line = (id: string, number: number) => `<a href="#line-${id}-${String(number)}">${String(number)}</a>`;

describe('linking the facts a text mentions', () => {
  it('links one fact, a list and a range', () => {
    const stimulus = scenario([1, 2, 3, 4, 7, 8, 9, 10]);
    expect(linkMentions('see fact 3.', stimulus)).toBe(`see fact ${fact(3)}.`);
    expect(linkMentions('Facts 1, 2 and 4 say so', stimulus)).toBe(
      `Facts ${fact(1)}, ${fact(2)} and ${fact(4)} say so`,
    );
    expect(linkMentions('facts 7–10', stimulus)).toBe(`facts ${fact(7)}–${fact(10)}`);
  });

  it('leaves numbers alone that are no facts of the scenario, and all other numbers', () => {
    expect(linkMentions('fact 9', scenario([1, 2]))).toBe('fact 9');
    expect(linkMentions('in 3 of 4 artefacts 2 times', scenario([2, 3, 4]))).toBe(
      'in 3 of 4 artefacts 2 times',
    );
    expect(linkMentions('fact 1', null)).toBe('fact 1');
  });

  it('does not touch tags', () => {
    expect(linkMentions('<p title="fact 1">by fact 1</p>', scenario([1]))).toBe(
      `<p title="fact 1">by fact ${fact(1)}</p>`,
    );
  });
});

describe('linking the lines a text mentions', () => {
  it('links lines of the one listing there is', () => {
    const stimulus = scenario([4], listing('a', 'log', 50));
    expect(linkMentions('Compare line 2 of the log with lines 43 to 45 and fact 4', stimulus)).toBe(
      `Compare line ${line('a', 2)} of the log with lines ${line('a', 43)} to ${line('a', 45)} and fact ${fact(4)}`,
    );
  });

  it('of several listings links lines of the one that is named', () => {
    const stimulus = scenario([], listing('a', 'log', 9), listing('b', 'config', 9), listing('c', 'code', 9));
    expect(linkMentions('Line 3 of the configuration', stimulus)).toBe(
      `Line ${line('b', 3)} of the configuration`,
    );
    expect(linkMentions('lines 1 and 2 of the code', stimulus)).toBe(
      `lines ${line('c', 1)} and ${line('c', 2)} of the code`,
    );
    expect(linkMentions('line 3', stimulus)).toBe('line 3');
    expect(linkMentions('line 3 of the log', scenario([], listing('b', 'config', 9)))).toBe(
      'line 3 of the log',
    );
  });

  it('takes the listing named before in the same sentence, and only there', () => {
    const stimulus = scenario([], listing('a', 'log', 50), listing('b', 'config', 9));
    expect(linkMentions('Compare line 2 of the log with lines 43 to 45. See line 3.', stimulus)).toBe(
      `Compare line ${line('a', 2)} of the log with lines ${line('a', 43)} to ${line('a', 45)}. See line 3.`,
    );
  });

  it('of two listings of one kind links neither', () => {
    const stimulus = scenario([], listing('a', 'log', 9), listing('b', 'log', 9));
    expect(linkMentions('line 3 of the log', stimulus)).toBe('line 3 of the log');
  });

  it('leaves lines alone that the listing has not', () => {
    const stimulus = scenario([], listing('a', 'log', 9));
    expect(linkMentions('lines 0, 9 and 10, deadline 3', stimulus)).toBe(
      `lines 0, ${line('a', 9)} and 10, deadline 3`,
    );
  });
});
