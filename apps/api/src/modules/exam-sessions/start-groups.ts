import { Injectable } from '@nestjs/common';
import { isDatabaseUnavailable } from '../../platform/database/database-errors.ts';
import type { PackedJson } from '../../platform/http/packed-json.ts';
import { Problem } from '../../platform/http/problem.ts';
import { isOfStatement } from './save-connection.ts';
import { StartExamSessions, type AskedStart } from './start-exam-sessions.ts';

/** Of the connections of the pool; one group gathers while others are under way. */
const mostUnderWay = 2;
const mostTogether = 40;
/** More than a process starts within the time that a request may take. */
const mostWaiting = 2_000;
const longestWaitMs = 5_000;

interface Waiting extends AskedStart {
  readonly sinceMs: number;
  readonly resolve: (reply: PackedJson) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A whole exam room starts within seconds. The first are started at once; whoever comes while two groups are
 * under way goes together with all who do, for the price of a few statements.
 */
@Injectable()
export class StartGroups {
  private waiting: Waiting[] = [];
  private underWay = 0;

  constructor(private readonly sessions: StartExamSessions) {}

  get waitingCount(): number {
    return this.waiting.length;
  }

  /** @throws Problem */
  start(asked: AskedStart): Promise<PackedJson> {
    if (this.waiting.length >= mostWaiting) throw tooMany();
    return new Promise((resolve, reject) => {
      this.waiting.push({ ...asked, sinceMs: performance.now(), resolve, reject });
      if (this.underWay < mostUnderWay) void this.work();
    });
  }

  private async work(): Promise<void> {
    this.underWay += 1;
    while (this.waiting.length > 0) await this.startTogether(this.nextGroup());
    this.underWay -= 1;
  }

  /** In the order in which they came, no session twice; those who waited too long are told so. */
  private nextGroup(): Waiting[] {
    const group = new Map<string, Waiting>();
    const later: Waiting[] = [];
    const nowMs = performance.now();
    for (const one of this.waiting) {
      if (nowMs - one.sinceMs > longestWaitMs) one.reject(tooMany());
      else if (group.size < mostTogether && !group.has(one.sessionId)) group.set(one.sessionId, one);
      else later.push(one);
    }
    this.waiting = later;
    return [...group.values()];
  }

  private async startTogether(group: readonly Waiting[]): Promise<void> {
    if (group.length === 0) return;
    try {
      const answers = await this.sessions.startTogether(group);
      for (const one of group) {
        const answer = answers.get(one.sessionId);
        if (answer instanceof Problem) one.reject(answer);
        else if (answer !== undefined) one.resolve(answer);
        // Waits for its row, and nobody else with it.
        else void this.startAlone(one);
      }
    } catch (error) {
      // What is wrong with one of them must not befall the others.
      if (isOfStatement(error) || !isDatabaseUnavailable(error))
        await Promise.all(group.map((one) => this.startAlone(one)));
      else for (const { reject } of group) reject(error);
    }
  }

  private async startAlone({ resolve, reject, ...asked }: Waiting): Promise<void> {
    try {
      resolve(await this.sessions.start(asked));
    } catch (error) {
      reject(error);
    }
  }
}

function tooMany(): Problem {
  return new Problem('overloaded', {
    detail: 'Many people start at this moment. Your time has not begun: start again in a few seconds.',
    retryAfterSeconds: 3,
  });
}
