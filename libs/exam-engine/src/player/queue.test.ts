import { CandidateForm } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { after, choose, chosen, formOf, fresh, partOf, stored } from '../../tests/sample-player.ts';
import type { PlayerEvent } from './events.ts';
import { notesIdOf } from './form.ts';
import {
  culpritsIn,
  leavingSaves,
  markAccepted,
  markRefused,
  markSent,
  markSuperseded,
  markUnsent,
  pendingSaves,
  refusedResponses,
  unsavedAnswers,
  unsavedResponses,
  waitingResponses,
} from './queue.ts';
import { createPlayer, entryFor, restoreLocal } from './state.ts';

describe('saving', () => {
  it('sends each changed question once, with its marks, under a growing revision', () => {
    const state = after(fresh(), choose('q1', 'a'), choose('q1', 'b'), {
      type: 'note',
      id: notesIdOf('sc'),
      text: 'egress?',
    });
    expect(pendingSaves(state)).toEqual([
      { itemId: 'q1', revision: 2, value: { RESPONSE: chosen('b') }, marks: {} },
      { itemId: 'stimulus:sc', revision: 1, value: null, marks: { note: 'egress?' } },
    ]);
  });

  it('does not send again what is on its way, but what changed since', () => {
    const first = after(fresh(), choose('q1', 'a'));
    const sent = markSent(first, pendingSaves(first));
    expect(pendingSaves(sent)).toEqual([]);
    expect(unsavedResponses(sent)).toHaveLength(1);
    const changed = after(sent, choose('q1', 'b'));
    expect(pendingSaves(changed).map(({ revision }) => revision)).toEqual([2]);
    const accepted = markAccepted(changed, [['q1', 1]]);
    expect(pendingSaves(accepted).map(({ revision }) => revision)).toEqual([2]);
    expect(unsavedResponses(markAccepted(accepted, [['q1', 2]]))).toEqual([]);
  });

  it('sends again what a lost reply left open', () => {
    const state = after(fresh(), choose('q1', 'a'));
    const lost = markUnsent(markSent(state, pendingSaves(state)));
    expect(pendingSaves(lost)).toEqual(pendingSaves(state));
  });

  it('knows answers that are not stored from flags and time spent that are not', () => {
    const saved = markAccepted(after(fresh(), choose('q1', 'a')), [['q1', 1]]);
    const marked = after(
      saved,
      { type: 'spend', itemId: 'q1', seconds: 9 },
      { type: 'flag', itemId: 'q2', isOn: true },
    );
    expect(unsavedResponses(marked)).toHaveLength(2);
    expect(unsavedAnswers(marked)).toEqual([]);
    expect(unsavedAnswers(after(marked, choose('q1', 'a')))).toMatchObject([{ itemId: 'q1', value: null }]);
  });

  it('adds up time spent, also on a question that locks behind', () => {
    const spend: PlayerEvent = { type: 'spend', itemId: 'q1', seconds: 12.8 };
    const state = after(fresh({ mayGoBack: false }), spend, { type: 'next' }, spend);
    expect(entryFor(state, 'q1').marks.secondsSpent).toBe(24);
    expect(after(state, { type: 'lockInput' }, spend).entries).toEqual(state.entries);
  });

  it('keeps a request within what the server takes', () => {
    const form = formOf();
    const [first] = form.items;
    const many = {
      ...form,
      items: Array.from({ length: 150 }, (_, at) => ({
        ...(first ?? {}),
        id: `q${String(at)}`,
        number: at + 1,
      })),
    };
    const wide = CandidateForm.parse(many);
    const flagged = after(
      createPlayer(wide, []),
      ...wide.items.map(({ id }): PlayerEvent => ({ type: 'flag', itemId: id, isOn: true })),
    );
    expect(pendingSaves(flagged)).toHaveLength(100);
    const long = after(
      flagged,
      ...wide.items.map(({ id }): PlayerEvent => ({ type: 'note', id, text: 'x'.repeat(4_000) })),
    );
    expect(new TextEncoder().encode(JSON.stringify(pendingSaves(long))).length).toBeLessThan(256_000);
    expect(pendingSaves(long).length).toBeGreaterThan(10);
    expect(new TextEncoder().encode(JSON.stringify(leavingSaves(long))).length).toBeLessThan(64_000);
    expect(leavingSaves(long).length).toBeGreaterThan(2);
  });
});

