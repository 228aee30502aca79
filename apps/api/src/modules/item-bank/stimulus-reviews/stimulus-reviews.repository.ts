import { Injectable } from '@nestjs/common';
import type { AccountId, ItemMove, ItemStatus, ReviewAspect } from '@attest/contracts';
import { Transaction } from '../../../platform/database/transaction.ts';
import type { StimulusRow } from '../item-bank.entity.ts';
import { addMove, mostTold, movesOf } from '../reviews/moves.ts';
import type { StoredStimulus } from '../stimulus-store.ts';

/** What somebody said of one content of a scenario. */
export interface FoundJudgement {
  /** Hash of that content. */
  readonly judgedHash: string;
  readonly reviewerId: AccountId;
  readonly reviewer: string;
  readonly verdict: 'approved' | 'changes';
  readonly aspects: readonly ReviewAspect[];
  readonly remark: string;
  readonly judgedAt: Date;
}

interface QueuedStimulus {
  readonly id: string;
  readonly bankId: string;
  readonly reviewDue: string;
  readonly contentHash: string;
}

@Injectable()
export class StimulusReviewsRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Newest first. */
  judgements(stimulusId: string): Promise<FoundJudgement[]> {
    return this.transaction.rows<FoundJudgement>(
      `SELECT j.judged_hash AS "judgedHash", j.reviewer_id AS "reviewerId", a.display_name AS reviewer, j.verdict,
         j.aspects, j.remark, j.judged_at AS "judgedAt"
       FROM stimulus_judgements j JOIN accounts a ON a.id = j.reviewer_id
       WHERE j.stimulus_id = $1 ORDER BY j.judged_at DESC LIMIT ${String(mostTold)}`,
      [stimulusId],
    );
  }

  /** Whoever judges the same text again changes their mind. */
  async judge(
    { row, version }: StoredStimulus,
    reviewerId: AccountId,
    verdict: 'approved' | 'changes',
    aspects: readonly ReviewAspect[],
    remark: string,
  ): Promise<void> {
    await this.transaction.rows(
      `INSERT INTO stimulus_judgements
         (stimulus_id, judged_hash, reviewer_id, revision, verdict, aspects, remark, judged_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, attest_now())
       ON CONFLICT (stimulus_id, judged_hash, reviewer_id) DO UPDATE SET
         revision = excluded.revision, verdict = excluded.verdict, aspects = excluded.aspects,
         remark = excluded.remark, judged_at = excluded.judged_at`,
      [row.id, version.contentHash, reviewerId, row.revision, verdict, [...new Set(aspects)], remark],
    );
  }

  /** Everybody who saved since the scenario was last approved. */
  async writers(stimulusId: string): Promise<AccountId[]> {
    const rows = await this.transaction.rows<{ id: AccountId }>(
      `SELECT DISTINCT saved_by AS id FROM stimulus_revisions
       WHERE stimulus_id = $1 AND saved_by IS NOT NULL AND revision > coalesce(
         (SELECT max(revision) FROM stimulus_moves WHERE stimulus_id = $1 AND to_status = 'approved'), 0)`,
      [stimulusId],
    );
    return rows.map(({ id }) => id);
  }

  moves(stimulusId: string): Promise<ItemMove[]> {
    return movesOf(this.transaction, 'stimulus', stimulusId);
  }

  addMove(row: StimulusRow, to: ItemStatus, movedBy: AccountId, reason: string): Promise<void> {
    return addMove(this.transaction, 'stimulus', row, to, movedBy, reason);
  }

  /** Scenarios in a status, the one whose review is due first before the others. */
  queue(status: ItemStatus, after: readonly string[] | null, limit: number): Promise<QueuedStimulus[]> {
    return this.transaction.rows<QueuedStimulus>(
      `SELECT s.id, s.bank_id AS "bankId", r.record->>'reviewDue' AS "reviewDue", v.content_hash AS "contentHash"
       FROM stimuli s
       JOIN stimulus_versions v ON v.stimulus_id = s.id AND v.version = s.version
       JOIN stimulus_revisions r ON r.stimulus_id = s.id AND r.revision = s.revision
       WHERE s.status = $1 AND ($2::text IS NULL OR (r.record->>'reviewDue', s.bank_id) > ($2, $3))
       ORDER BY r.record->>'reviewDue', s.bank_id LIMIT $4`,
      [status, after?.[0] ?? null, after?.[1] ?? null, limit],
    );
  }

  /** But those whose text is in their file only. */
  async count(status: ItemStatus): Promise<number> {
    const [row] = await this.transaction.rows<{ count: number }>(
      `SELECT count(*)::int AS count FROM stimuli WHERE status = $1 AND revision > 0`,
      [status],
    );
    return row?.count ?? 0;
  }
}
