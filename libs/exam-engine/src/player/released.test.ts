import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { after, choose, formOf } from '../../tests/sample-player.ts';
import type { PlayerEvent } from './events.ts';
import { groupsOf } from './form.ts';
import { changedEntries, restorePlayer } from './kept.ts';
import { pendingSaves } from './queue.ts';
import { withReleased } from './released.ts';
import { nextSectionAt, numbersOf, openFrom, sectionsOf } from './sections.ts';
import { countsOf, createPlayer, entryFor, questionList, type PlayerState } from './state.ts';

const sections = [
  { title: 'Knowledge', itemCount: 2 },
  { title: 'Judgement', itemCount: 4 },
];
const whole = formOf({ mayGoBack: false, sections });
const contentOf = (from: number, to: number) => {
  const items = whole.items.filter(({ number }) => number >= from && number <= to);
  const stimuli = whole.stimuli.filter(({ id }) => items.some(({ stimulusId }) => stimulusId === id));
  return { items, stimuli };
};
const firstOnly = { ...whole, openSection: 0, ...contentOf(1, 2) };
const begun = createPlayer(firstOnly, []);
const released = (state: PlayerState) => withReleased(state, { section: 1, ...contentOf(3, 6) });
const openNext: PlayerEvent = { type: 'openSection' };
const states = (state: PlayerState) => questionList(state).map((question) => question.state);

describe('a form of which only the first section is here', () => {
  it('knows the rest by its numbers', () => {
    expect(numbersOf(firstOnly)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(sectionsOf(firstOnly).map(({ numbers }) => numbers)).toEqual([
      [1, 2],
      [3, 4, 5, 6],
    ]);
    expect(groupsOf(firstOnly).at(-1)).toMatchObject({ section: 1, numbers: [3, 4, 5, 6], isLater: true });
    expect(states(begun)).toEqual(['seen', 'not-seen', 'later', 'later', 'later', 'later']);
    expect(countsOf(begun)).toMatchObject({ total: 6, unanswered: 6, notSeen: 5 });
    expect(nextSectionAt(firstOnly, 2)).toBe(3);
    expect(openFrom(firstOnly, 1)).toEqual({ first: 1, last: 2 });
  });

  it('goes nowhere without the server', () => {
    expect(after(begun, { type: 'goTo', number: 3 })).toMatchObject({
      current: 1,
      refusal: { reason: 'section-not-open' },
    });
    expect(after(begun, openNext).current).toBe(1);
    expect(after(begun, { type: 'goTo', number: 7 })).toBe(begun);
  });
});

describe('a section that the server released', () => {
  it('is shown only once it is gone to, and closes the one before', () => {
    const here = released(after(begun, choose('q1', 'a')));
    expect(here).toMatchObject({ current: 1, form: { openSection: 1 } });
    const there = after(here, openNext);
    expect(there.current).toBe(3);
    expect(states(there)).toEqual(['locked', 'locked', 'seen', 'not-seen', 'not-seen', 'not-seen']);
    expect(there.form.stimuli.map(({ id }) => id)).toEqual(['sc', 'sd']);
  });

  it('comes twice without harm', () => {
    const once = released(begun);
    expect(released(once)).toEqual(once);
  });

  it('leaves nothing to send of the one before, neither time nor a mark', () => {
    const there = after(released(begun), openNext);
    const spent = after(there, { type: 'spend', itemId: 'q1', seconds: 9 }, choose('q1', 'a'));
    expect(pendingSaves(spent)).toEqual([]);
    expect(entryFor(spent, 'q1').value).toBeNull();
  });

  it('opens on another device, and from what this one kept, wherever the exam was left', () => {
    const form = released(begun).form;
    expect(createPlayer(form, []).current).toBe(3);
    const left = after(released(begun), openNext, { type: 'goTo', number: 5 });
    expect(restorePlayer(form, changedEntries(null, left), 5).current).toBe(5);
    expect(restorePlayer(form, changedEntries(null, left), 2).current).toBe(3);
  });

  it('lets nobody leave it, whatever is asked for', () => {
    const event = fc.oneof(
      fc.integer({ min: 0, max: 8 }).map((number): PlayerEvent => ({ type: 'goTo', number })),
      fc.constantFrom<PlayerEvent>(openNext, { type: 'next' }, { type: 'previous' }),
    );
    fc.assert(
      fc.property(fc.boolean(), fc.array(event), (isOpened, events) => {
        const from = isOpened ? after(released(begun), openNext) : begun;
        const { first, last } = openFrom(from.form, from.current);
        for (const state of events.map((_, at) => after(from, ...events.slice(0, at + 1)))) {
          expect(state.current).toBeGreaterThanOrEqual(first);
          expect(state.current).toBeLessThanOrEqual(last);
        }
      }),
    );
  });
});
