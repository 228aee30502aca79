import { describe, expect, it } from 'vitest';
import { after, choose, chosen, formOf, fresh, stored } from '../../tests/sample-player.ts';
import { anchorOf, countedFrom, estimateFrom, isProven, observeClock, serverNow } from './clock.ts';
import { changedEntries, mergeKept, restorePlayer, type KeptEntry } from './kept.ts';
import { observedIn } from './observed.ts';
import { markAccepted, markSent, pendingSaves, unsavedResponses } from './queue.ts';
import { createPlayer, entryFor, questionAt, type PlayerState } from './state.ts';

const idsOf = (kept: readonly KeptEntry[]) => kept.map(([id]) => id);
/** What a device reads back is a copy. */
const throughDevice = (state: PlayerState): KeptEntry[] => structuredClone(changedEntries(null, state));

describe('what a device keeps', () => {
  it('is everything at first, then what changed', () => {
    const state = fresh();
    expect(idsOf(changedEntries(null, state))).toEqual(Object.keys(state.entries));
    const changed = after(state, choose('q1', 'a'));
    expect(idsOf(changedEntries(state, changed))).toEqual(['q1']);
    expect(idsOf(changedEntries(changed, after(changed, { type: 'next' })))).toEqual(['q2']);
    expect(changedEntries(changed, changed)).toEqual([]);
    expect(changedEntries(changed, markSent(changed, pendingSaves(changed)))).toEqual([]);
  });
});

describe('an exam that comes back without the server', () => {
  it('stands where it was left, with answers, flags and revisions', () => {
    const left = after(
      fresh(),
      choose('q1', 'a'),
      choose('q1', 'b'),
      { type: 'flag', itemId: 'q1', isOn: true },
      { type: 'goTo', number: 3 },
    );
    const back = restorePlayer(formOf(), throughDevice(left), left.current);
    expect(back).toEqual(left);
    expect(pendingSaves(after(back, choose('q1', 'c')))).toMatchObject([{ itemId: 'q1', revision: 4 }]);
  });

  it('sends again what was under way', () => {
    const state = after(fresh(), choose('q1', 'a'));
    const sent = markSent(state, pendingSaves(state));
    expect(pendingSaves(restorePlayer(formOf(), throughDevice(sent), 1))).toEqual(pendingSaves(state));
  });

  it('makes nothing of what belongs to another form or is no number of it', () => {
    const [, entry] = throughDevice(fresh())[0] ?? [];
    const foreign: KeptEntry[] = entry === undefined ? [] : [['elsewhere', entry]];
    expect(restorePlayer(formOf(), foreign, 99)).toEqual(createPlayer(formOf(), []));
  });

  it('does not go back on a one-way form', () => {
    const oneWay = formOf({ mayGoBack: false });
    const left = after(createPlayer(oneWay, []), { type: 'next' }, { type: 'next' });
    const back = restorePlayer(oneWay, throughDevice(left), 1);
    expect(questionAt(back, 2)?.state).toBe('locked');
  });
});

describe('an exam that comes back with the server', () => {
  it('sends what only this device had, and knows what was seen', () => {
    const left = after(fresh(), choose('q1', 'a'), { type: 'next' }, { type: 'next' });
    const server = createPlayer(formOf(), []);
    const back = mergeKept(server, throughDevice(left), 3);
    expect(back.current).toBe(3);
    expect(questionAt(back, 2)?.state).toBe('seen');
    expect(unsavedResponses(back)).toEqual(unsavedResponses(left));
  });

  it('leaves to the server what it has, however old the copy on this device', () => {
    const saved = markAccepted(after(fresh(), choose('q1', 'a')), [['q1', 1]]);
    const server = createPlayer(formOf(), [stored('q1', 5, { RESPONSE: chosen('c') })]);
    const back = mergeKept(server, throughDevice(saved), null);
    expect(entryFor(back, 'q1').value).toEqual({ RESPONSE: chosen('c') });
    expect(unsavedResponses(back)).toEqual([]);
  });
});

describe('the clock of a page that comes back', () => {
  const noon = Date.parse('2026-11-22T12:00:00.000Z');
  const estimate = observeClock(null, {
    sentAtMs: 100,
    receivedAtMs: 300,
    serverTime: new Date(noon).toISOString(),
  });

  it('goes on by the device’s own clock until the server is heard', () => {
    const anchor = anchorOf(estimate, 1_200, 5_000_000);
    const again = estimateFrom(anchor, 50, 5_060_000);
    expect(serverNow(again, 50)).toBe(noon + 61_000);
    expect([isProven(estimate), isProven(again)]).toEqual([true, false]);
    const sample = { sentAtMs: 60, receivedAtMs: 9_060, serverTime: new Date(noon + 5_000).toISOString() };
    expect(serverNow(observeClock(again, sample), 4_560)).toBe(noon + 5_000);
  });

  it('does not run backwards with a clock that was set back', () => {
    const again = estimateFrom(anchorOf(estimate, 1_200, 5_000_000), 0, 4_000_000);
    expect(serverNow(again, 0)).toBe(noon + 1_000);
  });

  it('stands during a pause', () => {
    expect(countedFrom('2026-11-22T12:00:00.000Z', noon + 60_000)).toBe(noon);
    expect(countedFrom(null, noon + 60_000)).toBe(noon + 60_000);
  });
});

describe('what is observed', () => {
  it('is a question that came on screen and a flag that changed, and no answer', () => {
    const state = fresh();
    const flagged = after(state, { type: 'flag', itemId: 'q1', isOn: true });
    expect(observedIn(state, flagged)).toEqual([{ kind: 'flagged', itemId: 'q1' }]);
    expect(observedIn(flagged, after(flagged, { type: 'flag', itemId: 'q1', isOn: false }))).toEqual([
      { kind: 'unflagged', itemId: 'q1' },
    ]);
    expect(observedIn(state, after(state, { type: 'next' }))).toEqual([{ kind: 'item-seen', itemId: 'q2' }]);
    expect(observedIn(state, after(state, choose('q1', 'a')))).toEqual([]);
  });
});