describe('what the server refuses for its content', () => {
  const two = () => after(fresh(), choose('q1', 'a'), choose('q2', 'b'));

  it('stays here, holds up nothing and waits again once it is changed', () => {
    const state = two();
    const [first, second] = pendingSaves(state);
    const aside = markRefused(state, first ? [first] : []);
    expect(refusedResponses(aside)).toEqual([first]);
    expect(pendingSaves(aside)).toEqual([second]);
    expect(waitingResponses(aside)).toEqual([second]);
    expect(leavingSaves(aside)).toEqual([second]);
    expect(unsavedResponses(aside)).toEqual([first, second]);

    const changed = after(aside, choose('q1', 'c'));
    expect(refusedResponses(changed)).toEqual([]);
    expect(pendingSaves(changed)).toMatchObject([{ itemId: 'q1', revision: 2 }, { itemId: 'q2' }]);
  });

  it('does not touch what was changed here while it was on its way', () => {
    const state = two();
    const carried = pendingSaves(state);
    const changed = markUnsent(after(markSent(state, carried), choose('q1', 'c')));
    expect(pendingSaves(markRefused(changed, carried))).toMatchObject([{ itemId: 'q1', revision: 2 }]);
  });

  it.each([
    ['by the id of its question', ['q2'], ['q2']],
    ['by its place in the request', ['responses.1.value.RESPONSE', 'epoch'], ['q2']],
    ['not by a place that begins alike', ['responses.10.value'], []],
    ['not at all', [], []],
  ])('is found where the refusal names it %s', (_, paths, found) => {
    expect(culpritsIn(pendingSaves(two()), paths).map(({ itemId }) => itemId)).toEqual(found);
  });

  it('is found where it was alone', () => {
    const alone = pendingSaves(two(), 1);
    expect(culpritsIn(alone, [])).toEqual(alone);
  });
});

describe('another device', () => {
  it('shows what it stored and keeps our answer as evidence', () => {
    const state = after(fresh(), choose('q1', 'a'));
    const superseded = markSuperseded(markSent(state, pendingSaves(state)), [
      ['q1', 4, { RESPONSE: chosen('c') }],
    ]);
    expect(entryFor(superseded, 'q1')).toMatchObject({
      value: { RESPONSE: chosen('c') },
      revision: 4,
      evidence: [{ revision: 1, value: { RESPONSE: chosen('a') } }],
    });
    expect(pendingSaves(superseded)).toEqual([]);
    expect(pendingSaves(after(superseded, choose('q1', 'b')))).toMatchObject([{ itemId: 'q1', revision: 5 }]);
  });

  it('does not overrule what was changed here under a higher revision', () => {
    const state = after(fresh(), choose('q1', 'a'), choose('q1', 'b'), choose('q1', 'd'));
    const superseded = markSuperseded(state, [['q1', 2, { RESPONSE: chosen('c') }]]);
    expect(pendingSaves(superseded)).toMatchObject([{ revision: 3, value: { RESPONSE: chosen('d') } }]);
  });

  it('continues counting where the stored responses end', () => {
    const state = after(
      createPlayer(formOf(), [stored('q1', 7, { RESPONSE: chosen('a') })]),
      choose('q1', 'b'),
    );
    expect(pendingSaves(state)).toMatchObject([{ itemId: 'q1', revision: 8 }]);
  });
});

describe('coming back after a reload', () => {
  const server = () => createPlayer(formOf(), [stored('q1', 3, { RESPONSE: chosen('a') })]);

  it('sends what this device kept under a higher revision, and keeps the other as evidence', () => {
    const state = restoreLocal(server(), [
      { itemId: 'q1', revision: 5, value: { RESPONSE: chosen('b') }, marks: { flagged: true } },
    ]);
    expect(pendingSaves(state)).toEqual([
      { itemId: 'q1', revision: 5, value: { RESPONSE: chosen('b') }, marks: { flagged: true } },
    ]);
    expect(entryFor(state, 'q1').evidence).toEqual([{ revision: 3, value: { RESPONSE: chosen('a') } }]);
  });

  it('leaves the server its higher revision, and keeps ours as evidence', () => {
    const state = restoreLocal(server(), [{ itemId: 'q1', revision: 2, value: { RESPONSE: chosen('b') } }]);
    expect(partOf(state, 'q1')).toEqual(chosen('a'));
    expect(entryFor(state, 'q1').evidence).toEqual([{ revision: 2, value: { RESPONSE: chosen('b') } }]);
    expect(pendingSaves(state)).toEqual([]);
  });

  it('makes nothing of what is equal or belongs to another form', () => {
    const state = restoreLocal(server(), [
      { itemId: 'q1', revision: 3, value: { RESPONSE: chosen('a') } },
      { itemId: 'elsewhere', revision: 9, value: null },
    ]);
    expect(state).toEqual(server());
  });
});
