import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Metrics } from '../../platform/health/metrics.ts';
import { Repeating } from '../../platform/repeating.ts';
import { SavedAnswers, type StoredAnswers } from './saved-answers.ts';
import { SessionLog, type LoggedEvent } from './session-log.ts';
import { SessionPresence } from './session-presence.ts';

const everyMs = 1_000;
const mostInOneStatement = 200;
const mostBuffered = 20_000;
/** Room made at once when the buffer is full, so that making room stays cheap. */
const droppedAtOnce = 1_000;

const signals: ReadonlySet<LoggedEvent['kind']> = new Set([
  'connection-lost',
  'connection-back',
  'focus-lost',
  'focus-back',
  'second-tab',
  'item-seen',
  'pasted',
]);

type Entry = { readonly arrivedMs: number } & (
  { readonly event: LoggedEvent } | { readonly save: StoredAnswers }
);

/**
 * What browsers saw and what saves stored, on its way into the log. A request only leaves it here; once
 * a second it is written, in the order of arrival, a few hundred events a statement. What cannot be
 * written is tried again. A process that is killed loses its last second; answers are never in here.
 */
@Injectable()
export class BufferedEvents implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(BufferedEvents.name);
  private waiting: Entry[] = [];
  /** Taken out of `waiting` and not written yet. */
  private ready: { readonly arrivedMs: number; readonly event: LoggedEvent }[] = [];
  private readonly repeating = new Repeating({
    round: () => this.write(),
    pauseMs: () => everyMs,
    onFault: (error) => {
      this.logger.error({ err: error, waiting: this.waiting.length }, 'session events could not be written');
    },
  });

  constructor(
    private readonly log: SessionLog,
    private readonly answers: SavedAnswers,
    private readonly presence: SessionPresence,
    private readonly metrics: Metrics,
  ) {}

  onApplicationBootstrap(): void {
    this.repeating.start();
  }

  /** After the last request was answered. */
  async onApplicationShutdown(): Promise<void> {
    await this.repeating.stop();
    await this.write();
  }

  observed(events: readonly LoggedEvent[]): void {
    const arrivedMs = performance.now();
    for (const event of events) this.waiting.push({ arrivedMs, event });
    this.keepBound();
  }

  /** For the one hot path: costs a push. */
  saved(save: StoredAnswers): void {
    this.waiting.push({ arrivedMs: performance.now(), save });
    this.keepBound();
  }

  /** Everything that waits. @throws what made the database refuse; the rest waits on */
  async write(): Promise<void> {
    await this.presence.write();
    while (this.ready.length > 0 || this.waiting.length > 0) {
      if (this.ready.length === 0) await this.makeReady();
      const some = this.ready.slice(0, mostInOneStatement);
      await this.log.append(some.map(({ event, arrivedMs }) => waited(event, arrivedMs)));
      this.ready.splice(0, some.length);
    }
  }

  private async makeReady(): Promise<void> {
    const some = this.waiting.splice(0, mostInOneStatement);
    try {
      const saves = some.flatMap((entry) => ('save' in entry ? [entry.save] : []));
      const eventsOfSaves = (await this.answers.eventsOf(saves)).values();
      this.ready = some.flatMap((entry) => {
        const events = 'save' in entry ? (eventsOfSaves.next().value ?? []) : [entry.event];
        return events.map((event) => ({ arrivedMs: entry.arrivedMs, event }));
      });
    } catch (error) {
      this.waiting.unshift(...some);
      throw error;
    }
  }

  private keepBound(): void {
    if (this.waiting.length <= mostBuffered) return;
    const before = this.waiting.length;
    this.waiting = withoutOldest(this.waiting, droppedAtOnce);
    this.metrics.droppedEvents.inc(before - this.waiting.length);
  }
}

/** Signals go first; only when there are none left, anything else. */
function withoutOldest(entries: readonly Entry[], count: number): Entry[] {
  let dropped = 0;
  const kept = entries.filter((entry) => {
    const isSignal = 'event' in entry && signals.has(entry.event.kind);
    if (!isSignal || dropped >= count) return true;
    dropped += 1;
    return false;
  });
  return dropped > 0 ? kept : kept.slice(count);
}

/** What the browser dated by its age has grown older in here. */
function waited(event: LoggedEvent, arrivedMs: number): LoggedEvent {
  if (event.facts?.msAgo === undefined) return event;
  const msAgo = event.facts.msAgo + Math.round(performance.now() - arrivedMs);
  return { ...event, facts: { ...event.facts, msAgo } };
}
