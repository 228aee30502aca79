import { Injectable } from '@nestjs/common';
import type { CandidateStimulus, CertificationCode } from '@attest/contracts';
import type { ItemContent, ItemKey, ItemMetadata } from '@attest/item-bank';
import { Transaction } from '../../platform/database/transaction.ts';
import { UnchangingValues } from '../../platform/unchanging-values.ts';

/** An item that assembly may draw, in its present version. */
export interface EligibleItem {
  readonly itemId: string;
  readonly itemVersionId: string;
  readonly keyRevision: number;
  readonly stimulusVersionId: string | null;
  readonly metadata: ItemMetadata;
}

export interface VersionedKey {
  readonly itemVersionId: string;
  readonly keyRevision: number;
  readonly key: ItemKey;
  readonly keyHash: string;
}

/** Of a few exams at a time, while thousands of their sessions are booked or scored one after another. */
const mostKept = 2_000;

/** Content for forms. Knows no keys. */
@Injectable()
export class ItemContents {
  private readonly keptContents = new UnchangingValues<ItemContent>(mostKept);
  private readonly keptStimuli = new UnchangingValues<CandidateStimulus>(mostKept);

  constructor(private readonly transaction: Transaction) {}

  eligible(certification: CertificationCode): Promise<EligibleItem[]> {
    return this.transaction.rows<EligibleItem>(
      `SELECT i.id AS "itemId", v.id AS "itemVersionId", i.key_revision AS "keyRevision",
         sv.id AS "stimulusVersionId", i.metadata
       FROM items i
       JOIN item_versions v ON v.item_id = i.id AND v.version = i.version
       LEFT JOIN stimuli s ON s.id = i.stimulus_id
       LEFT JOIN stimulus_versions sv ON sv.stimulus_id = s.id AND sv.version = s.version
       WHERE i.certifications @> ARRAY[$1] AND i.status IN ('operational', 'pretest')
         AND (s.id IS NULL OR s.status = 'operational')
       ORDER BY i.bank_id`,
      [certification],
    );
  }

  contents(itemVersionIds: readonly string[]): Promise<ReadonlyMap<string, ItemContent>> {
    return this.keptContents.of(itemVersionIds, (missing) => this.read('item_versions', missing));
  }

  stimuli(stimulusVersionIds: readonly string[]): Promise<ReadonlyMap<string, CandidateStimulus>> {
    return this.keptStimuli.of(stimulusVersionIds, (missing) => this.read('stimulus_versions', missing));
  }

  private async read<Content>(
    table: 'item_versions' | 'stimulus_versions',
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, Content>> {
    const rows = await this.transaction.rows<{ id: string; content: Content }>(
      `SELECT id, content FROM ${table} WHERE id = ANY($1)`,
      [ids],
    );
    return new Map(rows.map(({ id, content }) => [id, content]));
  }
}

/** Keys, for scoring, review and authoring; no module that delivers forms imports this. */
@Injectable()
export class ItemKeys {
  constructor(private readonly transaction: Transaction) {}

  /** @param wanted pairs of version and key revision */
  async keys(
    wanted: readonly { readonly itemVersionId: string; readonly keyRevision: number }[],
  ): Promise<ReadonlyMap<string, VersionedKey>> {
    const rows = await this.transaction.rows<VersionedKey>(
      `SELECT k.item_version_id AS "itemVersionId", k.key_revision AS "keyRevision", k.key, k.key_hash AS "keyHash"
       FROM item_keys k
       JOIN unnest($1::uuid[], $2::int[]) AS w(item_version_id, key_revision) USING (item_version_id, key_revision)`,
      [wanted.map((entry) => entry.itemVersionId), wanted.map((entry) => entry.keyRevision)],
    );
    return new Map(rows.map((row) => [row.itemVersionId, row]));
  }
}
