import type { ResponseValue, SavedResponse } from '@attest/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptResponse, applySave, collapseSaves } from './responses.ts';
import type { ResponseEntry, Save, SessionWithResponses } from './responses.ts';

const at = (time: string) => new Date(`2026-11-22T${time}.000Z`);
const chosen = (id: string): ResponseValue => ({ RESPONSE: { kind: 'choice', selected: [id] } });

const entry = (revision: number, id: string | null, epoch = 1): ResponseEntry => ({
  itemId: 'q1',
  revision,
  epoch,
  value: id === null ? null : chosen(id),
  marks: {},
});

const session: SessionWithResponses = {
  status: 'active',
  epoch: 1,
  startedAt: at('09:00:00'),
  deadline: at('10:00:00'),
  closedAt: null,
  closedBy: null,
  closing: 0,
  pausedFor: null,
  pausedAt: null,
  pausedUntil: null,
  pauseReason: null,
  openSection: null,
  durationSeconds: 3600,
  graceSeconds: 30,
  responses: new Map(),
  numberOf: (itemId) => (itemId.startsWith('stimulus:') ? -1 : Number(itemId.slice(1))),
};

describe('acceptResponse', () => {
  it.each<[string, ResponseEntry | null, ResponseEntry, object]>([
    ['the first response', null, entry(1, 'a'), { accepted: true, isStored: true }],
    ['a higher revision', entry(1, 'a'), entry(2, 'b'), { accepted: true, isStored: true }],
    [
      'a higher revision from another holder',
      entry(1, 'a', 1),
      entry(2, 'b', 2),
      { accepted: true, isStored: true },
    ],
    ['a repeat', entry(2, 'a'), entry(2, 'a'), { accepted: true, isStored: false }],
    ['a repeat of a cleared response', entry(2, null), entry(2, null), { accepted: true, isStored: false }],
    ['a repeat by another holder', entry(2, 'a', 1), entry(2, 'a', 2), { accepted: true, isStored: false }],
    ['a reordering', entry(3, 'b'), entry(2, 'a'), { accepted: true, isStored: false }],
  ])('accepts %s', (_, stored, incoming, verdict) => {
    expect(acceptResponse(stored, incoming)).toEqual(verdict);
  });

  it.each<[string, ResponseEntry, ResponseEntry]>([
    ['another value under the same revision', entry(2, 'b'), entry(2, 'a')],
    ['a lower revision from another holder', entry(3, 'b', 2), entry(2, 'a', 1)],
    ['a lower revision from a later holder', entry(3, 'b', 1), entry(2, 'b', 2)],
  ])('supersedes %s and tells what is stored', (_, stored, incoming) => {
    expect(acceptResponse(stored, incoming)).toEqual({
      accepted: false,
      storedRevision: stored.revision,
      storedValue: chosen('b'),
    });
  });

  it('compares values as JSON: members in any order, lists in order', () => {
    const blanks = (value: Record<string, string>): ResponseEntry => ({
      ...entry(1, null),
      value: { RESPONSE: { kind: 'inline', blanks: value } },
    });
    const order = (...ids: string[]): ResponseEntry => ({
      ...entry(1, null),
      value: { RESPONSE: { kind: 'order', order: ids } },
    });
    expect(acceptResponse(blanks({ a: 'x', b: 'y' }), blanks({ b: 'y', a: 'x' })).accepted).toBe(true);
    expect(acceptResponse(order('x', 'y'), order('y', 'x')).accepted).toBe(false);
  });

  it('does not let marks decide', () => {
    const marked = { ...entry(1, 'a'), marks: { flagged: true } };
    expect(acceptResponse(entry(1, 'a'), marked)).toEqual({ accepted: true, isStored: false });
  });
});

