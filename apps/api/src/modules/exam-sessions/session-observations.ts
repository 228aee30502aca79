import { Injectable } from '@nestjs/common';
import type {
  ExamSessionId,
  Observation,
  RecordObservations,
  SessionChange,
  SessionEventFacts,
} from '@attest/contracts';
import type { Person } from '../../platform/auth/access.ts';
import { Metrics } from '../../platform/health/metrics.ts';
import { Problem } from '../../platform/http/problem.ts';
import { BufferedEvents } from './buffered-events.ts';
import { SessionChanges } from './session-changes.ts';
import { SessionForms, type SessionForm } from './session-forms.ts';
import type { LoggedEvent } from './session-log.ts';
import { SessionNotices } from './session-notices.ts';
import { SessionPresence } from './session-presence.ts';
import { EventAllowance } from './event-allowance.ts';

/** Takes in what only the browser can know: evidence for people, by which nothing is decided. */
@Injectable()
export class SessionObservations {
  private readonly allowance = new EventAllowance();

  constructor(
    private readonly forms: SessionForms,
    private readonly changes: SessionChanges,
    private readonly events: BufferedEvents,
    private readonly presence: SessionPresence,
    private readonly notices: SessionNotices,
    private readonly metrics: Metrics,
  ) {}

  /** @returns the present state of the session's time: whoever tells something may ask as well */
  async record(person: Person, sessionId: ExamSessionId, body: RecordObservations): Promise<SessionChange> {
    const form = await this.forms.open(sessionId, person.accountId);
    const change = await this.changes.of(sessionId);
    if (change.epoch !== body.epoch) throw new Problem('session-continued-elsewhere');
    const events = body.observations.map((seen): LoggedEvent => ({
      sessionId,
      kind: seen.kind,
      actorId: person.accountId,
      facts: factsOf(form, seen),
    }));
    // At once and not through the buffer: what was just seen must not be shown again.
    const seenIds = body.observations.flatMap((seen) => (seen.kind === 'notice-seen' ? [seen.noticeId] : []));
    if (seenIds.length > 0) await this.notices.markSeen(sessionId, seenIds);
    this.keep(sessionId, events);
    this.presence.note(sessionId, presenceOf(body));
    return { ...change, notices: change.notices.filter(({ id }) => !seenIds.includes(id)) };
  }

  private keep(sessionId: ExamSessionId, events: readonly LoggedEvent[]): void {
    const taken = events.slice(0, this.allowance.take(sessionId, events.length));
    this.metrics.droppedEvents.inc(events.length - taken.length);
    this.events.observed(taken);
  }
}

function factsOf(form: SessionForm, seen: Observation): SessionEventFacts {
  const { msAgo } = seen;
  switch (seen.kind) {
    case 'item-seen':
    case 'flagged':
    case 'unflagged':
      return { msAgo, itemNumber: itemNumberOf(form, seen.itemId) };
    case 'pasted':
      return { msAgo, itemNumber: itemNumberOf(form, seen.itemId), characters: seen.characters };
    case 'warned':
      return { msAgo, seconds: seen.secondsLeft };
    default:
      return { msAgo };
  }
}

function itemNumberOf(form: SessionForm, itemId: string): number {
  const number = form.numbers.get(itemId);
  if (number === undefined) {
    throw new Problem('item-not-in-form', { detail: `“${itemId}” is not in the form of this session.` });
  }
  return number;
}

function presenceOf({ unsent, observations }: RecordObservations) {
  const lastOfConnection = observations.findLast(({ kind }) => kind.startsWith('connection-'));
  return {
    unsent,
    connected: lastOfConnection?.kind !== 'connection-lost',
    focusLosses: observations.filter(({ kind }) => kind === 'focus-lost').length,
  };
}
