import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { AccountId, AuthoredExam, CertificationCode, ExamDraftText, ItemType } from '@attest/contracts';
import type { BankedItem } from '@attest/exam-engine';
import { Transaction } from '../../../platform/database/transaction.ts';
import { ExamDraftRow, ExamRow, ExamVersionRow, type ExamDefinition } from '../exams.entity.ts';

/** An exam with what its authors see of it in a list. */
interface ListedRow {
  readonly id: string;
  readonly slug: string;
  readonly certification: CertificationCode;
  readonly title: string;
  readonly version: number | null;
  readonly withdrawnAt: Date | null;
  readonly changedBy: string | null;
  readonly changedAt: Date | null;
  readonly booked: number;
  readonly running: number;
}

/** A published exam with its present version. */
export interface PublishedExam {
  readonly exam: ExamRow;
  readonly version: ExamVersionRow;
}

interface VersionRow {
  readonly version: number;
  readonly definition: ExamDefinition;
  readonly note: string | null;
  readonly savedBy: string | null;
  readonly createdAt: Date;
}

const mostLocks = 2_000_000_000;
/** Of one change of one draft. By chance, so that it does not come back after a publication or with the next draft. */
const newLock = () => randomInt(1, mostLocks);

const booked = `('booked', 'ready')`;
const running = `('active', 'paused')`;

