import { Injectable } from '@nestjs/common';
import type {
  AuthoredExam,
  BeginExam,
  ChangeExamDraft,
  ExamDraftText,
  ExamsForAuthors,
  ExamsForAuthorsQuery,
} from '@attest/contracts';
import {
  canonicalJson,
  changesBetween,
  draftOfExam,
  emptyExam,
  judgeExam,
  type JudgedExam,
} from '@attest/item-bank';
import type * as z from 'zod';
import { AuditLog } from '../../../platform/audit/audit-log.ts';
import type { Person } from '../../../platform/auth/access.ts';
import { Transaction } from '../../../platform/database/transaction.ts';
import { readCursor, writeCursor } from '../../../platform/http/cursor.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { newId } from '../../../platform/ids/new-id.ts';
import { CertificationsRepository } from '../../item-bank/index.ts';
import type { ExamDraftRow } from '../exams.entity.ts';
import { AuthoredExamsRepository, type PublishedExam } from './authored-exams.repository.ts';

/** New exams that may be unfinished at the same time. */
const mostNew = 200;

/** An exam in work: its draft, its published version, or both. */
export interface ExamInWork {
  readonly id: string;
  readonly draft: ExamDraftRow | null;
  readonly published: PublishedExam | null;
}

/** Exams as their authors read and change them. */
@Injectable()
export class AuthoredExamsService {
  constructor(
    private readonly transaction: Transaction,
    private readonly exams: AuthoredExamsRepository,
    private readonly certifications: CertificationsRepository,
    private readonly audit: AuditLog,
  ) {}

  async list({ limit, after }: z.infer<typeof ExamsForAuthorsQuery>): Promise<ExamsForAuthors> {
    const [afterSlug = ''] = readCursor(after) ?? [];
    const found = await this.exams.list(afterSlug, limit + 1);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      exams: page.map(({ withdrawnAt, changedBy, changedAt, ...exam }) => ({
        ...exam,
        withdrawnAt: withdrawnAt?.toISOString() ?? null,
        draft: changedBy === null || changedAt === null ? null : markOf(changedBy, changedAt),
      })),
      next: found.length > limit && last !== undefined ? writeCursor([last.slug]) : null,
    };
  }

  begin({ accountId }: Person, { certification, slug, title, copyOf }: BeginExam): Promise<AuthoredExam> {
    return this.transaction.run(async () => {
      if ((await this.exams.countNewDrafts()) >= mostNew) {
        throw new Problem('drafts-at-limit', {
          detail: `Publish or discard some of the ${String(mostNew)} new exams first.`,
        });
      }
      const model = copyOf === null ? null : await this.modelFor(copyOf, certification);
      const text = model === null ? emptyExam(slug, title) : { ...model, slug, title };
      const id = newId();
      const draft = { id, examId: null, basedOn: null, slug, certification, text, changedBy: accountId };
      if (!(await this.exams.addDraft(draft))) throw nameTaken(slug);
      await this.audit.record({ ...actOn(id, 'exam.begun', accountId), after: { slug, certification } });
      return this.read(id);
    });
  }

  private async modelFor(examId: string, certification: string): Promise<ExamDraftText> {
    const work = await this.find(examId);
    if (certificationOf(work) !== certification) {
      throw new Problem('not-found', { detail: `There is no such exam of ${certification}.` });
    }
    return textOf(work);
  }

  async read(examId: string): Promise<AuthoredExam> {
    return this.shown(await this.find(examId));
  }

  change(person: Person, examId: string, { lock, text }: ChangeExamDraft): Promise<AuthoredExam> {
    return this.transaction.run(async () => {
      const work = await this.findForChange(examId);
      // An exam that candidates know by this name keeps it.
      const kept = { ...text, slug: work.published?.exam.slug ?? text.slug };
      if (isKeptAlready(work, person, kept)) return this.shown(work);
      refuseForeignLock(work, lock);
      if (work.draft === null) await this.beginDraft(person, work, kept);
      else {
        if (await this.exams.isNameTaken(kept.slug, examId)) throw nameTaken(kept.slug);
        await this.exams.changeDraft(examId, kept, person.accountId);
      }
      return this.read(examId);
    });
  }

  private async beginDraft(
    person: Person,
    { id, published }: ExamInWork,
    text: ExamDraftText,
  ): Promise<void> {
    if (published === null) throw missingExam();
    const { slug, certification, version } = published.exam;
    const { accountId: changedBy } = person;
    const draft = { id, examId: id, basedOn: version, slug, certification, text, changedBy };
    if (!(await this.exams.addDraft(draft))) throw new Problem('draft-changed-elsewhere');
    await this.audit.record({ ...actOn(id, 'exam.draft-begun', changedBy), after: { basedOn: version } });
  }

  discard({ accountId }: Person, examId: string, lock: number): Promise<void> {
    return this.transaction.run(async () => {
      const work = await this.findForChange(examId);
      if (work.draft === null) throw missingExam();
      refuseForeignLock(work, lock);
      await this.exams.removeDraft(examId);
      const { slug, basedOn } = work.draft;
      await this.audit.record({
        ...actOn(examId, 'exam.draft-discarded', accountId),
        before: { slug, basedOn },
      });
    });
  }

  async find(examId: string): Promise<ExamInWork> {
    const draft = await this.exams.findDraft(examId);
    return found({ id: examId, draft, published: await this.exams.findPublished(examId) });
  }

  /** The draft's row is taken first, everywhere. */
  async findForChange(examId: string): Promise<ExamInWork> {
    const draft = await this.exams.findDraftForChange(examId);
    return found({ id: examId, draft, published: await this.exams.findPublishedForChange(examId) });
  }

  async judge(work: ExamInWork): Promise<JudgedExam> {
    return judgeExam(textOf(work), certificationOf(work), await this.domainIdsOf(work));
  }

  async domainIdsOf(work: ExamInWork): Promise<string[]> {
    return (await this.certifications.domainsOf(certificationOf(work))).map(({ id }) => id);
  }

  async shown(work: ExamInWork): Promise<AuthoredExam> {
    const { id, draft, published } = work;
    const certification = certificationOf(work);
    const domains = await this.certifications.domainsOf(certification);
    const text = textOf(work);
    const before = publishedText(work);
    const { hints } = await this.judge(work);
    return {
      id,
      slug: text.slug,
      title: text.title,
      certification,
      version: published?.exam.version ?? null,
      withdrawnAt: published?.exam.withdrawnAt?.toISOString() ?? null,
      domains: domains.map((domain) => ({ id: domain.id, name: domain.name })),
      draft: draft && markOf(await this.exams.nameOf(draft.changedBy), draft.changedAt),
      basedOn: draft?.basedOn ?? null,
      lock: lockOf(work),
      text,
      hints: hints.slice(0, 100),
      changes: before === null ? [] : changesBetween(before, text),
      sessions: await this.exams.sessions(id),
    };
  }
}

