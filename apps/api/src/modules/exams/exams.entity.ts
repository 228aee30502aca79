import type { CertificationCode } from '@attest/contracts';
import type { ExamFile, ItemReference } from '@attest/item-bank';
import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

/** What a version fixes: blueprint, timing, policies. */
export type ExamDefinition = Omit<ExamFile, 'id' | 'certification'>;

@Entity('exams')
@Unique('exams_slug_key', ['slug'])
export class ExamRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'exams_pkey' })
  id!: string;

  @Column('text')
  slug!: string;

  @Column('text')
  @ForeignKey('certifications', 'code', { name: 'exams_certification_fkey' })
  certification!: CertificationCode;

  @Column('integer')
  version!: number;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}

@Entity('exam_versions')
@Unique('exam_versions_exam_version_key', ['examId', 'version'])
export class ExamVersionRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'exam_versions_pkey' })
  id!: string;

  @Column('uuid', { name: 'exam_id' })
  @ForeignKey(() => ExamRow, { name: 'exam_versions_exam_fkey' })
  examId!: string;

  @Column('integer')
  version!: number;

  @Column('jsonb')
  definition!: ExamDefinition;

  @Column('text', { name: 'definition_hash' })
  definitionHash!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}

@Entity('forms')
export class FormRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'forms_pkey' })
  id!: string;

  @Column('uuid', { name: 'exam_version_id' })
  @ForeignKey(() => ExamVersionRow, { name: 'forms_exam_version_fkey' })
  examVersionId!: string;

  @Column('text')
  seed!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}

/** What scoring needs of an item, as it was when the form was assembled. */
export interface FormItemMetadata {
  readonly bankId: string;
  readonly stimulusBankId: string | null;
  readonly domain: string;
  readonly expectedDifficulty: number;
  readonly isScored: boolean;
  readonly references: readonly ItemReference[];
}

@Entity('form_items')
@Check('form_items_item_no_check', 'item_no >= 1')
export class FormItemRow {
  @PrimaryColumn('uuid', { name: 'form_id', primaryKeyConstraintName: 'form_items_pkey' })
  @ForeignKey(() => FormRow, { name: 'form_items_form_fkey' })
  formId!: string;

  @PrimaryColumn('smallint', { name: 'item_no', primaryKeyConstraintName: 'form_items_pkey' })
  itemNo!: number;

  @Column('uuid', { name: 'item_version_id' })
  @ForeignKey('item_versions', 'id', { name: 'form_items_item_version_fkey' })
  itemVersionId!: string;

  @Column('integer', { name: 'key_revision' })
  keyRevision!: number;

  @Column('uuid', { name: 'stimulus_version_id', nullable: true })
  @ForeignKey('stimulus_versions', 'id', { name: 'form_items_stimulus_version_fkey' })
  stimulusVersionId!: string | null;

  @Column('jsonb')
  metadata!: FormItemMetadata;
}