@Injectable()
export class AuthoredExamsRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Published exams and drafts of new ones, by slug. Sessions are counted of those listed only. */
  list(afterSlug: string, limit: number): Promise<ListedRow[]> {
    return this.transaction.rows<ListedRow>(
      `WITH listed AS (
         (SELECT e.id, e.slug, e.certification, e.version, e.withdrawn_at, v.definition ->> 'title' AS title
          FROM exams e JOIN exam_versions v ON v.exam_id = e.id AND v.version = e.version
          WHERE e.slug > $1 ORDER BY e.slug LIMIT $2)
         UNION ALL
         (SELECT d.id, d.slug, d.certification, NULL, NULL, NULL FROM exam_drafts d
          WHERE d.exam_id IS NULL AND d.slug > $1 ORDER BY d.slug LIMIT $2)
       )
       SELECT l.id, l.slug, l.certification, coalesce(d.text ->> 'title', l.title) AS title, l.version,
         l.withdrawn_at AS "withdrawnAt", a.display_name AS "changedBy", d.changed_at AS "changedAt",
         coalesce(s.booked, 0)::int AS booked, coalesce(s.running, 0)::int AS running
       FROM listed l
       LEFT JOIN exam_drafts d ON d.id = l.id
       LEFT JOIN accounts a ON a.id = d.changed_by
       LEFT JOIN LATERAL (
         SELECT count(*) FILTER (WHERE s.status IN ${booked}) AS booked,
           count(*) FILTER (WHERE s.status IN ${running}) AS running
         FROM exam_versions v JOIN exam_sessions s ON s.exam_version_id = v.id
         WHERE v.exam_id = l.id AND s.status IN ('booked', 'ready', 'active', 'paused')
       ) s ON true
       ORDER BY l.slug LIMIT $2`,
      [afterSlug, limit],
    );
  }

  async findPublished(examId: string): Promise<PublishedExam | null> {
    const { manager } = this.transaction;
    const exam = await manager.findOneBy(ExamRow, { id: examId });
    return exam && this.withVersion(exam);
  }

  /** Nobody else publishes it, offers it or imports it until the transaction has ended. */
  async findPublishedForChange(examId: string): Promise<PublishedExam | null> {
    const { manager } = this.transaction;
    const lock = { mode: 'pessimistic_write' } as const;
    const exam = await manager.findOne(ExamRow, { where: { id: examId }, lock });
    return exam && this.withVersion(exam);
  }

  private async withVersion(exam: ExamRow): Promise<PublishedExam> {
    const place = { examId: exam.id, version: exam.version };
    return { exam, version: await this.transaction.manager.findOneByOrFail(ExamVersionRow, place) };
  }

  findDraft(examId: string): Promise<ExamDraftRow | null> {
    return this.transaction.manager.findOneBy(ExamDraftRow, { id: examId });
  }

  findDraftForChange(examId: string): Promise<ExamDraftRow | null> {
    const lock = { mode: 'pessimistic_write' } as const;
    return this.transaction.manager.findOne(ExamDraftRow, { where: { id: examId }, lock });
  }

  countNewDrafts(): Promise<number> {
    return this.transaction
      .rows<{ count: number }>(`SELECT count(*)::int AS count FROM exam_drafts WHERE exam_id IS NULL`)
      .then(([row]) => row?.count ?? 0);
  }

  /** @returns false where somebody else began one meanwhile, or a new exam's name is taken */
  async addDraft(draft: Omit<ExamDraftRow, 'lock' | 'changedAt'>): Promise<boolean> {
    const added = await this.transaction.rows(
      `INSERT INTO exam_drafts (id, exam_id, based_on, slug, certification, lock, text, changed_by, changed_at)
       SELECT $1, $2, $3, $4, $5, $6, $7, $8, attest_now()
       WHERE $2::uuid IS NOT NULL OR NOT EXISTS (SELECT 1 FROM exams WHERE slug = $4)
       ON CONFLICT DO NOTHING RETURNING id`,
      [
        draft.id,
        draft.examId,
        draft.basedOn,
        draft.slug,
        draft.certification,
        newLock(),
        JSON.stringify(draft.text),
        draft.changedBy,
      ],
    );
    return added.length === 1;
  }

  async changeDraft(id: string, text: ExamDraftText, changedBy: AccountId): Promise<void> {
    await this.transaction.rows(
      `UPDATE exam_drafts SET lock = $5, text = $2, slug = $3, changed_by = $4, changed_at = attest_now()
       WHERE id = $1`,
      [id, JSON.stringify(text), text.slug, changedBy, newLock()],
    );
  }

  /** Whether another exam, published or new, has this name. */
  async isNameTaken(slug: string, byAnotherThan: string): Promise<boolean> {
    const [found] = await this.transaction.rows(
      `SELECT 1 FROM exams WHERE slug = $1 AND id <> $2
       UNION ALL SELECT 1 FROM exam_drafts WHERE slug = $1 AND id <> $2`,
      [slug, byAnotherThan],
    );
    return found !== undefined;
  }

  async moveTo(examId: string, version: number): Promise<void> {
    const updatedAt = await this.transaction.now();
    await this.transaction.manager.update(ExamRow, { id: examId }, { version, updatedAt });
  }

  async removeDraft(id: string): Promise<void> {
    await this.transaction.manager.delete(ExamDraftRow, { id });
  }

  async nameOf(accountId: AccountId): Promise<string> {
    const [row] = await this.transaction.rows<{ name: string }>(
      `SELECT display_name AS name FROM accounts WHERE id = $1`,
      [accountId],
    );
    return row?.name ?? '';
  }

  /** Sessions that are not closed, by the version they were booked with, newest first. */
  sessions(examId: string): Promise<AuthoredExam['sessions']> {
    return this.transaction.rows(
      `SELECT v.version, count(*) FILTER (WHERE s.status IN ${booked})::int AS booked,
         count(*) FILTER (WHERE s.status IN ${running})::int AS running
       FROM exam_versions v JOIN exam_sessions s ON s.exam_version_id = v.id
       WHERE v.exam_id = $1 AND s.status IN ('booked', 'ready', 'active', 'paused')
       GROUP BY v.version ORDER BY v.version DESC LIMIT 100`,
      [examId],
    );
  }

  /** Newest first. @param before only older ones */
  versions(examId: string, before: number | null, limit: number): Promise<VersionRow[]> {
    return this.transaction.rows<VersionRow>(
      `SELECT v.version, v.definition, v.note, a.display_name AS "savedBy", v.created_at AS "createdAt"
       FROM exam_versions v LEFT JOIN accounts a ON a.id = v.saved_by
       WHERE v.exam_id = $1 AND ($2::int IS NULL OR v.version < $2) ORDER BY v.version DESC LIMIT $3`,
      [examId, before, limit],
    );
  }

  async definitionOf(examId: string, version: number): Promise<ExamDefinition | null> {
    const row = await this.transaction.manager.findOneBy(ExamVersionRow, { examId, version });
    return row?.definition ?? null;
  }

  /** All items of a certification, whatever their status, with what assembly asks of them. */
  bank(certification: CertificationCode): Promise<BankedItem[]> {
    return this.transaction.rows<BankedItem>(
      `SELECT i.bank_id AS id, i.domain, i.cognitive_level AS "cognitiveLevel",
         i.metadata ->> 'stimulusId' AS "stimulusId", i.metadata -> 'enemies' AS enemies,
         i.metadata -> 'incidents' AS incidents, i.expected_difficulty AS "expectedDifficulty",
         (i.metadata ->> 'isPretest')::boolean AS "isPretest", i.status,
         i.metadata ->> 'validUntil' AS "validUntil", coalesce(s.status = 'operational', true) AS "isStimulusInUse"
       FROM items i LEFT JOIN stimuli s ON s.id = i.stimulus_id
       WHERE i.certifications @> ARRAY[$1] ORDER BY i.bank_id`,
      [certification],
    );
  }

  async firstWords(
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, { firstWords: string; type: ItemType }>> {
    const rows = await this.transaction.rows<{ id: string; firstWords: string; type: ItemType }>(
      `SELECT bank_id AS id, first_words AS "firstWords", type FROM items WHERE bank_id = ANY($1)`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }
}
