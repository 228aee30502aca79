import { describe, expect, it } from 'vitest';
import { splitStem } from './split-stem.ts';

describe('finding the question of a stem', () => {
  it('takes the sentence with the last question mark and what follows it', () => {
    expect(
      splitStem('<p>An agent sends mail. Which changes stop it? Select <strong>TWO</strong>.</p>\n'),
    ).toEqual({
      situation: '<p>An agent sends mail.</p>',
      question: '<p>Which changes stop it? Select <strong>TWO</strong>.</p>',
    });
  });

  it('takes the last sentence when there is no question mark', () => {
    expect(splitStem('<p>A release failed. Evidence must stay. Put the steps in order.</p>')).toEqual({
      situation: '<p>A release failed. Evidence must stay.</p>',
      question: '<p>Put the steps in order.</p>',
    });
  });

  it('leaves a stem of one sentence whole', () => {
    expect(splitStem('<p>Which control works?</p>')).toEqual({
      situation: '',
      question: '<p>Which control works?</p>',
    });
  });

  it('keeps earlier paragraphs, lists included, in the situation', () => {
    expect(splitStem('<p>Two builds run.</p>\n<ul><li>m41</li></ul>\n<p>Which one fails?</p>')).toEqual({
      situation: '<p>Two builds run.</p>\n<ul><li>m41</li></ul>\n',
      question: '<p>Which one fails?</p>',
    });
  });

  it('never cuts inside markup', () => {
    const html = '<p><em>It failed. Which log shows it?</em></p>';
    expect(splitStem(html)).toEqual({ situation: '', question: html });
  });

  it('does not take a decimal point or a lower-case word for the end of a sentence', () => {
    expect(splitStem('<p>Version 2.1 adds e.g. tools. What changes first?</p>').situation).toBe(
      '<p>Version 2.1 adds e.g. tools.</p>',
    );
  });

  it('shows text of another shape whole', () => {
    expect(splitStem('plain words')).toEqual({ situation: '', question: 'plain words' });
  });

  it('takes what is asked within quotation marks for part of the situation', () => {
    const html =
      '<p>The chair asks: “We deleted it. Why did it go on?” She has five minutes. Answer in <em>150</em> words.</p>';

    expect(splitStem(html)).toEqual({
      situation: '<p>The chair asks: “We deleted it. Why did it go on?” She has five minutes.</p>',
      question: '<p>Answer in <em>150</em> words.</p>',
    });
  });
});
