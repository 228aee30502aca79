import type { SavedResponse } from '@attest/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formOf } from '../tests/sample-player.ts';
import { applySave, judgeKnown, type SessionWithResponses } from './responses.ts';
import {
  firstSection,
  isInOpenSection,
  openNextSection,
  releasedForm,
  sectionContent,
  sectionRanges,
} from './session-sections.ts';
import type { SectionRange, SessionState } from './session-states.ts';

const sections = [2, 1, 3].map((itemCount, at) => ({ title: `Part ${String(at + 1)}`, itemCount }));
const oneWay = { mayGoBack: false, sections };
const ranges = sectionRanges(sections);
const now = new Date('2026-11-22T09:10:00.000Z');

const inSection = (openSection: SectionRange | null): SessionWithResponses => ({
  status: 'active',
  epoch: 2,
  startedAt: new Date('2026-11-22T09:00:00.000Z'),
  deadline: new Date('2026-11-22T10:00:00.000Z'),
  closedAt: null,
  closedBy: null,
  closing: 0,
  pausedFor: null,
  pausedAt: null,
  pausedUntil: null,
  pauseReason: null,
  durationSeconds: 3600,
  graceSeconds: 30,
  openSection,
  responses: new Map(),
  numberOf: (itemId) => Number(itemId.slice(1)),
});
const begun = inSection(firstSection(oneWay));
const response = (itemId: string, revision: number, id = 'a'): SavedResponse => ({
  itemId,
  revision,
  value: { RESPONSE: { kind: 'choice', selected: [id] } },
  marks: {},
});

describe('the open section', () => {
  it('is the first one of a form that never goes back, and none of any other', () => {
    expect(firstSection(oneWay)).toEqual({ section: 0, from: 1, to: 2 });
    expect(firstSection({ mayGoBack: true, sections })).toBeNull();
    expect(firstSection({ mayGoBack: false, sections: [] })).toBeNull();
    expect(ranges).toEqual([
      { section: 0, from: 1, to: 2 },
      { section: 1, from: 3, to: 3 },
      { section: 2, from: 4, to: 6 },
    ]);
  });

  it('takes answers to its items and notes on scenarios', () => {
    const session = { openSection: { section: 1, from: 3, to: 3 } };
    expect([-1, 2, 3, 4].map((itemNo) => isInOpenSection(session, itemNo))).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect(isInOpenSection({ openSection: null }, 99)).toBe(true);
  });

  it('keeps a whole request from being stored that holds anything else', () => {
    const save = (...ids: string[]) =>
      applySave(begun, { epoch: 2, responses: ids.map((id) => response(id, 1)) }, now);
    expect(save('q1', 'q2')).toMatchObject({ accepted: true });
    expect(save('q1', 'q3')).toEqual({ accepted: false, reason: 'section-not-open' });
  });

  it('is all of a form, with its scenarios, that has left the server', () => {
    const form = formOf(oneWay);
    const released = releasedForm(form, ranges[1] ?? null);
    expect(released.items.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(released.stimuli.map(({ id }) => id)).toEqual(['sc']);
    expect(released).toMatchObject({ openSection: 1, sections });
    expect(releasedForm(form, null)).toBe(form);
    const last = sectionContent(form, { section: 2, from: 4, to: 6 });
    expect(last.items.map(({ number }) => number)).toEqual([4, 5, 6]);
    expect(last.stimuli.map(({ id }) => id)).toEqual(['sd']);
  });
});

describe('opening the next section', () => {
  const ask = (session: SessionState, section: number, epoch = 2, at = now) =>
    openNextSection(session, { section, epoch }, ranges, at);

  it('leaves the one before it; asked again, it is a repeat', () => {
    const verdict = ask(begun, 1);
    expect(verdict).toMatchObject({
      accepted: true,
      isRepeat: false,
      session: { openSection: { section: 1, from: 3, to: 3 } },
    });
    expect(verdict.accepted && ask(verdict.session, 1)).toMatchObject({ accepted: true, isRepeat: true });
  });

  const late = new Date('2026-11-22T10:00:30.001Z');
  it.each<[string, SessionState, number, number, Date, string]>([
    ['jumps over one', begun, 2, 2, now, 'section-not-open'],
    ['goes back', inSection(ranges[1] ?? null), 0, 2, now, 'section-not-open'],
    ['is beyond the last', inSection(ranges[2] ?? null), 3, 2, now, 'section-not-open'],
    ['is for a form in one piece', inSection(null), 1, 2, now, 'section-not-open'],
    ['comes from another holder', begun, 1, 1, now, 'session-continued-elsewhere'],
    ['comes late', begun, 1, 2, late, 'response-after-deadline'],
    ['meets a pause', { ...begun, status: 'paused' }, 1, 2, now, 'session-not-active'],
  ])('is refused when it %s', (_, session, section, epoch, at, reason) => {
    expect(ask(session, section, epoch, at)).toEqual({ accepted: false, reason });
  });

  it('never goes back or over a section, whatever is asked for', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1, max: 4 })), (asked) => {
        let session: SessionState = begun;
        for (const section of asked) {
          const before = session.openSection?.section ?? -1;
          const verdict = ask(session, section);
          if (verdict.accepted) ({ session } = verdict);
          const after = session.openSection?.section ?? -1;
          expect(after).toBe(section === before + 1 && section < ranges.length ? section : before);
        }
      }),
    );
  });
});

describe('what a repeat carries', () => {
  const known = new Map(
    [response('q1', 3)].map(({ itemId, revision, value, marks }) => [
      itemId,
      { itemId, revision, epoch: 2, value, marks: marks ?? {} },
    ]),
  );
  const judge = (...responses: SavedResponse[]) => judgeKnown(known, { epoch: 2, responses });

  it('is known, or lost to another holder, and nothing new is among it', () => {
    expect(judge(response('q1', 3))).toEqual({ acceptedResponses: [['q1', 3]], superseded: [] });
    expect(judge(response('q1', 2, 'b'))).toMatchObject({ acceptedResponses: [['q1', 2]] });
    expect(judge(response('q1', 3, 'b'))).toMatchObject({ superseded: [['q1', 3, {}]] });
    expect(judge(response('q1', 4))).toBeNull();
    expect(judge(response('q2', 1))).toBeNull();
  });
});
