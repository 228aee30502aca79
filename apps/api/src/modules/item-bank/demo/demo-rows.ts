import { Injectable } from '@nestjs/common';
import type { CompiledItem, CompiledStimulus } from '@attest/item-bank';
import { Transaction } from '../../../platform/database/transaction.ts';
import type { itemColumns } from '../item-columns.ts';
import { demoIncident, demoMark } from './demo-marks.ts';

export interface DemoCounts {
  readonly items: number;
  readonly stimuli: number;
}

export type DemoStimulusRow = Pick<
  CompiledStimulus,
  'organisation' | 'industry' | 'status' | 'content' | 'contentHash'
> & {
  readonly id: string;
  readonly bankId: string;
  readonly search: string;
  readonly updatedAt: string;
  readonly versionId: string;
};

export type DemoItemRow = ReturnType<typeof itemColumns> &
  Pick<CompiledItem, 'content' | 'contentHash' | 'key' | 'keyHash'> & {
    readonly id: string;
    readonly bankId: string;
    readonly stimulusId: string | null;
    readonly updatedAt: string;
    readonly versionId: string;
  };

const isDemoItem = `items.bank_id ~ '^demo-[a-z][0-9]{1,2}-[0-9]{4}$' AND items.metadata -> 'incidents' ? '${demoIncident}'`;
const isDemoStimulus = `stimuli.bank_id ~ '^demo-s-[0-9]{3}$' AND stimuli.organisation LIKE '%${demoMark}'`;

/** Many rows a statement: one by one, as an import does it, twenty thousand would take minutes. */
@Injectable()
export class DemoRows {
  constructor(private readonly transaction: Transaction) {}

  async present(): Promise<DemoCounts> {
    const [row] = await this.transaction.rows<DemoCounts>(
      `SELECT (SELECT count(*)::int FROM items WHERE bank_id LIKE 'demo-%') AS items,
         (SELECT count(*)::int FROM stimuli WHERE bank_id LIKE 'demo-%') AS stimuli`,
    );
    return row ?? { items: 0, stimuli: 0 };
  }

  async addStimuli(rows: readonly DemoStimulusRow[]): Promise<void> {
    await this.transaction.rows(
      `WITH given AS (
         SELECT * FROM jsonb_to_recordset($1) AS given ("id" uuid, "bankId" text, "organisation" text, "industry" text,
           "status" text, "search" tsvector, "updatedAt" timestamptz, "versionId" uuid, "content" jsonb, "contentHash" text)
       ), stimuli AS (
         INSERT INTO stimuli (id, bank_id, organisation, industry, status, search, version, updated_at)
         SELECT id, "bankId", organisation, industry, status, search, 1, "updatedAt" FROM given)
       INSERT INTO stimulus_versions (id, stimulus_id, version, content, content_hash, created_at)
       SELECT "versionId", id, 1, content, "contentHash", "updatedAt" FROM given`,
      [JSON.stringify(rows)],
    );
  }

  async addItems(rows: readonly DemoItemRow[]): Promise<void> {
    await this.transaction.rows(
      `WITH given AS (
         SELECT * FROM jsonb_to_recordset($1) AS given ("id" uuid, "bankId" text, "certifications" text[], "domain" text,
           "objective" text, "type" text, "cognitiveLevel" text, "status" text, "expectedDifficulty" float8,
           "stimulusId" uuid, "frameworks" text[], "metadata" jsonb, "firstWords" text, "search" tsvector, "updatedAt" timestamptz,
           "versionId" uuid, "content" jsonb, "contentHash" text, "key" jsonb, "keyHash" text)
       ), items AS (
         INSERT INTO items (id, bank_id, certifications, domain, objective, type, cognitive_level, status,
           expected_difficulty, stimulus_id, frameworks, metadata, first_words, search, version, key_revision, updated_at)
         SELECT id, "bankId", certifications, domain, objective, type, "cognitiveLevel", status, "expectedDifficulty",
           "stimulusId", frameworks, metadata, "firstWords", search, 1, 1, "updatedAt" FROM given
       ), versions AS (
         INSERT INTO item_versions (id, item_id, version, content, content_hash, created_at)
         SELECT "versionId", id, 1, content, "contentHash", "updatedAt" FROM given)
       INSERT INTO item_keys (item_version_id, key_revision, key, key_hash, created_at)
       SELECT "versionId", 1, key, "keyHash", "updatedAt" FROM given`,
      [JSON.stringify(rows)],
    );
  }

  async remove(): Promise<DemoCounts> {
    await this.transaction.rows(
      `DELETE FROM item_keys USING item_versions v, items
       WHERE item_keys.item_version_id = v.id AND v.item_id = items.id AND ${isDemoItem}`,
    );
    await this.transaction.rows(
      `DELETE FROM item_versions USING items WHERE item_versions.item_id = items.id AND ${isDemoItem}`,
    );
    const items = await this.transaction.rows(`DELETE FROM items WHERE ${isDemoItem} RETURNING 1`);
    await this.transaction.rows(
      `DELETE FROM stimulus_versions USING stimuli WHERE stimulus_versions.stimulus_id = stimuli.id AND ${isDemoStimulus}`,
    );
    const stimuli = await this.transaction.rows(`DELETE FROM stimuli WHERE ${isDemoStimulus} RETURNING 1`);
    return { items: items.length, stimuli: stimuli.length };
  }
}
