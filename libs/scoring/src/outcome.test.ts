import { Outcome } from '@attest/contracts';
import type { ResponseValue } from '@attest/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutcomeInput, OutcomeItem, OutcomeResponse } from './outcome-input.ts';
import { makeOutcome, rulesVersion } from './outcome.ts';

const chosen = (...selected: string[]): ResponseValue => ({ RESPONSE: { kind: 'choice', selected } });

/** Single choice with key `a`; the distractors `b` and `c` each come from a named error. */
function itemOf(number: number, change: Partial<OutcomeItem> = {}): OutcomeItem {
  return {
    number,
    domain: 'A1',
    expectedDifficulty: 0.6,
    references: [{ source: 'ATLAS', version: '5.6.0', locator: 'AML.T0051' }],
    isPretest: false,
    key: {
      variables: [
        {
          responseVariable: 'RESPONSE',
          correct: { kind: 'choice', selected: ['a'] },
          scheme: { name: 'all-or-nothing' },
          explanations: [
            { id: 'a', rationale: '<p>right</p>', error: null },
            { id: 'b', rationale: '<p>wrong</p>', error: 'wrong-layer' },
            { id: 'c', rationale: '<p>wrong</p>', error: 'stale-truth' },
          ],
        },
      ],
      weights: { RESPONSE: 1 },
    },
    ...change,
  };
}

const rubricKey: OutcomeItem['key'] = {
  variables: [
    {
      responseVariable: 'RESPONSE',
      correct: { kind: 'rubric', criteria: [], unacceptable: [] },
      scheme: { name: 'rubric' },
      explanations: [],
    },
  ],
  weights: { RESPONSE: 1 },
};

const answer = (number: number, id: string, secondsSpent = 60): OutcomeResponse => ({
  number,
  value: chosen(id),
  secondsSpent,
});

function inputOf(items: readonly OutcomeItem[], responses: readonly OutcomeResponse[]): OutcomeInput {
  return {
    session: {
      id: '0193a6c2-0000-7000-8000-000000000001',
      startedAt: '2026-11-22T09:00:00.000Z',
      closedAt: '2026-11-22T09:18:30.500Z',
    },
    revision: 1,
    exam: { slug: 'caisa-sampler', title: 'CAISA sampler', certification: 'CAISA' },
    owner: { credential: 'Certified AI Security Architect (CAISA)', organisation: 'Tonex' },
    items,
    responses,
    studyRawCut: null,
    domains: [
      { id: 'A1', name: 'Architecture' },
      { id: 'A2', name: 'Threat modelling' },
      { id: 'A10', name: 'Tenth' },
    ],
    sources: [
      { id: 'ATLAS', name: 'MITRE ATLAS' },
      { id: 'OWASP-LLM', name: 'OWASP Top 10 for LLM Applications' },
    ],
    errors: {
      'wrong-layer': 'Choosing a control at the wrong layer.',
      'stale-truth': 'Relying on an earlier version.',
    },
    madeFrom: { form: 'f'.repeat(64), keys: 'k'.repeat(64), responses: 'r'.repeat(64) },
    canReview: true,
  };
}

const numbers = (count: number) => Array.from({ length: count }, (_, at) => at + 1);

