import type { ResponsePart } from '@attest/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { R, after, choose, chosen, formOf, fresh, partOf, stored } from '../../tests/sample-player.ts';
import type { PlayerEvent } from './events.ts';
import { groupsOf, nextNumber, previousNumber } from './form.ts';
import { orderOf, selectedIn } from './parts.ts';
import { countsOf, createPlayer, entryFor, questionAt, questionList } from './state.ts';

describe('the form', () => {
  it('groups neighbouring questions by scenario', () => {
    expect(groupsOf(formOf())).toEqual([
      { section: null, stimulusId: 'sc', numbers: [1, 2] },
      { section: null, stimulusId: null, numbers: [3, 4] },
      { section: null, stimulusId: 'sd', numbers: [5, 6] },
    ]);
  });

  it('leads from question to question and ends', () => {
    expect([
      nextNumber(formOf(), 2),
      nextNumber(formOf(), 6),
      previousNumber(formOf(), 3),
      previousNumber(formOf(), 1),
    ]).toEqual([3, null, 2, null]);
  });
});

describe('choosing', () => {
  it('moves a single choice, and clears it when pressed again', () => {
    const moved = after(fresh(), choose('q1', 'a'), choose('q1', 'b'));
    expect(partOf(moved, 'q1')).toEqual(chosen('b'));
    expect(entryFor(after(moved, choose('q1', 'b')), 'q1').value).toBeNull();
  });

  it('refuses a third choice of two and swaps nothing', () => {
    const full = after(fresh(), choose('q2', 'a'), choose('q2', 'c'));
    const refused = after(full, choose('q2', 'd'));
    expect(refused.refusal).toEqual({ reason: 'too-many-choices', itemId: 'q2', maxChoices: 2 });
    expect(refused.entries).toEqual(full.entries);
    expect(after(refused, choose('q2', 'a')).refusal).toBeNull();
  });

  it('refuses a whole answer with too many choices, and one of another kind changes nothing', () => {
    const answer = (part: ResponsePart): PlayerEvent => ({ type: 'answer', itemId: 'q2', ...R, part });
    expect(after(fresh(), answer(chosen('a', 'b', 'c'))).refusal).toMatchObject({
      reason: 'too-many-choices',
    });
    expect(after(fresh(), answer({ kind: 'text', text: 'a' })).entries).toEqual(fresh().entries);
  });

  it('clears a chosen option that is ruled out', () => {
    const state = after(fresh(), choose('q1', 'a'), { type: 'ruleOut', itemId: 'q1', optionId: 'a' });
    expect(entryFor(state, 'q1')).toMatchObject({ value: null, marks: { ruledOut: ['a'] } });
  });

  it('restores a ruled-out option that is chosen', () => {
    const state = after(
      fresh(),
      { type: 'ruleOut', itemId: 'q1', optionId: 'a' },
      { type: 'ruleOut', itemId: 'q1', optionId: 'b' },
      choose('q1', 'a'),
    );
    expect(entryFor(state, 'q1')).toMatchObject({
      value: { RESPONSE: chosen('a') },
      marks: { ruledOut: ['b'] },
    });
    expect(
      entryFor(after(state, { type: 'restore', itemId: 'q1', optionId: 'b' }), 'q1').marks.ruledOut,
    ).toEqual([]);
  });

  it('never holds an option both chosen and ruled out, nor more choices than allowed', () => {
    const place = { itemId: fc.constantFrom('q1', 'q2'), optionId: fc.constantFrom('a', 'b', 'c', 'd') };
    const event: fc.Arbitrary<PlayerEvent> = fc.oneof(
      fc.record({ type: fc.constant('choose'), responseVariable: fc.constant('RESPONSE'), ...place }),
      fc.record({ type: fc.constant('ruleOut'), ...place }),
      fc.record({ type: fc.constant('restore'), ...place }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        const state = after(fresh(), ...events);
        for (const [itemId, most] of [
          ['q1', 1],
          ['q2', 2],
        ] as const) {
          const selected = selectedIn(partOf(state, itemId));
          const ruledOut = entryFor(state, itemId).marks.ruledOut ?? [];
          expect(selected.filter((id) => ruledOut.includes(id))).toEqual([]);
          expect(selected.length).toBeLessThanOrEqual(most);
          expect(new Set(ruledOut).size).toBe(ruledOut.length);
        }
      }),
    );
  });
});

