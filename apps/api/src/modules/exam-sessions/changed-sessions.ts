import { Injectable } from '@nestjs/common';
import type { ExamSessionId, SessionEventKind } from '@attest/contracts';

/** What a browser sees of a session changes with these; answers and signals change nothing of it. */
const telling: ReadonlySet<SessionEventKind> = new Set<SessionEventKind>([
  'started',
  'taken-over',
  'deadline-changed',
  'paused',
  'continued',
  'submitted',
  'expired',
  'ended',
  'released',
  'reopened',
  'voided',
]);

/** Sessions that this process changed and has not told their browsers of yet. */
@Injectable()
export class ChangedSessions {
  private readonly changed = new Set<ExamSessionId>();

  note(events: readonly { readonly sessionId: ExamSessionId; readonly kind: SessionEventKind }[]): void {
    for (const { sessionId, kind } of events) if (telling.has(kind)) this.changed.add(sessionId);
  }

  /** Those since the last time. */
  take(): readonly ExamSessionId[] {
    const taken = [...this.changed];
    this.changed.clear();
    return taken;
  }
}
