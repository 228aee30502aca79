import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { ExamSessionId, SessionChange } from '@attest/contracts';
import type { Person } from '../../platform/auth/access.ts';
import { Transaction } from '../../platform/database/transaction.ts';
import { Metrics } from '../../platform/health/metrics.ts';
import { Problem } from '../../platform/http/problem.ts';
import { Repeating } from '../../platform/repeating.ts';
import { AccountsService } from '../accounts/index.ts';
import { ChangedSessions } from './changed-sessions.ts';
import { EventStream } from './event-stream.ts';
import { SessionChanges } from './session-changes.ts';

const lookEveryMs = 1_000;
/** The longest silence of a stream, and the longest wait for a change that nothing announced. */
const atLeastEveryMs = 15_000;
const mostPerSession = 3;
const mostPerProcess = 10_000;

interface Listener {
  readonly sessionId: ExamSessionId;
  readonly person: Person;
  readonly stream: EventStream;
  dueAtMs: number;
  /** What was sent last, but for the time. */
  told: string;
}

/**
 * Tells browsers what changed in their sessions. One look a second for all connections of this process:
 * at notices of any process, at what this process changed, and at whoever was looked at 15 s ago, which
 * finds the rest and whether the sign-in still holds.
 */
@Injectable()
export class ChangesFeed implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(ChangesFeed.name);
  private readonly listeners = new Map<ExamSessionId, Set<Listener>>();
  private count = 0;
  private readonly repeating = new Repeating({
    round: () => this.look(),
    pauseMs: () => lookEveryMs,
    onFault: (error) => {
      this.logger.error({ err: error }, 'changes of exam sessions could not be read');
    },
  });

  constructor(
    private readonly transaction: Transaction,
    private readonly changes: SessionChanges,
    private readonly changed: ChangedSessions,
    private readonly accounts: AccountsService,
    metrics: Metrics,
  ) {
    metrics.watch('attest_live_streams', 'Open streams of changes to candidates', () => this.count);
  }

  onApplicationBootstrap(): void {
    this.repeating.start();
  }

  /** Before the server closes, which waits for what is under way. */
  async onModuleDestroy(): Promise<void> {
    await this.repeating.stop();
    for (const listener of this.all()) listener.stream.end();
  }

  /** @throws Problem `not-found`, also for foreign sessions; `too-many-requests`, `overloaded`, `not-ready` */
  async open(person: Person, sessionId: ExamSessionId): Promise<EventStream> {
    const change = await this.changes.ofOwn(sessionId, person.accountId);
    this.refuseBeyondBounds(sessionId);
    const stream = new EventStream(2_000 + Math.random() * 4_000);
    const listener: Listener = { sessionId, person, stream, dueAtMs: 0, told: '' };
    this.add(listener);
    stream.onEnd(() => {
      this.remove(listener);
    });
    // What changed since it was read is told by the next look, for which it is due.
    tell(listener, change);
    return stream;
  }

  /** One round of looking; those that are due are chosen by `nowMs`. */
  async look(nowMs = performance.now()): Promise<void> {
    const changed = this.changed.take();
    if (this.count === 0) return;
    const due = this.all().filter(({ dueAtMs }) => dueAtMs <= nowMs);
    const watched = new Set(
      [...changed, ...(await this.noticed()), ...due.map(({ sessionId }) => sessionId)].filter((id) =>
        this.listeners.has(id),
      ),
    );
    const states = watched.size === 0 ? new Map<never, never>() : await this.changes.ofMany([...watched]);
    for (const listener of this.all()) {
      const change = states.get(listener.sessionId);
      if (change !== undefined) tell(listener, change);
    }
    await this.keepOrEnd(due, nowMs);
  }

  /** Of any process: all that staff do leaves a notice. Commits may be seconds later than their instant. */
  private async noticed(): Promise<readonly ExamSessionId[]> {
    const rows = await this.transaction.rows<{ sessionId: ExamSessionId }>(
      `SELECT DISTINCT session_id AS "sessionId" FROM session_notices
       WHERE created_at > attest_now() - interval '5 seconds'`,
    );
    return rows.map(({ sessionId }) => sessionId);
  }

  private async keepOrEnd(due: readonly Listener[], nowMs: number): Promise<void> {
    if (due.length === 0) return;
    const holding = await this.accounts.stillSignedIn(due.map(({ person }) => person.referenceId));
    for (const listener of due) {
      listener.dueAtMs = nowMs + atLeastEveryMs;
      if (holding.has(listener.person.referenceId)) listener.stream.keepAlive();
      else listener.stream.end();
    }
  }

  private refuseBeyondBounds(sessionId: ExamSessionId): void {
    if (this.repeating.isStopping) throw new Problem('not-ready', { retryAfterSeconds: 2 });
    if ((this.listeners.get(sessionId)?.size ?? 0) >= mostPerSession) {
      throw new Problem('too-many-requests', {
        detail: `Changes of one exam session are told to ${String(mostPerSession)} connections at most.`,
        retryAfterSeconds: 60,
      });
    }
    if (this.count >= mostPerProcess) throw new Problem('overloaded', { retryAfterSeconds: 30 });
  }

  private all(): readonly Listener[] {
    return [...this.listeners.values()].flatMap((ofSession) => [...ofSession]);
  }

  private add(listener: Listener): void {
    const ofSession = this.listeners.get(listener.sessionId) ?? new Set();
    this.listeners.set(listener.sessionId, ofSession.add(listener));
    this.count += 1;
  }

  private remove(listener: Listener): void {
    const ofSession = this.listeners.get(listener.sessionId);
    if (ofSession?.delete(listener) === true) this.count -= 1;
    if (ofSession?.size === 0) this.listeners.delete(listener.sessionId);
  }
}

function tell(listener: Listener, change: SessionChange): void {
  const { serverTime: _, ...state } = change;
  const told = JSON.stringify(state);
  if (told === listener.told) return;
  listener.told = told;
  listener.stream.send(JSON.stringify(change));
}
