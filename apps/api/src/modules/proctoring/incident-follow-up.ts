import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { ExamSessionId } from '@attest/contracts';
import { Repeating } from '../../platform/repeating.ts';
import { IncidentPauses } from '../exam-sessions/index.ts';
import { IncidentsRepository } from './incidents.repository.ts';

const everyMs = 1_000;
const jitterMs = 250;
const mostAtOnce = 500;
/** Whoever stops an exam waits so long for its sessions; the rest follows behind the request. */
const patienceMs = 4_000;

/**
 * Brings every session in line with its exam, stopped or going on, each in a transaction of its own. What
 * a crash interrupted, what another request held, and what started in the moment of the stop comes with
 * the next round, in whichever process.
 */
@Injectable()
export class IncidentFollowUp implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(IncidentFollowUp.name);
  private readonly repeating = new Repeating({
    round: async () => {
      const changed = await this.round();
      if (changed > 0) this.logger.log({ changed }, 'exam_sessions_followed_incident');
    },
    pauseMs: () => everyMs + Math.random() * jitterMs,
    onFault: (error) => {
      this.logger.error({ err: error }, 'exam sessions could not follow an incident');
    },
  });

  constructor(
    private readonly incidents: IncidentsRepository,
    private readonly pauses: IncidentPauses,
  ) {}

  onApplicationBootstrap(): void {
    this.repeating.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.repeating.stop();
  }

  /** As far as it gets while somebody waits. */
  async settle(): Promise<void> {
    const untilMs = performance.now() + patienceMs;
    while (performance.now() < untilMs && (await this.round(untilMs)) > 0);
  }

  /** @returns how many sessions were paused or went on here */
  async round(untilMs = Infinity): Promise<number> {
    let changed = 0;
    const isOver = () => this.repeating.isStopping || performance.now() > untilMs;
    for (const sessionId of await this.incidents.runningInStopped(mostAtOnce)) {
      if (isOver()) return changed;
      if (await this.safely(sessionId, () => this.pauses.hold(sessionId))) changed += 1;
    }
    for (const { sessionId, endedBy, reason } of await this.incidents.heldByEnded(mostAtOnce)) {
      if (isOver()) return changed;
      const by = { actorId: endedBy, reason };
      if (await this.safely(sessionId, () => this.pauses.release(sessionId, by))) changed += 1;
    }
    return changed;
  }

  /** A session that cannot be changed waits for the next round, and keeps back no other one. */
  private async safely(sessionId: ExamSessionId, change: () => Promise<boolean>): Promise<boolean> {
    try {
      return await change();
    } catch (error) {
      this.logger.error({ err: error, sessionId }, 'an exam session could not follow an incident');
      return false;
    }
  }
}
