import { Injectable } from '@nestjs/common';
import type { ExamSessionId, Observation, RecordObservations, SessionEventFacts } from '@attest/contracts';
import type { Person } from '../../platform/auth/access.ts';
import { Metrics } from '../../platform/health/metrics.ts';
import { Problem } from '../../platform/http/problem.ts';
import { BufferedEvents } from './buffered-events.ts';
import { ExamSessionsRepository, noSuchSession } from './exam-sessions.repository.ts';
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
    private readonly sessions: ExamSessionsRepository,
    private readonly forms: SessionForms,
    private readonly events: BufferedEvents,
    private readonly presence: SessionPresence,
    private readonly notices: SessionNotices,
    private readonly metrics: Metrics,
  ) {}

  async record(person: Person, sessionId: ExamSessionId, body: RecordObservations): Promise<void> {
    const form = await this.forms.open(sessionId, person.accountId);
    const session = await this.sessions.find(sessionId);
    if (session === null) throw noSuchSession();
    if (session.epoch !== body.epoch) throw new Problem('session-continued-elsewhere');
    const events = body.observations.map((seen): LoggedEvent => ({
      sessionId,
      kind: seen.kind,
      actorId: person.accountId,
      facts: factsOf(form, seen),
    }));
    await this.markSeen(sessionId, body.observations);
    const taken = events.slice(0, this.allowance.take(sessionId, events.length));
    this.metrics.droppedEvents.inc(events.length - taken.length);
    this.events.observed(taken);
    this.presence.note(sessionId, presenceOf(body));
  }

  /** At once and not through the buffer: the reply must not show again what was just seen. */
  private async markSeen(sessionId: ExamSessionId, observations: readonly Observation[]): Promise<void> {
    const ids = observations.flatMap((seen) => (seen.kind === 'notice-seen' ? [seen.noticeId] : []));
    if (ids.length > 0) await this.notices.markSeen(sessionId, ids);
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
