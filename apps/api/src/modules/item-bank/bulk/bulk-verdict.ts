import type { BulkChange, StayReason } from '@attest/contracts';
import {
  itemFileOf,
  mayBeWritten,
  refuseMove,
  type ItemFile,
  type ItemText,
  type Mover,
} from '@attest/item-bank';
import { Injectable } from '@nestjs/common';
import type { Person } from '../../../platform/auth/access.ts';
import { ItemStandings, moverOf } from '../reviews/item-standings.ts';
import { ItemStore, type StoredItem } from '../item-store.ts';

/** What a change of many makes of one item. */
export type BulkVerdict =
  | { readonly isChange: true; readonly record: ItemFile }
  | { readonly isChange: false; readonly why: StayReason };

const stays = (why: StayReason): BulkVerdict => ({ isChange: false, why });

/** Decides for one item, by the rules that hold where it is changed alone. */
@Injectable()
export class BulkVerdicts {
  constructor(
    private readonly items: ItemStore,
    private readonly standings: ItemStandings,
  ) {}

  async of(person: Person, stored: StoredItem, change: BulkChange): Promise<BulkVerdict> {
    const text = await this.items.knownText(stored.row);
    if (text === null) return stays('no-text');
    const { status, metadata } = stored.row;
    const record = itemFileOf(text, { status, reviewers: metadata.reviewers });
    if (change.action === 'move') return this.moved(moverOf(person), stored, { text, record }, change);
    const { tag } = change;
    if (!mayBeWritten(status)) return stays('retired');
    if (record.tags.includes(tag) === (change.action === 'add-tag')) return stays('no-change');
    const others = record.tags.filter((each) => each !== tag);
    return {
      isChange: true,
      record: { ...record, tags: change.action === 'add-tag' ? [...others, tag].toSorted() : others },
    };
  }

  private async moved(
    mover: Mover,
    stored: StoredItem,
    { text, record }: { readonly text: ItemText; readonly record: ItemFile },
    { to, reason }: Extract<BulkChange, { action: 'move' }>,
  ): Promise<BulkVerdict> {
    if (stored.row.status === to) return stays('no-change');
    const refusal = refuseMove(await this.standings.of(stored, text), to, mover, reason);
    return refusal === null ? { isChange: true, record } : stays(refusal);
  }
}
