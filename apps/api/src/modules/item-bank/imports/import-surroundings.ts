import { Injectable } from '@nestjs/common';
import type { AccountId, ItemStatus } from '@attest/contracts';
import type { ItemText, StimulusText } from '@attest/item-bank';
import { twinKeyOf, type Around, type Present, type PresentStimulus, type Twins } from '@attest/interchange';
import { Transaction } from '../../../platform/database/transaction.ts';
import { ItemSurroundings } from '../drafts/item-surroundings.ts';
import { StimulusStore } from '../stimulus-store.ts';

const reviewAfterDays = 365;
const dayMs = 86_400_000;

interface Found<Text> {
  readonly bankId: string;
  readonly revision: number;
  readonly status: ItemStatus;
  readonly reviewers: readonly string[];
  readonly text: Text | null;
}

/** What the bank holds around the records of an import. */
@Injectable()
export class ImportSurroundings {
  constructor(
    private readonly transaction: Transaction,
    private readonly single: ItemSurroundings,
    private readonly store: StimulusStore,
  ) {}

  /** @param named ids of items and stimuli that the import brings or names */
  async of(
    ownerId: AccountId,
    named: { readonly items: readonly string[]; readonly stimuli: readonly string[] },
  ): Promise<Around> {
    const { sources, errors, blueprints } = await this.single.of({ enemies: [] });
    const items = await this.items(named.items);
    const stimuli = [...named.stimuli, ...[...items.values()].flatMap(({ text }) => text?.stimulus ?? [])];
    const now = await this.transaction.now();
    const dateIn = (days: number) => new Date(now.getTime() + days * dayMs).toISOString().slice(0, 10);
    return {
      items,
      stimuli: await this.stimuli([...new Set(stimuli)]),
      sources,
      errors,
      blueprints,
      fresh: { author: await this.nameOf(ownerId), created: dateIn(0), reviewDue: dateIn(reviewAfterDays) },
    };
  }

  /** Questions of the bank that begin as one of these does. */
  async twins(stems: readonly string[]): Promise<Twins> {
    const rows = await this.transaction.rows<{ bankId: string; text: ItemText }>(
      `SELECT i.bank_id AS "bankId", r.record AS text
       FROM items i JOIN item_revisions r ON r.item_id = i.id AND r.revision = i.revision
       WHERE coalesce(r.record ->> 'stem', r.record ->> 'body') = ANY($1) AND i.status <> 'retired'`,
      [stems],
    );
    return new Map(rows.map(({ bankId, text }) => [twinKeyOf(text), bankId]));
  }

  private async nameOf(ownerId: AccountId): Promise<string> {
    const [owner] = await this.transaction.rows<{ name: string }>(
      `SELECT display_name AS name FROM accounts WHERE id = $1`,
      [ownerId],
    );
    return owner?.name ?? '';
  }

  private async items(ids: readonly string[]): Promise<Map<string, Present<ItemText>>> {
    const rows = await this.transaction.rows<Found<ItemText>>(
      `SELECT i.bank_id AS "bankId", i.revision, i.status, i.metadata -> 'reviewers' AS reviewers, r.record AS text
       FROM items i LEFT JOIN item_revisions r ON r.item_id = i.id AND r.revision = i.revision
       WHERE i.bank_id = ANY($1)`,
      [ids],
    );
    return new Map(rows.map(({ bankId, ...present }) => [bankId, present]));
  }

  private async stimuli(ids: readonly string[]): Promise<Map<string, PresentStimulus>> {
    const rows = await this.transaction.rows<Found<StimulusText> & { itemsInUse: number }>(
      `SELECT s.bank_id AS "bankId", s.revision, s.status, s.reviewers, r.record AS text,
         (SELECT count(*)::int FROM items i
          WHERE i.stimulus_id = s.id AND i.status IN ('pretest', 'operational')) AS "itemsInUse"
       FROM stimuli s LEFT JOIN stimulus_revisions r ON r.stimulus_id = s.id AND r.revision = s.revision
       WHERE s.bank_id = ANY($1)`,
      [ids],
    );
    const users = await this.store.usersOf(ids);
    return new Map(
      rows.map(({ bankId, ...present }) => [
        bankId,
        { ...present, users: users.filter(({ stimulus }) => stimulus === bankId) },
      ]),
    );
  }
}
