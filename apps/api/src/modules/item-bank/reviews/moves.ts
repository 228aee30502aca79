import type { AccountId, ItemMove, ItemStatus } from '@attest/contracts';
import type { Transaction } from '../../../platform/database/transaction.ts';
import { newId } from '../../../platform/ids/new-id.ts';
import type { RecordKind } from '../record-kind.ts';

/** As many judgements and moves are told of a record. */
export const mostTold = 100;

/** The steps of a record so far, newest first. */
export async function movesOf(
  transaction: Transaction,
  kind: RecordKind,
  recordId: string,
): Promise<ItemMove[]> {
  const rows = await transaction.rows<Omit<ItemMove, 'movedAt'> & { movedAt: Date }>(
    `SELECT m.from_status AS "from", m.to_status AS "to", m.revision, m.reason, a.display_name AS "movedBy",
       m.moved_at AS "movedAt"
     FROM ${kind}_moves m JOIN accounts a ON a.id = m.moved_by
     WHERE m.${kind}_id = $1 ORDER BY m.id DESC LIMIT ${String(mostTold)}`,
    [recordId],
  );
  return rows.map(({ movedAt, ...move }) => ({ ...move, movedAt: movedAt.toISOString() }));
}

/** @param row as it stands before the step */
export async function addMove(
  transaction: Transaction,
  kind: RecordKind,
  { id, revision, status }: { readonly id: string; readonly revision: number; readonly status: ItemStatus },
  to: ItemStatus,
  movedBy: AccountId,
  reason: string,
): Promise<void> {
  await transaction.rows(
    `INSERT INTO ${kind}_moves (id, ${kind}_id, revision, from_status, to_status, reason, moved_by, moved_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, attest_now())`,
    [newId(), id, revision, status, to, reason, movedBy],
  );
}
