import { mayDo, type ItemFiles, type ItemFilesQuery } from '@attest/contracts';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../platform/audit/audit-log.ts';
import type { Person } from '../../../platform/auth/access.ts';
import { Transaction } from '../../../platform/database/transaction.ts';
import { BankExport } from '../export/bank-export.ts';
import { ItemStore } from '../item-store.ts';
import { BlindReviews } from '../reviews/blind-reviews.ts';

/**
 * Some items as files of a bank, such as `bank -- export` writes them. Who answers for the bank takes it out as it is,
 * which the audit trail tells; a reviewer does not get what they have yet to answer.
 */
@Injectable()
export class ItemFilesService {
  constructor(
    private readonly transaction: Transaction,
    private readonly bank: BankExport,
    private readonly items: ItemStore,
    private readonly blindness: BlindReviews,
    private readonly audit: AuditLog,
  ) {}

  write(person: Person, { id }: ItemFilesQuery): Promise<ItemFiles> {
    return this.transaction.run(async () => {
      const ids = [...new Set(id)];
      const files: ItemFiles['files'] = [];
      const withheld = mayDo(person.roles, 'item:publish') ? [] : await this.withheldFrom(person, ids);
      const shown = ids.filter((id) => !withheld.includes(id));
      const unknown = await this.bank.itemsOf(shown, (file) => {
        files.push({ path: file.path, text: file.text });
      });
      const taken = shown.filter((id) => !unknown.includes(id));
      for (const bankId of taken) {
        const subject = { kind: 'item', id: bankId };
        await this.audit.record({ kind: 'item.exported', actorId: person.accountId, subject, reason: null });
      }
      return { files, unknown, withheld };
    });
  }

  private async withheldFrom(person: Person, ids: readonly string[]): Promise<string[]> {
    const withheld: string[] = [];
    for (const id of ids) {
      const stored = await this.items.find(id);
      if (stored !== null && !(await this.blindness.maySeeKey(person, stored))) withheld.push(id);
    }
    return withheld;
  }
}
