import { Injectable } from '@nestjs/common';
import type { AccountId, Reviewers, ReviewersQuery } from '@attest/contracts';
import { permissionsOf, roles } from '@attest/contracts/permissions';
import * as z from 'zod';
import { Transaction } from '../../../platform/database/transaction.ts';
import { foreignCursor, readCursor, writeCursor } from '../../../platform/http/cursor.ts';

const reviewing = roles.filter((role) => permissionsOf[role].includes('item:review'));
const After = z.tuple([z.string(), z.uuid()]).nullable();

export interface Assigned {
  readonly itemId: string;
  readonly reviewerId: AccountId;
  readonly name: string;
}

/** Who may review, and who was asked to review what. */
@Injectable()
export class ReviewersRepository {
  constructor(private readonly transaction: Transaction) {}

  /** By name. */
  async list({ search = '', limit, after }: z.infer<typeof ReviewersQuery>): Promise<Reviewers> {
    const from = After.safeParse(readCursor(after));
    if (!from.success) throw foreignCursor();
    const found = await this.transaction.rows<Reviewers['reviewers'][number]>(
      `SELECT a.id, a.display_name AS "displayName", a.email FROM accounts a
       WHERE EXISTS (SELECT 1 FROM account_roles r WHERE r.account_id = a.id AND r.role = ANY($1))
         AND ($2 = '' OR strpos(lower(a.display_name), lower($2)) > 0)
         AND ($3::text IS NULL OR (a.display_name COLLATE "C", a.id) > ($3, $4::uuid))
       ORDER BY a.display_name COLLATE "C", a.id LIMIT $5`,
      [reviewing, search, from.data?.[0] ?? null, from.data?.[1] ?? null, limit + 1],
    );
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const hasMore = found.length > limit && last !== undefined;
    return { reviewers: page, next: hasMore ? writeCursor([last.displayName, last.id]) : null };
  }

  /** The name of an account that may review; null where there is none. */
  async nameOf(reviewerId: string): Promise<string | null> {
    const [found] = await this.transaction.rows<{ name: string }>(
      `SELECT a.display_name AS name FROM accounts a
       WHERE a.id = $1 AND EXISTS (SELECT 1 FROM account_roles r WHERE r.account_id = a.id AND r.role = ANY($2))`,
      [reviewerId, reviewing],
    );
    return found?.name ?? null;
  }

  /** In the order they were asked. */
  assignedTo(itemIds: readonly string[]): Promise<Assigned[]> {
    return this.transaction.rows<Assigned>(
      `SELECT s.item_id AS "itemId", s.reviewer_id AS "reviewerId", a.display_name AS name
       FROM item_review_assignments s JOIN accounts a ON a.id = s.reviewer_id
       WHERE s.item_id = ANY($1) ORDER BY s.assigned_at, s.reviewer_id`,
      [itemIds],
    );
  }

  async assign(itemId: string, reviewerId: string, assignedBy: AccountId): Promise<void> {
    await this.transaction.rows(
      `INSERT INTO item_review_assignments (item_id, reviewer_id, assigned_by, assigned_at)
       VALUES ($1, $2, $3, attest_now())`,
      [itemId, reviewerId, assignedBy],
    );
  }

  async remove(itemId: string, reviewerId: string): Promise<void> {
    await this.transaction.rows(
      `DELETE FROM item_review_assignments WHERE item_id = $1 AND reviewer_id = $2`,
      [itemId, reviewerId],
    );
  }
}
