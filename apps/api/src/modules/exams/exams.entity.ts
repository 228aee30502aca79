import type { AccountId, CertificationCode, ExamDraftText } from '@attest/contracts';
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

  /** Since when nobody books it. */
  @Column('timestamptz', { name: 'withdrawn_at', nullable: true })
  withdrawnAt!: Date | null;
}

@Entity('exam_versions')
@Unique('exam_versions_exam_version_key', ['examId', 'version'])
@Check('exam_versions_note_check', '(note IS NULL) = (saved_by IS NULL)')
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

  /** What changed, and why; null where it came from a bank file. */
  @Column('text', { nullable: true })
  note!: string | null;

  @Column('uuid', { name: 'saved_by', nullable: true })
  @ForeignKey('accounts', 'id', { name: 'exam_versions_saved_by_fkey' })
  savedBy!: AccountId | null;
}

/** The one working copy of an exam, which all its authors share. */
@Entity('exam_drafts')
@Unique('exam_drafts_slug_key', ['slug'])
@Check('exam_drafts_exam_check', 'exam_id = id')
@Check('exam_drafts_based_on_check', '(exam_id IS NULL) = (based_on IS NULL)')
@Check('exam_drafts_lock_check', 'lock >= 1')
export class ExamDraftRow {
  /** The exam's own; a new one keeps it when it is published. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'exam_drafts_pkey' })
  id!: string;

  /** Null: not published yet. */
  @Column('uuid', { name: 'exam_id', nullable: true })
  @ForeignKey(() => ExamRow, { name: 'exam_drafts_exam_fkey' })
  examId!: string | null;

  /** The version it was begun from. */
  @Column('integer', { name: 'based_on', nullable: true })
  basedOn!: number | null;

  @Column('text')
  slug!: string;

  @Column('text')
  @ForeignKey('certifications', 'code', { name: 'exam_drafts_certification_fkey' })
  certification!: CertificationCode;

  /** Counts the changes, so that none is written over unseen. */
  @Column('integer')
  lock!: number;

  @Column('jsonb')
  text!: ExamDraftText;

  @Column('uuid', { name: 'changed_by' })
  @ForeignKey('accounts', 'id', { name: 'exam_drafts_changed_by_fkey' })
  changedBy!: AccountId;

  @Column('timestamptz', { name: 'changed_at' })
  changedAt!: Date;
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
