import { Injectable } from '@nestjs/common';
import { Transaction } from '../../../platform/database/transaction.ts';

export interface BuiltReason {
  readonly id: string;
  readonly reason: string;
}

const made = `import_rows r JOIN items i ON i.bank_id = r.record_id
  WHERE r.import_id = $1 AND r.kind = 'item' AND r.made_revision IS NOT NULL`;
const madeStimuli = `import_rows r JOIN stimuli s ON s.bank_id = r.record_id
  WHERE r.import_id = $1 AND r.kind = 'stimulus' AND r.made_revision IS NOT NULL`;
const created = 'r.former IS NULL';

/** What bars an import from being undone, and how it is told. */
const barriers: readonly { readonly reason: string; readonly sql: string }[] = [
  { reason: 'somebody saved a newer version of it', sql: `${made} AND i.revision <> r.made_revision` },
  { reason: 'somebody saved a newer version of it', sql: `${madeStimuli} AND s.revision <> r.made_revision` },
  ...(
    [
      [made, 'item', 'i.id'],
      [madeStimuli, 'stimulus', 's.id'],
    ] as const
  ).flatMap(([found, kind, id]) => [
    {
      reason: 'it has moved on in its review',
      sql: `${found} AND EXISTS (SELECT 1 FROM ${kind}_moves m WHERE m.${kind}_id = ${id} AND m.revision = r.made_revision)`,
    },
    {
      reason: 'somebody has begun to review it',
      sql: `${found} AND EXISTS (SELECT 1 FROM ${kind}_judgements j WHERE j.${kind}_id = ${id} AND j.revision = r.made_revision)`,
    },
    {
      reason: 'somebody is writing a new version of it',
      sql: `${found} AND ${created} AND EXISTS (SELECT 1 FROM ${kind}_drafts d WHERE d.${kind}_id = ${id})`,
    },
  ]),
  {
    reason: 'somebody was asked to review it',
    sql: `${made} AND ${created} AND EXISTS (SELECT 1 FROM item_review_assignments a WHERE a.item_id = i.id)`,
  },
  {
    reason: 'somebody commented on it',
    sql: `${made} AND EXISTS (SELECT 1 FROM item_comments c WHERE c.item_id = i.id AND c.revision = r.made_revision)`,
  },
  {
    reason: 'it is part of an exam form',
    sql: `${made} AND ${created} AND EXISTS (
      SELECT 1 FROM form_items f JOIN item_versions v ON v.id = f.item_version_id WHERE v.item_id = i.id)`,
  },
  {
    reason: 'another question must not meet it, and names it',
    sql: `${made} AND ${created} AND EXISTS (
      SELECT 1 FROM items o WHERE o.metadata -> 'enemies' ? i.bank_id AND NOT EXISTS (
        SELECT 1 FROM import_rows t WHERE t.import_id = $1 AND t.record_id = o.bank_id AND t.made_revision IS NOT NULL))`,
  },
  {
    reason: 'a question of the bank shows it',
    sql: `${madeStimuli} AND ${created} AND EXISTS (
      SELECT 1 FROM items o WHERE o.stimulus_id = s.id AND NOT EXISTS (
        SELECT 1 FROM import_rows t WHERE t.import_id = $1 AND t.record_id = o.bank_id AND t.made_revision IS NOT NULL))`,
  },
];

/** Whether somebody has built on what an import brought in. */
@Injectable()
export class BuiltUpon {
  constructor(private readonly transaction: Transaction) {}

  /** From here on nobody builds on any of it until the transaction has ended. */
  async reasons(importId: string): Promise<BuiltReason[]> {
    for (const [table, kind] of [
      ['items', 'item'],
      ['stimuli', 'stimulus'],
    ]) {
      await this.transaction.rows(
        `SELECT 1 FROM ${String(table)} WHERE bank_id IN (
           SELECT record_id FROM import_rows WHERE import_id = $1 AND kind = $2 AND made_revision IS NOT NULL)
         ORDER BY bank_id FOR UPDATE`,
        [importId, kind],
      );
    }
    const found = new Map<string, string>();
    for (const { reason, sql } of barriers) {
      const rows = await this.transaction.rows<{ id: string }>(
        `SELECT r.record_id AS id FROM ${sql} ORDER BY r.n LIMIT 100`,
        [importId],
      );
      for (const { id } of rows) if (!found.has(id)) found.set(id, reason);
    }
    return [...found].map(([id, reason]) => ({ id, reason }));
  }
}
