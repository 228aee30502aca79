import { Injectable } from '@nestjs/common';
import type { AuthoredExam, OfferExam, PublishExam } from '@attest/contracts';
import { assembleForm, offeredItems } from '@attest/exam-engine';
import { changesBetween, digestOf, type ExamFile } from '@attest/item-bank';
import { AuditLog } from '../../../platform/audit/audit-log.ts';
import type { Person } from '../../../platform/auth/access.ts';
import { Transaction } from '../../../platform/database/transaction.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { newId } from '../../../platform/ids/new-id.ts';
import { ExamRow, ExamVersionRow, type ExamDefinition } from '../exams.entity.ts';
import { AuthoredExamsRepository } from './authored-exams.repository.ts';
import {
  actOn,
  AuthoredExamsService,
  certificationOf,
  missingExam,
  nameTaken,
  publishedText,
  refuseForeignLock,
  textOf,
  type ExamInWork,
} from './authored-exams.service.ts';

/** Makes a draft the version that is booked from now on. Sessions keep the one they were booked with. */
@Injectable()
export class PublishExamVersion {
  constructor(
    private readonly transaction: Transaction,
    private readonly exams: AuthoredExamsRepository,
    private readonly authored: AuthoredExamsService,
    private readonly audit: AuditLog,
  ) {}

  publish({ accountId }: Person, examId: string, { lock, note, over }: PublishExam): Promise<AuthoredExam> {
    return this.transaction.run(async () => {
      const work = await this.authored.findForChange(examId);
      refuseForeignLock(work, lock);
      refuseUnseen(work, over);
      const { id: slug, certification: _same, ...definition } = await this.finished(work);
      await this.refuseWithoutForm(work, definition);
      const version = (over ?? 0) + 1;
      if (over === null) await this.addExam(work, slug);
      else await this.exams.moveTo(examId, version);
      await this.addVersion(examId, version, definition, { note, savedBy: accountId });
      await this.exams.removeDraft(examId);
      await this.audit.record({
        ...actOn(examId, 'exam.published', accountId, note),
        before: over === null ? null : { version: over },
        after: { version, definitionHash: digestOf(definition) },
      });
      return this.authored.read(examId);
    });
  }

  /** No new sessions are booked of what is withdrawn; those booked before are sat all the same. */
  offer({ accountId }: Person, examId: string, { isOffered, reason }: OfferExam): Promise<AuthoredExam> {
    return this.transaction.run(async () => {
      const { published } = await this.authored.findForChange(examId);
      if (published === null) throw missingExam();
      const wasOffered = published.exam.withdrawnAt === null;
      if (wasOffered !== isOffered) {
        const withdrawnAt = isOffered ? null : await this.transaction.now();
        await this.transaction.manager.update(ExamRow, { id: examId }, { withdrawnAt });
        await this.audit.record({
          ...actOn(examId, isOffered ? 'exam.offered' : 'exam.withdrawn', accountId, reason),
          before: { isOffered: wasOffered },
          after: { isOffered },
        });
      }
      return this.authored.read(examId);
    });
  }

  private async finished(work: ExamInWork): Promise<ExamFile> {
    if (work.draft === null)
      throw new Problem('draft-not-finished', { detail: 'There is nothing to publish.' });
    const { exam, hints } = await this.authored.judge(work);
    if (exam === null) {
      const faults = hints.slice(0, 20).map(({ field, message }) => ({ path: field.join('.'), message }));
      throw new Problem('draft-not-finished', {
        detail: hints.map(({ message, remedy }) => `${message} ${remedy}`).join(' '),
        faults,
      });
    }
    const before = publishedText(work);
    if (before !== null && changesBetween(before, textOf(work)).length === 0) {
      throw new Problem('draft-not-finished', { detail: 'It does not differ from what is published.' });
    }
    return exam;
  }

  private async refuseWithoutForm(work: ExamInWork, definition: ExamDefinition): Promise<void> {
    const bank = await this.exams.bank(certificationOf(work));
    const onDate = (await this.transaction.now()).toISOString().slice(0, 10);
    const assembly = assembleForm({
      blueprint: definition,
      bank: offeredItems(bank),
      seed: 'publish',
      onDate,
    });
    if (assembly.ok) return;
    throw new Problem('form-cannot-be-assembled', {
      detail: assembly.shortfall.map(({ text }) => text).join(' '),
    });
  }

  private async addExam(work: ExamInWork, slug: string): Promise<void> {
    if (await this.exams.isNameTaken(slug, work.id)) throw nameTaken(slug);
    const updatedAt = await this.transaction.now();
    await this.transaction.manager.insert(ExamRow, {
      id: work.id,
      slug,
      certification: certificationOf(work),
      version: 1,
      updatedAt,
      withdrawnAt: null,
    });
  }

  private async addVersion(
    examId: string,
    version: number,
    definition: ExamDefinition,
    by: Pick<ExamVersionRow, 'note' | 'savedBy'>,
  ): Promise<void> {
    const createdAt = await this.transaction.now();
    const definitionHash = digestOf(definition);
    const row = { id: newId(), examId, version, definition, definitionHash, createdAt, ...by };
    await this.transaction.manager.insert(ExamVersionRow, row);
  }
}

/** Nobody publishes over a version they have not seen, such as one that an import brought meanwhile. */
function refuseUnseen({ published }: ExamInWork, over: number | null): void {
  const version = published?.exam.version ?? null;
  if (version === over) return;
  throw new Problem('exam-changed-meanwhile', {
    detail: `The exam is at version ${String(version)} now: compare, then publish again.`,
  });
}
