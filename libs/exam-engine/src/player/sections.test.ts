import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { after, choose, chosen, formOf, fresh, partOf } from '../../tests/sample-player.ts';
import type { PlayerEvent } from './events.ts';
import { groupsOf } from './form.ts';
import { sectionIndexAt, sectionsOf } from './sections.ts';
import { createPlayer, entryFor, questionList, type PlayerState } from './state.ts';

const inTwo = {
  mayGoBack: false,
  sections: [
    { title: 'Knowledge', itemCount: 2 },
    { title: 'Judgement', itemCount: 4 },
  ],
};
const openNext: PlayerEvent = { type: 'openSection' };
const goTo = (number: number): PlayerEvent => ({ type: 'goTo', number });

/** What another device gets: only what was given to the server. */
function resumed(state: PlayerState): PlayerState {
  const stored = Object.entries(state.entries)
    .filter(([, { revision }]) => revision > 0)
    .map(([itemId, { revision, value, marks }]) => ({ itemId, revision, value, marks }));
  return createPlayer(state.form, stored);
}

describe('a form in one-way sections', () => {
  it('divides its questions in order', () => {
    expect(sectionsOf(formOf(inTwo)).map(({ numbers }) => numbers)).toEqual([
      [1, 2],
      [3, 4, 5, 6],
    ]);
    expect(sectionsOf(formOf())).toEqual([]);
    const cut = [3, 3].map((itemCount) => ({ title: 'Part', itemCount }));
    expect(groupsOf(formOf({ sections: cut })).map(({ section, numbers }) => [section, numbers])).toEqual([
      [0, [1, 2]],
      [0, [3]],
      [1, [4]],
      [1, [5, 6]],
    ]);
  });

  it('moves freely inside a section and opens the next one only when asked to', () => {
    const state = after(fresh(inTwo), goTo(2), choose('q2', 'a'), goTo(1), choose('q1', 'b'));
    expect(state).toMatchObject({ current: 1, refusal: null });
    expect(after(state, goTo(3))).toMatchObject({ current: 1, refusal: { reason: 'section-not-open' } });
    expect(after(state, goTo(2), { type: 'next' }).current).toBe(2);
    expect(after(state, openNext).current).toBe(3);
  });

  it('never opens a section again', () => {
    const state = after(fresh(inTwo), choose('q1', 'a'), openNext);
    expect(after(state, goTo(2))).toMatchObject({ current: 3, refusal: { reason: 'no-way-back' } });
    expect(after(state, { type: 'previous' }).current).toBe(3);
    expect(partOf(after(state, choose('q1', 'b')), 'q1')).toEqual(chosen('a'));
    expect(questionList(state).map((question) => question.state)).toEqual([
      'locked',
      'locked',
      'seen',
      'not-seen',
      'not-seen',
      'not-seen',
    ]);
  });

  it('shows what opens later as such', () => {
    expect(questionList(fresh(inTwo)).map((question) => question.state)).toEqual([
      'seen',
      'not-seen',
      'later',
      'later',
      'later',
      'later',
    ]);
  });

  it('stays where it is while input is closed', () => {
    expect(after(fresh(inTwo), { type: 'lockInput' }, openNext).current).toBe(1);
  });

  it('goes question by question where it has no sections, also on another device', () => {
    const state = after(fresh({ mayGoBack: false }), { type: 'next' }, { type: 'next' });
    expect(resumed(state).current).toBe(3);
    expect(after(state, openNext).current).toBe(3);
  });

  it('never goes back to a section, changes nothing in it, and opens on another device where it was left', () => {
    const number = fc.integer({ min: 1, max: 6 });
    const itemId = fc.constantFrom('q1', 'q2');
    const event: fc.Arbitrary<PlayerEvent> = fc.oneof(
      number.map(goTo),
      fc.constant<PlayerEvent>({ type: 'next' }),
      fc.constant<PlayerEvent>({ type: 'previous' }),
      fc.constant(openNext),
      fc.record({
        type: fc.constant('choose'),
        responseVariable: fc.constant('RESPONSE'),
        itemId,
        optionId: fc.constantFrom('a', 'b'),
      }),
      itemId.map((id): PlayerEvent => ({ type: 'note', id, text: 'n' })),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        let state = fresh(inTwo);
        for (const each of events) {
          const before = state;
          state = after(before, each);
          const sectionOf = (at: PlayerState) => sectionIndexAt(at.form, at.current) ?? -1;
          expect(sectionOf(state)).toBeGreaterThanOrEqual(sectionOf(before));
          expect(sectionOf(resumed(state))).toBe(sectionOf(state));
          if (sectionOf(before) === 1) {
            for (const id of ['q1', 'q2']) expect(entryFor(state, id)).toEqual(entryFor(before, id));
          }
        }
      }),
    );
  });
});
