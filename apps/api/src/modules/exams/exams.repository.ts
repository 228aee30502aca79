import { Injectable } from '@nestjs/common';
import type { CertificationCode } from '@attest/contracts';
import { Transaction } from '../../platform/database/transaction.ts';
import type { ExamDefinition } from './exams.entity.ts';

/** An exam with its present version. */
export interface CurrentExam {
  readonly id: string;
  readonly slug: string;
  readonly certification: CertificationCode;
  readonly versionId: string;
  readonly definition: ExamDefinition;
  readonly definitionHash: string;
  readonly isWithdrawn: boolean;
}

const columns = `e.id, e.slug, e.certification, v.id AS "versionId", v.definition,
  v.definition_hash AS "definitionHash", e.withdrawn_at IS NOT NULL AS "isWithdrawn"`;

@Injectable()
export class ExamsRepository {
  constructor(private readonly transaction: Transaction) {}

  /** By slug. */
  all(afterSlug: string, limit: number): Promise<CurrentExam[]> {
    return this.transaction.rows<CurrentExam>(
      `SELECT ${columns} FROM exams e JOIN exam_versions v ON v.exam_id = e.id AND v.version = e.version
       WHERE e.slug > $1 ORDER BY e.slug LIMIT $2`,
      [afterSlug, limit],
    );
  }

  /** Those on offer, by slug. */
  list(certification: CertificationCode | null, afterSlug: string, limit: number): Promise<CurrentExam[]> {
    return this.transaction.rows<CurrentExam>(
      `SELECT ${columns} FROM exams e JOIN exam_versions v ON v.exam_id = e.id AND v.version = e.version
       WHERE ($1::text IS NULL OR e.certification = $1) AND e.slug > $2 AND e.withdrawn_at IS NULL
       ORDER BY e.slug LIMIT $3`,
      [certification, afterSlug, limit],
    );
  }

  /** @param idOrSlug a UUID or the exam's slug */
  async find(idOrSlug: string): Promise<CurrentExam | null> {
    const [exam] = await this.transaction.rows<CurrentExam>(
      `SELECT ${columns} FROM exams e JOIN exam_versions v ON v.exam_id = e.id AND v.version = e.version
       WHERE e.id::text = $1 OR e.slug = $1`,
      [idOrSlug],
    );
    return exam ?? null;
  }

  /** The exam in the version a session was booked with, which may no longer be the present one. */
  async findVersion(versionId: string): Promise<CurrentExam> {
    const [exam] = await this.transaction.rows<CurrentExam>(
      `SELECT ${columns} FROM exam_versions v JOIN exams e ON e.id = v.exam_id WHERE v.id = $1`,
      [versionId],
    );
    if (exam === undefined) throw new Error('an exam version of a session is missing');
    return exam;
  }
}