/** What an author goes on with: the draft, or else what is published. */
export function textOf(work: ExamInWork): ExamDraftText {
  const text = work.draft?.text ?? publishedText(work);
  if (text === null) throw missingExam();
  return text;
}

export function publishedText({ published }: ExamInWork): ExamDraftText | null {
  return published && draftOfExam(published.exam.slug, published.version.definition);
}

export function certificationOf({ draft, published }: ExamInWork) {
  const certification = draft?.certification ?? published?.exam.certification;
  if (certification === undefined) throw missingExam();
  return certification;
}

/** Of the draft, which no other draft or change ever has; of the published version, below zero, where there is none. */
export function lockOf({ draft, published }: ExamInWork): number {
  return draft?.lock ?? -(published?.exam.version ?? 0);
}

export function refuseForeignLock(work: ExamInWork, known: number): void {
  if (lockOf(work) !== known) throw new Problem('draft-changed-elsewhere');
}

/** The reply to an earlier change got lost on its way, and it is sent again. */
function isKeptAlready({ draft }: ExamInWork, { accountId }: Person, text: ExamDraftText): boolean {
  return draft?.changedBy === accountId && canonicalJson(draft.text) === canonicalJson(text);
}

function found(work: ExamInWork): ExamInWork {
  if (work.draft === null && work.published === null) throw missingExam();
  return work;
}

export function missingExam(): Problem {
  return new Problem('not-found', { detail: 'There is no such exam.' });
}

export function nameTaken(slug: string): Problem {
  return new Problem('exam-name-taken', {
    detail: `There is an exam “${slug}” already: give it another short name.`,
  });
}

export function actOn(
  examId: string,
  kind: string,
  actorId: Person['accountId'],
  reason: string | null = null,
) {
  return { kind, actorId, subject: { kind: 'exam', id: examId }, reason };
}

function markOf(changedBy: string, changedAt: Date) {
  return { changedBy, changedAt: changedAt.toISOString() };
}
