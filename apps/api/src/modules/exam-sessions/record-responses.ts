import { Injectable } from '@nestjs/common';
import type { RecordResponses, ResponsesReceipt } from '@attest/contracts';
import { collapseSaves } from '@attest/exam-engine';
import type { Person } from '../../platform/auth/access.ts';
import { Metrics } from '../../platform/health/metrics.ts';
import { Problem } from '../../platform/http/problem.ts';
import { ExamSessionsRepository, noSuchSession } from './exam-sessions.repository.ts';
import { refusalOf } from './refusal.ts';
import { ResponseVerdicts } from './response-verdicts.ts';
import { ResponseWriter } from './response-writer.ts';
import type { SaveRow } from './save-statement.ts';
import { checkResponses, numberOf, SessionPapers } from './session-paper.ts';

/** The one hot path: checked in memory, saved in one statement, acknowledged after its commit. */
@Injectable()
export class RecordSessionResponses {
  constructor(
    private readonly papers: SessionPapers,
    private readonly writer: ResponseWriter,
    private readonly verdicts: ResponseVerdicts,
    private readonly sessions: ExamSessionsRepository,
    private readonly metrics: Metrics,
  ) {}

  async record(person: Person, sessionId: string, body: RecordResponses): Promise<ResponsesReceipt> {
    const candidateId = person.accountId;
    const paper = await this.papers.open(sessionId, candidateId);
    checkResponses(paper, body.responses);
    const rows = collapseSaves(body.responses).map(({ itemId, revision, value, marks }): SaveRow => ({
      sessionId,
      candidateId,
      epoch: body.epoch,
      itemNo: numberOf(paper, itemId),
      revision,
      value,
      marks: marks ?? {},
    }));
    const [held] = await this.writer.save(rows);
    if (held === undefined) throw await this.whyRefused(sessionId, body.epoch);
    const { accepted, superseded } = await this.verdicts.judge(paper, rows, held);
    this.metrics.saves.inc({ verdict: 'accepted' }, accepted.length);
    this.metrics.saves.inc({ verdict: 'superseded' }, superseded.length);
    return {
      accepted,
      superseded,
      serverTime: held.now.toISOString(),
      deadline: held.deadline?.toISOString() ?? null,
      status: 'active',
    };
  }

  private async whyRefused(sessionId: string, epoch: number): Promise<Problem> {
    const session = await this.sessions.find(sessionId);
    if (session === null) return noSuchSession();
    this.metrics.saves.inc({ verdict: 'refused' });
    return refusalOf(session, epoch);
  }
}
