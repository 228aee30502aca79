import type { ExamDraftText } from '@attest/contracts';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { digestOf } from '../hash.ts';
import { ExamFile } from '../schema/exam.ts';
import { changesBetween } from './exam-changes.ts';
import { draftOfExam, emptyExam } from './exam-draft.ts';
import { judgeExam } from './judge-exam.ts';

const file = new URL('../../../../question-bank/caisa/exams/caisa-sampler.yaml', import.meta.url);
const { id, certification, ...rules } = ExamFile.parse(parse(readFileSync(file, 'utf8')));
const sampler = draftOfExam(id, rules);
const domains = Object.keys(rules.domains);
const judge = (change: Partial<ExamDraftText> = {}) =>
  judgeExam({ ...sampler, ...change }, certification, domains);

describe('a draft of a published exam', () => {
  it('is the same exam again as long as nobody changes it', () => {
    const { exam, hints } = judge();
    expect(hints).toEqual([]);
    expect(digestOf(exam)).toBe(digestOf({ id, certification, ...rules }));
  });

  it('holds an exam with everything that an exam can have', () => {
    const whole = {
      ...rules,
      tools: { calculator: true, highlights: true, notes: false, ruleOut: true },
      sections: [
        { title: 'One', itemCount: 6 },
        { title: 'Two', itemCount: 6 },
      ],
      opensAt: '2027-01-01T09:00:00+01:00',
      attempts: { max: 2, waitSeconds: 3600 },
    };
    const { exam } = judgeExam(draftOfExam(id, whole), certification, domains);
    expect(digestOf(exam)).toBe(digestOf({ id, certification, ...whole }));
  });
});

describe('what has to be mended', () => {
  it.each<[string, Partial<ExamDraftText>, object]>([
    [
      'counts that do not add up',
      { itemCount: 13 },
      {
        field: ['domains'],
        message: 'The domains add up to 12 questions, but a form holds 13.',
        remedy: 'Make them equal.',
      },
    ],
    [
      'a number that nobody entered',
      { durationSeconds: null },
      { field: ['durationSeconds'], message: 'The time is not entered.', remedy: 'Enter it.' },
    ],
    [
      'a time that is too short',
      { durationSeconds: 30 },
      { field: ['durationSeconds'], message: 'The time is too small.', remedy: 'Enter 1 minute or more.' },
    ],
    [
      'half a question',
      { maxPerIncident: 1.5 },
      {
        field: ['maxPerIncident'],
        message: 'The most questions on one incident is not a whole number.',
        remedy: 'Enter a whole number.',
      },
    ],
    [
      'a share above the whole',
      { levels: { ...sampler.levels, recall: { min: null, max: 1.5 } } },
      {
        field: ['levels', 'recall', 'max'],
        message: 'The largest share of recall is too large.',
        remedy: 'Enter 100 % or less.',
      },
    ],
    [
      'an empty title',
      { title: ' ' },
      { field: ['title'], message: 'The title is empty.', remedy: 'Write it.' },
    ],
    [
      'no way of taking it',
      { modes: [] },
      { field: ['modes'], message: 'No way of taking the exam is chosen.', remedy: 'Choose at least one.' },
    ],
    [
      'a short name that is no address',
      { slug: 'Über alles' },
      {
        field: ['slug'],
        message: 'The short name holds other characters than an address can.',
        remedy: 'Write lower-case words joined by hyphens.',
      },
    ],
    [
      'a release that nothing carries out',
      { release: 'by-hand' },
      {
        field: ['release'],
        message: 'Outcomes cannot be released at a set time or by hand yet.',
        remedy: 'Choose “At once”.',
      },
    ],
    [
      'a window that ends before it begins',
      { opensAt: '2027-01-02T09:00:00Z', closesAt: '2027-01-01T09:00:00Z' },
      {
        field: ['closesAt'],
        message: 'The closing lies before an earlier limit.',
        remedy: 'Keep them in this order: opens, latest start, closes.',
      },
    ],
    [
      'attempts that are limited to nothing',
      { attempts: { isLimited: true, max: null, waitSeconds: 0 } },
      { field: ['attempts', 'max'], message: 'The number of attempts is not entered.', remedy: 'Enter it.' },
    ],
    [
      'a domain of another certification',
      { itemCount: 13, domains: { ...sampler.domains, P1: 1 } },
      {
        field: ['domains', 'P1'],
        message: 'P1 is not a domain of CAISA.',
        remedy: 'Set its number of questions to 0, or import the blueprint that has it.',
      },
    ],
  ])('names %s with its place and remedy', (_, change, hint) => {
    const { exam, hints } = judge(change);
    expect(exam).toBeNull();
    expect(hints).toEqual([hint]);
  });

  it('is all there is to a new exam: it opens with what is usual', () => {
    const { hints } = judgeExam(emptyExam('new', 'New'), certification, domains);
    expect(hints.map(({ field }) => field.join('.'))).toEqual(['summary', 'domains']);
  });
});

describe('what differs', () => {
  it('is told rule by rule', () => {
    const after: ExamDraftText = {
      ...sampler,
      durationSeconds: 900,
      domains: { ...sampler.domains, A1: 3 },
      levels: { ...sampler.levels, recall: { min: 0, max: 0.2 } },
      tools: { ...sampler.tools, calculator: true },
      attempts: { isLimited: true, max: 2, waitSeconds: 0 },
      sections: [{ title: 'One', itemCount: 12 }],
    };
    expect(changesBetween(sampler, after)).toEqual([
      { field: 'durationSeconds', part: null, before: 1200, after: 900 },
      { field: 'domains', part: 'A1', before: 2, after: 3 },
      { field: 'levelMin', part: 'recall', before: null, after: 0 },
      { field: 'levelMax', part: 'recall', before: 0.1, after: 0.2 },
      { field: 'tools', part: 'calculator', before: false, after: true },
      { field: 'sections', part: null, before: [], after: ['One: 12'] },
      { field: 'attemptsMax', part: null, before: null, after: 2 },
    ]);
  });

  it('is nothing where nothing was changed, whatever is left unsaid', () => {
    expect(changesBetween(sampler, { ...sampler, domains: { ...sampler.domains, A10: 0 } })).toEqual([]);
  });
});
