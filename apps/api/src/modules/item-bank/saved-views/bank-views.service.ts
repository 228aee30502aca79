import { Injectable } from '@nestjs/common';
import { mostBankViews, type BankView, type BankViews, type SaveBankView } from '@attest/contracts';
import type { Person } from '../../../platform/auth/access.ts';
import { violates } from '../../../platform/database/database-errors.ts';
import { Transaction } from '../../../platform/database/transaction.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { newId } from '../../../platform/ids/new-id.ts';
import { BankViewRow } from './bank-view.entity.ts';

/** Lists of the bank that a person comes back to: their own, wherever they sign in. */
@Injectable()
export class BankViewsService {
  constructor(private readonly transaction: Transaction) {}

  async list({ accountId: ownerId }: Person): Promise<BankViews> {
    const { manager } = this.transaction;
    const rows = await manager.find(BankViewRow, {
      where: { ownerId },
      order: { name: 'ASC' },
      take: mostBankViews,
    });
    return { views: rows.map(told) };
  }

  add({ accountId: ownerId }: Person, { name, state }: SaveBankView): Promise<BankView> {
    return this.transaction.run(async () => {
      const { manager } = this.transaction;
      // One at a time: two together would count the same.
      await this.transaction.rows(`SELECT 1 FROM accounts WHERE id = $1 FOR NO KEY UPDATE`, [ownerId]);
      if ((await manager.countBy(BankViewRow, { ownerId })) >= mostBankViews) {
        throw new Problem('bank-views-at-limit', {
          detail: `Delete one of your ${String(mostBankViews)} views first.`,
        });
      }
      const row = { id: newId(), ownerId, name, state, updatedAt: await this.transaction.now() };
      await namedOnce(name, manager.insert(BankViewRow, row));
      return told(row);
    });
  }

  change({ accountId: ownerId }: Person, id: string, { name, state }: SaveBankView): Promise<BankView> {
    return this.transaction.run(async () => {
      const { manager } = this.transaction;
      const changed = { name, state, updatedAt: await this.transaction.now() };
      const { affected } = await namedOnce(name, manager.update(BankViewRow, { id, ownerId }, changed));
      if (affected === 0) throw missing();
      return told({ id, ...changed });
    });
  }

  async remove({ accountId: ownerId }: Person, id: string): Promise<void> {
    const { affected } = await this.transaction.manager.delete(BankViewRow, { id, ownerId });
    if (affected === 0) throw missing();
  }
}

const missing = () => new Problem('not-found', { detail: 'There is no such view of yours.' });

async function namedOnce<Result>(name: string, saving: Promise<Result>): Promise<Result> {
  try {
    return await saving;
  } catch (cause) {
    if (!violates(cause, 'bank_views_owner_name_key')) throw cause;
    throw new Problem('bank-view-name-taken', { detail: `You have a view named “${name}”.`, cause });
  }
}

function told({ id, name, state, updatedAt }: Omit<BankViewRow, 'ownerId'>): BankView {
  return { id, name, state, updatedAt: updatedAt.toISOString() };
}
