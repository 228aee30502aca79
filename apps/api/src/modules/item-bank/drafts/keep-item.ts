import { Injectable } from '@nestjs/common';
import type { AccountId, ItemStatus } from '@attest/contracts';
import { arrangeRecord, statusAfterSave, type ItemFile } from '@attest/item-bank';
import { AuditLog } from '../../../platform/audit/audit-log.ts';
import { ItemStore, type StoredItem } from '../item-store.ts';

export interface KeptItem {
  readonly revision: number;
  readonly status: ItemStatus;
  readonly isNewContent: boolean;
  readonly isNewKey: boolean;
}

/** Makes a sound record a revision of its item. Call it within a transaction. */
@Injectable()
export class KeepItem {
  constructor(
    private readonly items: ItemStore,
    private readonly audit: AuditLog,
  ) {}

  /** @param stored as it stands, locked; null: the item is new */
  async keep(
    accountId: AccountId,
    item: ItemFile,
    stored: StoredItem | null,
    note: string,
  ): Promise<KeptItem> {
    const { record, compiled, isNewContent, isNewKey } = await this.placed(item, stored);
    const saved = { accountId, note };
    const isJudgedAnew = isNewContent || isNewKey;
    const status = stored === null ? record.status : statusAfterSave(stored.row.status, isJudgedAnew);
    if (stored === null) await this.items.create(record, compiled, saved);
    else {
      // Whoever approved it approved another text.
      const placed = { ...record, status, reviewers: isJudgedAnew ? [] : record.reviewers };
      await this.items.change(stored, placed, await this.items.compile(placed), saved);
    }
    const revision = (stored?.row.revision ?? 0) + 1;
    await this.audit.record({
      kind: 'item.saved',
      actorId: accountId,
      subject: { kind: 'item', id: record.id },
      reason: note,
      before: stored && { status: stored.row.status, revision: stored.row.revision },
      after: { revision, isNewContent, isNewKey },
    });
    return { revision, status, isNewContent, isNewKey };
  }

  /** Nobody places options by hand; what is shown as before stays where it is. */
  private async placed(item: ItemFile, stored: StoredItem | null) {
    const standOf = async (record: ItemFile) => {
      const compiled = await this.items.compile(record);
      const isNewContent = stored?.version.contentHash !== compiled.contentHash;
      return { record, compiled, isNewContent, isNewKey: stored?.key.keyHash !== compiled.keyHash };
    };
    const written = await standOf(item);
    return written.isNewContent ? standOf(arrangeRecord(item)) : written;
  }
}
