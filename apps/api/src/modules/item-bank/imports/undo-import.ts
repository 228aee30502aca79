import { Injectable } from '@nestjs/common';
import type { AccountId } from '@attest/contracts';
import { itemFileOf, stimulusFileOf, type ItemText, type StimulusText } from '@attest/item-bank';
import { AuditLog } from '../../../platform/audit/audit-log.ts';
import { Transaction } from '../../../platform/database/transaction.ts';
import type { ItemRow, StimulusRow } from '../item-bank.entity.ts';
import { ItemStore } from '../item-store.ts';
import { addMove } from '../reviews/moves.ts';
import { StimulusStore } from '../stimulus-store.ts';
import type { Former, ImportEntity, ImportRowEntity } from './bank-import.entity.ts';
import { breathe } from './breathe.ts';
import { BuiltUpon } from './built-upon.ts';
import { ImportsRepository } from './imports.repository.ts';

const mostReasons = 100;
type Row = ImportRowEntity & { recordId: string };
type ChangedRow = Row & { former: Former };

/** Takes out what an import created and gives what it changed its former text back: all of it, or nothing. */
@Injectable()
export class UndoImport {
  constructor(
    private readonly transaction: Transaction,
    private readonly imports: ImportsRepository,
    private readonly builtUpon: BuiltUpon,
    private readonly items: ItemStore,
    private readonly stimuli: StimulusStore,
    private readonly audit: AuditLog,
  ) {}

  /** Call it within a transaction. */
  async run({ id, ownerId, name }: ImportEntity): Promise<void> {
    const rows = (await this.imports.made(id)).filter((row): row is Row => row.recordId !== null);
    const reasons = await this.builtUpon.reasons(id);
    if (reasons.length > 0) {
      await this.imports.settle(id, 'applied', { act: 'undo', reasons: reasons.slice(0, mostReasons) });
      return;
    }
    const note = `Undone: import of ${name}`.slice(0, 500);
    const changed = rows.filter((row): row is ChangedRow => row.former !== null);
    let done = 0;
    const pause = breathe(() => this.imports.tell(id, { done, total: rows.length }));
    // What items show is as it was before they are.
    for (const row of [...changed.filter(isStimulus), ...changed.filter((each) => !isStimulus(each))]) {
      await (isStimulus(row)
        ? this.restoreStimulus(ownerId, row, note)
        : this.restoreItem(ownerId, row, note));
      done += 1;
      await pause(done);
    }
    const created = rows.filter(({ former }) => former === null);
    await this.removeItems(created.filter((row) => !isStimulus(row)).map(({ recordId }) => recordId));
    await this.removeStimuli(created.filter(isStimulus).map(({ recordId }) => recordId));
    await this.imports.settle(id, 'undone', null);
    await this.audit.record({
      kind: 'import.undone',
      actorId: ownerId,
      subject: { kind: 'import', id },
      reason: name,
      after: {
        removed: created.map(({ recordId }) => recordId),
        restored: changed.map(({ recordId }) => recordId),
      },
    });
  }

  /** The text that was approved is approved again: it is the same. */
  private async restoreItem(
    accountId: AccountId,
    { recordId, former }: ChangedRow,
    note: string,
  ): Promise<void> {
    const stored = await this.items.findForChange(recordId);
    if (stored === null) throw new Error(`${recordId} has gone`);
    const text = await this.formerText<ItemText>('item_revisions', 'item_id', stored.row.id, former);
    const record = itemFileOf(text, former);
    await this.items.change(stored, record, await this.items.compile(record), { accountId, note });
    await this.tellOf(accountId, 'item', recordId, stored.row, former, note);
  }

  private async restoreStimulus(
    accountId: AccountId,
    { recordId, former }: ChangedRow,
    note: string,
  ): Promise<void> {
    const stored = await this.stimuli.find(recordId);
    if (stored === null) throw new Error(`${recordId} has gone`);
    const text = await this.formerText<StimulusText>(
      'stimulus_revisions',
      'stimulus_id',
      stored.row.id,
      former,
    );
    const record = stimulusFileOf(text, former);
    await this.stimuli.change(stored, record, this.stimuli.compile(record), { accountId, note });
    await this.tellOf(accountId, 'stimulus', recordId, stored.row, former, note);
  }

  private async formerText<Text>(
    table: string,
    column: string,
    id: string,
    { revision }: Former,
  ): Promise<Text> {
    const [row] = await this.transaction.rows<{ record: Text }>(
      `SELECT record FROM ${table} WHERE ${column} = $1 AND revision = $2`,
      [id, revision],
    );
    if (row === undefined) throw new Error('a former revision has gone');
    return row.record;
  }

  /** A revision, and where the status comes back with it a step, as by hand. */
  private async tellOf(
    accountId: AccountId,
    kind: 'item' | 'stimulus',
    id: string,
    row: ItemRow | StimulusRow,
    former: Former,
    note: string,
  ): Promise<void> {
    const { status, revision } = row;
    if (former.status !== status) {
      await addMove(this.transaction, kind, row, former.status, accountId, note);
    }
    await this.audit.record({
      kind: `${kind}.saved`,
      actorId: accountId,
      subject: { kind, id },
      reason: note,
      before: { status, revision },
      after: { status: former.status, revision: revision + 1, sameAs: former.revision },
    });
  }

  private async removeItems(bankIds: readonly string[]): Promise<void> {
    const own = `(SELECT id FROM items WHERE bank_id = ANY($1))`;
    for (const statement of [
      `DELETE FROM item_keys WHERE item_version_id IN (SELECT id FROM item_versions WHERE item_id IN ${own})`,
      `DELETE FROM item_versions WHERE item_id IN ${own}`,
      `DELETE FROM item_revisions WHERE item_id IN ${own}`,
      `DELETE FROM items WHERE bank_id = ANY($1)`,
    ])
      await this.transaction.rows(statement, [bankIds]);
  }

  private async removeStimuli(bankIds: readonly string[]): Promise<void> {
    const own = `(SELECT id FROM stimuli WHERE bank_id = ANY($1))`;
    for (const statement of [
      `DELETE FROM stimulus_versions WHERE stimulus_id IN ${own}`,
      `DELETE FROM stimulus_revisions WHERE stimulus_id IN ${own}`,
      `DELETE FROM stimuli WHERE bank_id = ANY($1)`,
    ])
      await this.transaction.rows(statement, [bankIds]);
  }
}

const isStimulus = ({ kind }: ImportRowEntity) => kind === 'stimulus';
