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

  it.each([
    'All parts have to be right for the point.',
    'A part may be used once, more than once or not at all.',
    'Each step is used at most once.',
    'An answer within ten minutes can earn the whole point; a later one earns less.',
  ])('takes the task before it for the question, not “%s”', (instruction) => {
    expect(
      splitStem(`<p>Six threats are known. Match each with a <em>part</em>. ${instruction}</p>`),
    ).toEqual({
      situation: '<p>Six threats are known.</p>',
      question: `<p>Match each with a <em>part</em>. ${instruction}</p>`,
    });
    expect(splitStem(`<p>Six are known. Which part refuses each?</p>\n<p>${instruction}</p>`)).toEqual({
      situation: '<p>Six are known.</p>',
      question: `<p>Which part refuses each?</p><p>${instruction}</p>`,
    });
  });

  it('finds the question before how many to select, whatever their paragraphs', () => {
    expect(
      splitStem('<p>Mail came in. Which rules stop it?</p>\n<p>Select <strong>TWO</strong>.</p>'),
    ).toEqual({
      situation: '<p>Mail came in.</p>',
      question: '<p>Which rules stop it?</p><p>Select <strong>TWO</strong>.</p>',
    });
  });

  it('takes an instruction for the question where there is nothing else', () => {
    expect(splitStem('<ul><li>m41</li></ul>\n<p>A part may be used once.</p>')).toEqual({
      situation: '<ul><li>m41</li></ul>\n',
      question: '<p>A part may be used once.</p>',
    });
  });

  it('knows a task that begins with what is selected, and a situation that begins like an instruction', () => {
    expect(splitStem('<p>Read it. Select <strong>THREE</strong> statements that hold.</p>').question).toBe(
      '<p>Select <strong>THREE</strong> statements that hold.</p>',
    );
    expect(splitStem('<p>An agent may send mail. It failed. Name the cause.</p>').question).toBe(
      '<p>Name the cause.</p>',
    );
  });
});
