import { Injectable, Logger } from '@nestjs/common';
import type { ExamSessionId, OpenedSection, OpenSection } from '@attest/contracts';
import { openNextSection, sectionContent, sectionRanges } from '@attest/exam-engine';
import type { Person } from '../../platform/auth/access.ts';
import { Transaction } from '../../platform/database/transaction.ts';
import { Problem } from '../../platform/http/problem.ts';
import { CarriedResponses } from './carried-responses.ts';
import { ExamSessionsRepository, type SessionAsRead } from './exam-sessions.repository.ts';
import { outsideSection, refusalOf, sectionDetail } from './refusal.ts';
import { ResponseVerdicts } from './response-verdicts.ts';
import { saveRowsOf } from './save-rows.ts';
import { checkResponses, SessionForms, type SessionForm } from './session-forms.ts';
import { SessionLog } from './session-log.ts';

type Verdicts = Pick<OpenedSection, 'accepted' | 'superseded'>;

/** The candidate leaves a section for good; only then does the next one leave the server. */
@Injectable()
export class OpenExamSection {
  private readonly logger = new Logger(OpenExamSection.name);

  constructor(
    private readonly transaction: Transaction,
    private readonly sessions: ExamSessionsRepository,
    private readonly forms: SessionForms,
    private readonly carried: CarriedResponses,
    private readonly verdicts: ResponseVerdicts,
    private readonly log: SessionLog,
  ) {}

  /** A repeat gets the same items, and its responses are known. */
  async open(
    person: Person,
    sessionId: ExamSessionId,
    section: number,
    body: OpenSection,
  ): Promise<OpenedSection> {
    const form = await this.forms.open(sessionId, person.accountId);
    checkResponses(form, body.responses);
    const whole = await this.forms.whole(sessionId);
    return this.transaction.run(async () => {
      const session = await this.sessions.lock(sessionId, { ownedBy: person.accountId });
      const asked = { section, epoch: body.epoch };
      const verdict = openNextSection(session, asked, sectionRanges(whole.sections), session.readAt);
      if (!verdict.accepted) throw this.refusal(verdict.reason, session, body, form);
      const { openSection } = verdict.session;
      if (openSection === null) throw new Error('an opened section is one');
      const verdicts = verdict.isRepeat
        ? await this.known(session, body, form)
        : await this.leave(session, verdict.session, body, form);
      return {
        section,
        ...sectionContent(whole, openSection),
        ...verdicts,
        serverTime: session.readAt.toISOString(),
        deadline: session.deadline?.toISOString() ?? null,
        status: session.status,
      };
    });
  }

  private async leave(
    session: SessionAsRead,
    opened: SessionAsRead,
    body: OpenSection,
    form: SessionForm,
  ): Promise<Verdicts> {
    const { sessionId, candidateId } = session;
    const verdicts = await this.store(session, body, form);
    await this.sessions.openSection(opened);
    const section = (opened.openSection?.section ?? 0) + 1;
    await this.log.append([{ sessionId, kind: 'section-opened', actorId: candidateId, facts: { section } }]);
    this.transaction.afterCommit(() => {
      this.logger.log({ sessionId, accountId: candidateId, section }, 'exam_section_opened');
    });
    return verdicts;
  }

  private async store(session: SessionAsRead, body: OpenSection, form: SessionForm): Promise<Verdicts> {
    if (body.responses.length === 0) return { accepted: [], superseded: [] };
    const { rows, held } = await this.carried.store(session, body, form);
    return this.verdicts.judge(form, rows, held);
  }

  private async known(session: SessionAsRead, body: OpenSection, form: SessionForm): Promise<Verdicts> {
    const verdicts = await this.verdicts.known(form, saveRowsOf(form, session, body));
    if (verdicts === null) throw outsideSection(session, body, form);
    return verdicts;
  }

  private refusal(
    reason: Problem['id'],
    session: SessionAsRead,
    body: OpenSection,
    form: SessionForm,
  ): Problem {
    if (reason === 'section-not-open') return new Problem(reason, { detail: sectionDetail });
    return refusalOf(session, { ...body, responses: [] }, form);
  }
}
