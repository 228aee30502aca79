import type { Marks, ResponseValue, SavedResponse } from '@attest/contracts';
import { canonicalJson } from '@attest/item-bank';
import { isInOpenSection } from './session-sections.ts';
import { refuse } from './session-states.ts';
import type { SessionState, Verdict } from './session-states.ts';
import { isPastGrace } from './session-time.ts';

/** What is stored of one item, or of the notes on one stimulus. */
export interface ResponseEntry {
  readonly itemId: string;
  readonly revision: number;
  /** The holder that sent it. */
  readonly epoch: number;
  readonly value: ResponseValue | null;
  readonly marks: Marks;
}

export type ResponseVerdict =
  | { readonly accepted: true; readonly isStored: boolean }
  | {
      readonly accepted: false;
      readonly storedRevision: number;
      readonly storedValue: ResponseValue | null;
    };

/**
 * Decides one response against what is stored. The higher revision wins. What changes nothing is
 * accepted only when it is a repeat (same revision, same value) or a reordering (the stored one is
 * newer and the same holder sent it); otherwise another holder got there first, and it is superseded.
 * Marks follow the response they came with and never decide.
 */
export function acceptResponse(stored: ResponseEntry | null, incoming: ResponseEntry): ResponseVerdict {
  if (stored === null || stored.revision < incoming.revision) return { accepted: true, isStored: true };
  const isRepeat = stored.revision === incoming.revision && areEqual(stored.value, incoming.value);
  const isReordering = stored.revision > incoming.revision && stored.epoch === incoming.epoch;
  if (isRepeat || isReordering) return { accepted: true, isStored: false };
  return { accepted: false, storedRevision: stored.revision, storedValue: stored.value };
}

export interface SessionWithResponses extends SessionState {
  readonly responses: ReadonlyMap<string, ResponseEntry>;
  /** An item's place in the form, from 1; notes on stimuli are below 0. */
  readonly numberOf: (itemId: string) => number;
}

export interface Save {
  readonly epoch: number;
  readonly responses: readonly SavedResponse[];
}

export interface SaveApplied<State extends SessionWithResponses> {
  readonly accepted: true;
  readonly session: State;
  readonly acceptedResponses: readonly (readonly [itemId: string, revision: number])[];
  readonly superseded: readonly (readonly [itemId: string, revision: number, value: ResponseValue | null])[];
}

/**
 * Decides a whole request: refused as a whole, or each response by `acceptResponse`. This is the
 * specification; the statement that saves in the database must come to the same verdicts.
 *
 * @param now the instant the deciding transaction read from the database
 */
export function applySave<State extends SessionWithResponses>(
  session: State,
  save: Save,
  now: Date,
): Verdict<SaveApplied<State>> {
  if (isPastGrace(session, now)) return refuse('response-after-deadline');
  if (session.status !== 'active') return refuse('session-not-active');
  if (save.epoch !== session.epoch) return refuse('session-continued-elsewhere');
  const isOpen = ({ itemId }: SavedResponse) => isInOpenSection(session, session.numberOf(itemId));
  if (!save.responses.every(isOpen)) return refuse('section-not-open');

  const responses = new Map(session.responses);
  const acceptedResponses: [string, number][] = [];
  const superseded: [string, number, ResponseValue | null][] = [];
  for (const { itemId, revision, value, marks } of collapseSaves(save.responses)) {
    const incoming = { itemId, revision, epoch: save.epoch, value, marks: marks ?? {} };
    const verdict = acceptResponse(responses.get(itemId) ?? null, incoming);
    if (!verdict.accepted) {
      superseded.push([itemId, verdict.storedRevision, verdict.storedValue]);
      continue;
    }
    if (verdict.isStored) responses.set(itemId, incoming);
    acceptedResponses.push([itemId, revision]);
  }
  return { accepted: true, session: { ...session, responses }, acceptedResponses, superseded };
}

/**
 * What a repeated request that left a section carries: it was decided the first time, so nothing is stored.
 *
 * @returns as `applySave`; null when there is something new among it, which comes too late for its section
 */
export function judgeKnown(
  responses: ReadonlyMap<string, ResponseEntry>,
  { epoch, responses: carried }: Save,
): Pick<SaveApplied<SessionWithResponses>, 'acceptedResponses' | 'superseded'> | null {
  const acceptedResponses: [string, number][] = [];
  const superseded: [string, number, ResponseValue | null][] = [];
  for (const { itemId, revision, value, marks } of collapseSaves(carried)) {
    const incoming = { itemId, revision, epoch, value, marks: marks ?? {} };
    const verdict = acceptResponse(responses.get(itemId) ?? null, incoming);
    if (!verdict.accepted) superseded.push([itemId, verdict.storedRevision, verdict.storedValue]);
    else if (verdict.isStored) return null;
    else acceptedResponses.push([itemId, revision]);
  }
  return { acceptedResponses, superseded };
}

/**
 * The highest revision of each item, in order of first appearance; of equal revisions the first.
 * One statement may not touch the same row twice.
 *
 * @param keyOf what names a row: the item within a request, session and item within a batch
 */
export function collapseSaves<Saved extends { readonly itemId: string; readonly revision: number }>(
  saves: readonly Saved[],
  keyOf: (save: Saved) => string = (save) => save.itemId,
): Saved[] {
  const highest = new Map<string, Saved>();
  for (const save of saves) {
    const key = keyOf(save);
    const known = highest.get(key);
    if (known === undefined || known.revision < save.revision) highest.set(key, save);
  }
  return [...highest.values()];
}

/** Equal as JSON: the order of object members does not matter, the order of lists does. */
function areEqual(a: ResponseValue | null, b: ResponseValue | null): boolean {
  return canonicalJson(a) === canonicalJson(b);
}