describe('makeOutcome', () => {
  it('fits the contract and tells decision, scores and times', () => {
    const items = numbers(10).map((number) => itemOf(number));
    const outcome = makeOutcome(
      inputOf(
        items,
        numbers(8).map((number) => answer(number, 'a')),
      ),
    );

    expect(Outcome.parse(outcome)).toEqual(outcome);
    expect(outcome).toMatchObject({
      decision: 'pass',
      isCutProvisional: true,
      scaledScore: 650,
      rawScore: 8,
      maximumRawScore: 10,
      itemCount: 10,
      answeredCount: 8,
      durationSeconds: 1110,
      madeFrom: { rules: rulesVersion },
    });
    expect(outcome.rawCut).toBeCloseTo(6, 9);
  });

  it('fails with 499 at most when the last fraction of a point is missing', () => {
    const items = numbers(10).map((number) => itemOf(number, { expectedDifficulty: 0.60001 }));
    const outcome = makeOutcome(
      inputOf(
        items,
        numbers(6).map((number) => answer(number, 'a')),
      ),
    );
    expect(outcome).toMatchObject({ decision: 'fail', scaledScore: 499 });
  });

  it('takes the cut of a study over the sum of expected difficulties', () => {
    const input = inputOf(
      numbers(10).map((number) => itemOf(number)),
      numbers(7).map((number) => answer(number, 'a')),
    );
    expect(makeOutcome({ ...input, studyRawCut: 7.5 })).toMatchObject({
      decision: 'fail',
      isCutProvisional: false,
      rawCut: 7.5,
    });
  });

  it('never counts pretest items and items marked by rubric', () => {
    const counted = numbers(2).map((number) => itemOf(number));
    const uncounted = [itemOf(3, { isPretest: true }), itemOf(4, { key: rubricKey })];
    const responses = [answer(1, 'a'), answer(3, 'b'), { number: 4, value: null, secondsSpent: null }];
    const outcome = makeOutcome(inputOf([...counted, ...uncounted], responses));

    expect(outcome).toMatchObject({
      rawScore: 1,
      maximumRawScore: 2,
      itemCount: 4,
      answeredCount: 2,
      misconceptions: [],
    });
    expect(outcome.pacing.map(({ number }) => number)).toEqual([1, 2]);
    expect(outcome.frameworks).toEqual([
      { source: 'ATLAS', name: 'MITRE ATLAS', itemCount: 2, missedCount: 1 },
    ]);
  });

  it('orders domains by number and shows a band from eight items on', () => {
    const items = [
      ...numbers(8).map((number) => itemOf(number, { domain: 'A10' })),
      ...numbers(7).map((number) => itemOf(number + 8, { domain: 'A2' })),
    ];
    const { domains } = makeOutcome(
      inputOf(
        items,
        numbers(8).map((number) => answer(number, 'a')),
      ),
    );
    expect(domains).toEqual([
      { id: 'A2', name: 'Threat modelling', itemCount: 7, band: null, scaled: null },
      { id: 'A10', name: 'Tenth', itemCount: 8, band: 'above', scaled: { low: 800, high: 800 } },
    ]);
  });

  it.each<[number, string]>([
    [2, 'below'],
    [12, 'near'],
    [19, 'above'],
  ])('puts %i right of 20 in a domain %s the cut', (right, band) => {
    const items = numbers(20).map((number) => itemOf(number));
    const { domains } = makeOutcome(
      inputOf(
        items,
        numbers(right).map((number) => answer(number, 'a')),
      ),
    );
    expect(domains[0]?.band).toBe(band);
  });

  it('names the most frequent misconceptions, ties by the first question', () => {
    const items = numbers(5).map((number) => itemOf(number));
    const responses = [answer(1, 'c'), answer(2, 'b'), answer(3, 'b'), answer(4, 'c'), answer(5, 'a')];
    expect(makeOutcome(inputOf(items, responses)).misconceptions).toEqual([
      { id: 'stale-truth', text: 'Relying on an earlier version.', itemNumbers: [1, 4] },
      { id: 'wrong-layer', text: 'Choosing a control at the wrong layer.', itemNumbers: [2, 3] },
    ]);
  });

  it('shows time and verdict of each scored question, and time not measured as unknown', () => {
    const items = numbers(2).map((number) => itemOf(number));
    expect(makeOutcome(inputOf(items, [answer(2, 'a', 95)])).pacing).toEqual([
      { number: 1, secondsSpent: null, verdict: 'missed' },
      { number: 2, secondsSpent: 95, verdict: 'correct' },
    ]);
  });

  it('gives the same bytes each time, in whatever order the inputs come', () => {
    const drawn = fc.record({
      items: fc.array(
        fc.record({
          domain: fc.constantFrom('A1', 'A2', 'A10'),
          expectedDifficulty: fc.double({ min: 0, max: 1, noNaN: true }),
          source: fc.constantFrom('ATLAS', 'OWASP-LLM', 'UNKNOWN'),
          isPretest: fc.boolean(),
          id: fc.constantFrom('a', 'b', 'c', null),
        }),
        { minLength: 1, maxLength: 30 },
      ),
      seed: fc.integer(),
    });
    fc.assert(
      fc.property(drawn, ({ items: rows }) => {
        const items = rows.map(({ domain, expectedDifficulty, source, isPretest }, at) =>
          itemOf(at + 1, {
            domain,
            expectedDifficulty,
            isPretest,
            references: [{ source, version: '1', locator: 'x' }],
          }),
        );
        const responses = rows.flatMap(({ id }, at) => (id === null ? [] : [answer(at + 1, id)]));
        const input = inputOf(items, responses);
        const turned: OutcomeInput = {
          ...input,
          items: items.toReversed().map((item) => ({
            ...item,
            key: {
              ...item.key,
              variables: item.key.variables.map((variable) => ({
                ...variable,
                explanations: variable.explanations.toReversed(),
              })),
            },
          })),
          responses: responses.toReversed(),
          domains: input.domains.toReversed(),
          sources: input.sources.toReversed(),
        };
        const bytes = JSON.stringify(makeOutcome(input));
        expect(JSON.stringify(makeOutcome(input))).toBe(bytes);
        expect(JSON.stringify(makeOutcome(turned))).toBe(bytes);
      }),
    );
  });

  it('never lowers the raw score when one more response is right', () => {
    const picks = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(picks, fc.nat(), (ids, seed) => {
        const items = ids.map((_, at) => itemOf(at + 1));
        const changed = seed % ids.length;
        const before = makeOutcome(
          inputOf(
            items,
            ids.map((id, at) => answer(at + 1, id)),
          ),
        );
        const after = makeOutcome(
          inputOf(
            items,
            ids.map((id, at) => answer(at + 1, at === changed ? 'a' : id)),
          ),
        );
        expect(after.rawScore).toBeGreaterThanOrEqual(before.rawScore);
        expect(after.scaledScore).toBeGreaterThanOrEqual(before.scaledScore);
      }),
    );
  });
});