describe('ordering and matching', () => {
  const move = (stepId: string, to: number): PlayerEvent => ({
    type: 'moveStep',
    itemId: 'q3',
    ...R,
    stepId,
    to,
  });
  const pair = (left: string, right: string | null): PlayerEvent => ({
    type: 'pair',
    itemId: 'q4',
    ...R,
    left,
    right,
  });

  it('starts from the order on screen and moves one step', () => {
    const state = after(fresh(), move('z', 0));
    expect(partOf(state, 'q3')).toEqual({ kind: 'order', order: ['z', 'x', 'y'] });
    expect(partOf(after(state, move('z', 9)), 'q3')).toEqual({ kind: 'order', order: ['x', 'y', 'z'] });
    const [order] = formOf().items[2]?.interactions ?? [];
    expect(order && orderOf(order, null)).toEqual(['x', 'y', 'z']);
  });

  it('joins, changes and clears a premise', () => {
    const joined = after(fresh(), pair('p', 'm'), pair('q', 'n'), pair('p', 'o'));
    expect(partOf(joined, 'q4')).toEqual({
      kind: 'match',
      pairs: [
        ['q', 'n'],
        ['p', 'o'],
      ],
    });
    expect(entryFor(after(joined, pair('p', null), pair('q', null)), 'q4').value).toBeNull();
  });

  it('does not take a choice from another premise', () => {
    const state = after(fresh(), pair('p', 'm'), pair('q', 'm'));
    expect(state.refusal).toEqual({ reason: 'choice-used', itemId: 'q4' });
    expect(partOf(state, 'q4')).toEqual({ kind: 'match', pairs: [['p', 'm']] });
  });
});

describe('the question list', () => {
  it('tells not seen, seen, partly and fully answered', () => {
    const state = after(fresh(), choose('q1', 'a'), { type: 'next' }, choose('q2', 'a'), { type: 'next' });
    expect(questionList(state).map((question) => question.state)).toEqual([
      'answered',
      'partly',
      'seen',
      'not-seen',
      'not-seen',
      'not-seen',
    ]);
    expect(countsOf(state)).toEqual({
      total: 6,
      answered: 1,
      partly: 1,
      unanswered: 4,
      notSeen: 3,
      flagged: 0,
      unsure: 0,
    });
  });

  it('counts one span of many as an answer, and blanks as none', () => {
    const text = (entered: string): PlayerEvent => ({
      type: 'answer',
      itemId: 'q6',
      ...R,
      part: { kind: 'text', text: entered },
    });
    const state = after(fresh(), choose('q5', 's'), text('   '));
    expect([questionAt(state, 5)?.answer, questionAt(state, 6)?.answer]).toEqual(['answered', 'none']);
    expect(questionAt(after(state, text('egress')), 6)?.answer).toBe('answered');
  });

  it('shows flags and doubts on top, and which question is on screen', () => {
    const state = after(
      fresh(),
      { type: 'flag', itemId: 'q2', isOn: true },
      { type: 'unsure', itemId: 'q2', isOn: true },
      { type: 'goTo', number: 2 },
    );
    expect(questionAt(state, 2)).toMatchObject({ isFlagged: true, isUnsure: true, isCurrent: true });
    expect(questionAt(after(state, { type: 'flag', itemId: 'q2', isOn: false }), 2)?.isFlagged).toBe(false);
    expect(questionAt(state, 7)).toBeNull();
  });
});

describe('moving', () => {
  it('stays at the ends and ignores numbers outside the form', () => {
    expect(after(fresh(), { type: 'previous' }).current).toBe(1);
    expect(after(fresh(), { type: 'goTo', number: 6 }, { type: 'next' }).current).toBe(6);
    expect(after(fresh(), { type: 'goTo', number: 99 }).current).toBe(1);
  });

  it('locks what lies behind on a one-way form', () => {
    const state = after(fresh({ mayGoBack: false }), choose('q1', 'a'), { type: 'goTo', number: 3 });
    expect(questionList(state).map((question) => question.state)).toEqual([
      'locked',
      'locked',
      'seen',
      'not-seen',
      'not-seen',
      'not-seen',
    ]);
    expect(after(state, { type: 'previous' })).toMatchObject({
      current: 3,
      refusal: { reason: 'no-way-back' },
    });
    expect(after(state, choose('q1', 'b')).refusal).toEqual({ reason: 'locked', itemId: 'q1' });
    expect(questionAt(state, 1)?.answer).toBe('answered');
  });

  it('comes back as far as a one-way form got, and to the first question otherwise', () => {
    const responses = [stored('q1', 2, { RESPONSE: chosen('a') }), stored('q4', 1, null)];
    expect(createPlayer(formOf({ mayGoBack: false }), responses).current).toBe(4);
    expect(createPlayer(formOf(), responses).current).toBe(1);
  });

  it('takes no input once time is up, but still shows every question', () => {
    const state = after(fresh(), { type: 'lockInput' }, choose('q1', 'a'), { type: 'goTo', number: 2 });
    expect(entryFor(state, 'q1').value).toBeNull();
    expect(state.current).toBe(2);
    expect(after(state, { type: 'unlockInput' }, choose('q1', 'a')).refusal).toBeNull();
  });

  it('locks a single question whose key was revealed', () => {
    const state = after(fresh(), { type: 'lockItem', itemId: 'q1' }, choose('q1', 'a'));
    expect(state.refusal).toEqual({ reason: 'locked', itemId: 'q1' });
    expect(after(state, choose('q2', 'a')).refusal).toBeNull();
  });
});
