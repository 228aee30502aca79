import { Injectable } from '@nestjs/common';
import { assembleForm } from '@attest/exam-engine';
import { Transaction } from '../../platform/database/transaction.ts';
import { Problem } from '../../platform/http/problem.ts';
import { newId } from '../../platform/ids/new-id.ts';
import { ItemContents, type EligibleItem } from '../item-bank/index.ts';
import { FormRow, type FormItemMetadata } from './exams.entity.ts';
import type { CurrentExam } from './exams.repository.ts';

export interface FormItem {
  readonly itemNo: number;
  readonly itemVersionId: string;
  readonly keyRevision: number;
  readonly stimulusVersionId: string | null;
  readonly metadata: FormItemMetadata;
}

export interface Form {
  readonly id: string;
  readonly items: readonly FormItem[];
}

/** Forms: assembled once to the blueprint, never changed. */
@Injectable()
export class Forms {
  constructor(
    private readonly transaction: Transaction,
    private readonly contents: ItemContents,
  ) {}

  /**
   * Draws a form and stores it, within the caller's transaction.
   *
   * @param seed decides the draw; the same seed and bank give the same form
   * @throws Problem `form-cannot-be-assembled` naming what is missing
   */
  async assemble(exam: CurrentExam, seed: string): Promise<Form> {
    const eligible = await this.contents.eligible(exam.certification);
    const today = (await this.transaction.now()).toISOString().slice(0, 10);
    const assembly = assembleForm({
      blueprint: exam.definition,
      bank: eligible.map((item) => item.metadata),
      seed,
      onDate: today,
    });
    if (!assembly.ok) {
      throw new Problem('form-cannot-be-assembled', {
        detail: assembly.shortfall.map((entry) => entry.text).join(' '),
      });
    }
    const byBankId = new Map(eligible.map((item) => [item.metadata.id, item]));
    const items = assembly.items.map(({ id, number }) => toFormItem(byBankId.get(id), number));
    return { id: await this.store(exam.versionId, seed, items), items };
  }

  itemsOf(formId: string): Promise<FormItem[]> {
    return this.transaction.rows<FormItem>(
      `SELECT item_no AS "itemNo", item_version_id AS "itemVersionId", key_revision AS "keyRevision",
         stimulus_version_id AS "stimulusVersionId", metadata
       FROM form_items WHERE form_id = $1 ORDER BY item_no`,
      [formId],
    );
  }

  private async store(examVersionId: string, seed: string, items: readonly FormItem[]): Promise<string> {
    const id = newId();
    const createdAt = await this.transaction.now();
    await this.transaction.manager.insert(FormRow, { id, examVersionId, seed, createdAt });
    await this.transaction.rows(
      `INSERT INTO form_items (form_id, item_no, item_version_id, key_revision, stimulus_version_id, metadata)
       SELECT $1, item_no, item_version_id, key_revision, stimulus_version_id, metadata
       FROM ROWS FROM (unnest($2::smallint[], $3::uuid[], $4::int[], $5::uuid[]), jsonb_array_elements($6::jsonb))
         AS t(item_no, item_version_id, key_revision, stimulus_version_id, metadata)`,
      [
        id,
        items.map(({ itemNo }) => itemNo),
        items.map(({ itemVersionId }) => itemVersionId),
        items.map(({ keyRevision }) => keyRevision),
        items.map(({ stimulusVersionId }) => stimulusVersionId),
        JSON.stringify(items.map(({ metadata }) => metadata)),
      ],
    );
    return id;
  }
}

function toFormItem(item: EligibleItem | undefined, itemNo: number): FormItem {
  if (item === undefined) throw new Error('assembly drew an item that was not offered');
  const { itemVersionId, keyRevision, stimulusVersionId, metadata } = item;
  return {
    itemNo,
    itemVersionId,
    keyRevision,
    stimulusVersionId,
    metadata: {
      bankId: metadata.id,
      stimulusBankId: metadata.stimulusId,
      domain: metadata.domain,
      expectedDifficulty: metadata.expectedDifficulty,
      isScored: !metadata.isPretest && metadata.type !== 'constructed-response',
      references: metadata.references,
    },
  };
}
