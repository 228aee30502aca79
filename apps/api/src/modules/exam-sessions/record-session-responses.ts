import { Injectable } from '@nestjs/common';
import type { ExamSessionId, RecordResponses, ResponsesReceipt } from '@attest/contracts';
import type { Person } from '../../platform/auth/access.ts';
import { Metrics } from '../../platform/health/metrics.ts';
import { Problem } from '../../platform/http/problem.ts';
import { BufferedEvents } from './buffered-events.ts';
import { ExamSessionsRepository, noSuchSession } from './exam-sessions.repository.ts';
import { refusalOf } from './refusal.ts';
import { isStored, ResponseVerdicts } from './response-verdicts.ts';
import { ResponseWriter } from './response-writer.ts';
import { saveRowsOf } from './save-rows.ts';
import { checkResponses, SessionForms, type SessionForm } from './session-forms.ts';

/** The one hot path: checked in memory, saved in one statement, acknowledged after its commit. */
@Injectable()
export class RecordSessionResponses {
  constructor(
    private readonly forms: SessionForms,
    private readonly writer: ResponseWriter,
    private readonly verdicts: ResponseVerdicts,
    private readonly sessions: ExamSessionsRepository,
    private readonly metrics: Metrics,
    private readonly events: BufferedEvents,
  ) {}

  async record(person: Person, sessionId: ExamSessionId, body: RecordResponses): Promise<ResponsesReceipt> {
    const candidateId = person.accountId;
    const form = await this.forms.open(sessionId, candidateId);
    checkResponses(form, body.responses);
    const rows = saveRowsOf(form, { sessionId, candidateId }, body);
    const [held] = await this.writer.save(rows);
    if (held === undefined) throw await this.whyRefused(sessionId, body, form);
    this.events.saved({ sessionId, candidateId, rows, stored: held.stored });
    const { accepted, superseded } = await this.verdicts.judge(form, rows, held);
    const newCount = rows.filter((row) => isStored(row, held)).length;
    this.metrics.saves.inc({ verdict: 'accepted' }, newCount);
    this.metrics.saves.inc({ verdict: 'known' }, accepted.length - newCount);
    this.metrics.saves.inc({ verdict: 'superseded' }, superseded.length);
    return {
      accepted,
      superseded,
      serverTime: held.now.toISOString(),
      deadline: held.deadline?.toISOString() ?? null,
      status: 'active',
    };
  }

  private async whyRefused(
    sessionId: ExamSessionId,
    body: RecordResponses,
    form: SessionForm,
  ): Promise<Problem> {
    const session = await this.sessions.find(sessionId);
    if (session === null) return noSuchSession();
    const refusal = refusalOf(session, body, form);
    const verdict = refusal.id === 'response-after-deadline' ? 'late' : 'refused';
    this.metrics.saves.inc({ verdict }, body.responses.length);
    return refusal;
  }
}