describe('applySave', () => {
  const save = (...responses: SavedResponse[]): Save => ({ epoch: 1, responses });
  const response = (itemId: string, revision: number, id: string): SavedResponse => ({
    itemId,
    revision,
    value: chosen(id),
  });

  it('stores values with their marks and tells each item and revision', () => {
    const verdict = applySave(
      session,
      save({ ...response('q1', 1, 'a'), marks: { flagged: true, secondsSpent: 12 } }, response('q2', 4, 'b')),
      at('09:10:00'),
    );
    expect(verdict).toMatchObject({
      accepted: true,
      acceptedResponses: [
        ['q1', 1],
        ['q2', 4],
      ],
      superseded: [],
    });
    expect(verdict.accepted && [...verdict.session.responses.values()]).toEqual([
      { itemId: 'q1', revision: 1, epoch: 1, value: chosen('a'), marks: { flagged: true, secondsSpent: 12 } },
      { itemId: 'q2', revision: 4, epoch: 1, value: chosen('b'), marks: {} },
    ]);
  });

  it('tells what supersedes one response and stores its neighbours', () => {
    const before = { ...session, responses: new Map([['q1', { ...entry(5, 'z'), epoch: 0 }]]) };
    const verdict = applySave(before, save(response('q1', 2, 'a'), response('q2', 1, 'b')), at('09:10:00'));
    expect(verdict).toMatchObject({
      acceptedResponses: [['q2', 1]],
      superseded: [['q1', 5, chosen('z')]],
    });
  });

  it.each([
    ['in the last instant of the grace', {}, 1, '10:00:30', null],
    ['one second later', {}, 1, '10:00:31', 'response-after-deadline'],
    ['on a study session without deadline', { deadline: null }, 1, '23:00:00', null],
    ['with an older epoch', { epoch: 2 }, 1, '09:10:00', 'session-continued-elsewhere'],
    ['with an epoch never given out', {}, 9, '09:10:00', 'session-continued-elsewhere'],
    ['before the start', { status: 'ready', deadline: null }, 1, '08:00:00', 'session-not-active'],
    ['while paused', { status: 'paused' }, 1, '09:10:00', 'session-not-active'],
    ['after the submit', { status: 'submitted' }, 1, '09:10:00', 'session-not-active'],
    ['after the sweep closed it', { status: 'expired' }, 1, '10:01:00', 'response-after-deadline'],
  ] as const)('decides a save %s', (_, change, epoch, time, reason) => {
    const before: SessionWithResponses = { ...session, ...change };
    const verdict = applySave(before, { epoch, responses: [response('q1', 1, 'a')] }, at(time));
    expect(verdict.accepted ? null : verdict.reason).toBe(reason);
  });

  const drawn = fc.array(
    fc.record({
      itemId: fc.constantFrom('q1', 'q2', 'q3'),
      revision: fc.integer({ min: 1, max: 6 }),
      id: fc.constantFrom('a', 'b', null),
    }),
    { minLength: 1, maxLength: 12 },
  );
  /** One holder counts strictly: the same item and revision always carry the same value. */
  const honest = drawn.map((rows) =>
    rows.map(({ itemId, revision }): SavedResponse => ({
      itemId,
      revision,
      value: chosen(`${itemId}-${String(revision)}`),
    })),
  );
  const histories = fc.array(
    fc.record({
      epoch: fc.integer({ min: 1, max: 3 }),
      rows: drawn,
    }),
    { maxLength: 8 },
  );

  it('ends with the highest revision of each item, however saves are doubled and reordered', () => {
    const disordered = honest.chain((responses) => {
      const twice = [...responses, ...responses];
      return fc.shuffledSubarray(twice, { minLength: twice.length });
    });
    fc.assert(
      fc.property(disordered, (responses) => {
        const end = responses.reduce((state, each) => {
          const verdict = applySave(state, save(each), at('09:10:00'));
          expect(verdict).toMatchObject({ accepted: true, superseded: [] });
          return verdict.accepted ? verdict.session : state;
        }, session);
        const highest = collapseSaves(responses).map(({ itemId, revision }) => [itemId, revision]);
        expect([...end.responses.values()].map(({ itemId, revision }) => [itemId, revision])).toEqual(
          highest,
        );
      }),
    );
  });

  it('keeps every promise: an accepted revision stays stored, at least that high, equal if as high', () => {
    fc.assert(
      fc.property(histories, (history) => {
        let state: SessionWithResponses = session;
        const promised: SavedResponse[] = [];
        for (const { epoch, rows } of history) {
          state = { ...state, epoch: Math.max(state.epoch, epoch) };
          const responses = rows.map(({ itemId, revision, id }) => ({
            itemId,
            revision,
            value: id === null ? null : chosen(id),
          }));
          const verdict = applySave(state, { epoch, responses }, at('09:10:00'));
          if (!verdict.accepted) continue;
          state = verdict.session;
          const acknowledged = new Map(verdict.acceptedResponses);
          promised.push(...collapseSaves(responses).filter(({ itemId }) => acknowledged.has(itemId)));
        }
        for (const { itemId, revision, value } of promised) {
          const stored = state.responses.get(itemId);
          expect(stored?.revision).toBeGreaterThanOrEqual(revision);
          expect(stored?.revision === revision ? stored.value : value).toEqual(value);
        }
      }),
    );
  });

  it('comes to the same end whether a request is sent whole or response by response', () => {
    fc.assert(
      fc.property(honest, (responses) => {
        const whole = applySave(session, save(...responses), at('09:10:00'));
        const single = responses.reduce((state, each) => {
          const verdict = applySave(state, save(each), at('09:10:00'));
          return verdict.accepted ? verdict.session : state;
        }, session);
        expect(whole.accepted && whole.session.responses).toEqual(single.responses);
      }),
    );
  });
});

describe('collapseSaves', () => {
  it('keeps the highest revision of each row, and the first of equals', () => {
    const saves = [
      { session: 's1', itemId: 'q1', revision: 1, value: 'old' },
      { session: 's1', itemId: 'q1', revision: 3, value: 'new' },
      { session: 's1', itemId: 'q1', revision: 3, value: 'late' },
      { session: 's2', itemId: 'q1', revision: 2, value: 'other' },
    ];
    expect(
      collapseSaves(saves, ({ session: id, itemId }) => `${id} ${itemId}`).map(({ value }) => value),
    ).toEqual(['new', 'other']);
  });
});
