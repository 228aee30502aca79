import type {
  CertificationCode,
  CandidateStimulus,
  CognitiveLevel,
  ItemStatus,
  ItemType,
} from '@attest/contracts';
import type {
  BlueprintFile,
  ItemContent,
  ItemKey,
  ItemMetadata,
  ItemText,
  NamedError,
  Source,
  StimulusText,
} from '@attest/item-bank';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity('certifications')
export class CertificationRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'certifications_pkey' })
  code!: CertificationCode;

  @Column('text')
  name!: string;

  @Column('jsonb')
  owner!: { credential: string; organisation: string };

  @Column('jsonb')
  domains!: BlueprintDomain[];

  /** Of a full form. */
  @Column('jsonb', { nullable: true })
  mix!: NonNullable<BlueprintFile['mix']> | null;
}

export interface BlueprintDomain {
  readonly id: string;
  readonly name: string;
  readonly weight: number;
  readonly objectives: readonly { readonly id: string; readonly text: string }[];
}

@Entity('bank_errors')
export class BankErrorRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'bank_errors_pkey' })
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  misconception!: string;

  /** As its register holds it. */
  @Column('jsonb', { default: {} })
  record!: NamedError;
}

@Entity('bank_sources')
export class BankSourceRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'bank_sources_pkey' })
  id!: string;

  @Column('text')
  name!: string;

  /** As its register holds it. */
  @Column('jsonb', { default: {} })
  record!: Source;
}

@Entity('stimuli')
@Unique('stimuli_bank_id_key', ['bankId'])
@Check('stimuli_revision_check', 'revision >= 0')
@Check(
  'stimuli_status_check',
  "status IN ('draft', 'in-review', 'approved', 'pretest', 'operational', 'retired')",
)
export class StimulusRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'stimuli_pkey' })
  id!: string;

  @Column('text', { name: 'bank_id' })
  bankId!: string;

  @Column('text')
  organisation!: string;

  @Column('text')
  industry!: string;

  /** Of `stimulusSearchOf`; never read, only asked. */
  @Column('tsvector', { select: false })
  search!: string;

  @Column('text')
  status!: ItemStatus;

  @Column('integer')
  version!: number;

  /** Of what its authors wrote; 0 where that was not kept yet. */
  @Column('integer', { default: 0 })
  revision!: number;

  @Column('text', { array: true, default: '{}' })
  reviewers!: string[];

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}

@Entity('stimulus_versions')
@Unique('stimulus_versions_stimulus_version_key', ['stimulusId', 'version'])
export class StimulusVersionRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'stimulus_versions_pkey' })
  id!: string;

  @Column('uuid', { name: 'stimulus_id' })
  @ForeignKey(() => StimulusRow, { name: 'stimulus_versions_stimulus_fkey' })
  stimulusId!: string;

  @Column('integer')
  version!: number;

  @Column('jsonb')
  content!: CandidateStimulus;

  @Column('text', { name: 'content_hash' })
  contentHash!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}

@Entity('items')
@Index('items_search_idx', { synchronize: false })
@Index('items_stimulus_idx', ['stimulusId'])
@Unique('items_bank_id_key', ['bankId'])
@Check(
  'items_status_check',
  "status IN ('draft', 'in-review', 'approved', 'pretest', 'operational', 'retired')",
)
@Check('items_expected_difficulty_check', 'expected_difficulty BETWEEN 0 AND 1')
@Check('items_revision_check', 'revision >= 0')
export class ItemRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'items_pkey' })
  id!: string;

  @Column('text', { name: 'bank_id' })
  bankId!: string;

  @Column('text', { array: true })
  certifications!: CertificationCode[];

  @Column('text')
  domain!: string;

  @Column('text')
  objective!: string;

  @Column('text')
  type!: ItemType;

  @Column('text', { name: 'cognitive_level' })
  cognitiveLevel!: CognitiveLevel;

  @Column('text')
  status!: ItemStatus;

  @Column('double precision', { name: 'expected_difficulty' })
  expectedDifficulty!: number;

  @Column('uuid', { name: 'stimulus_id', nullable: true })
  @ForeignKey(() => StimulusRow, { name: 'items_stimulus_fkey' })
  stimulusId!: string | null;

  /** Sources of its references, each once. */
  @Column('text', { array: true })
  frameworks!: string[];

  @Column('jsonb')
  metadata!: ItemMetadata;

  @Column('text', { name: 'first_words' })
  firstWords!: string;

  /** Of `itemSearchOf`; never read, only asked. */
  @Column('tsvector', { select: false })
  search!: string;

  @Column('integer')
  version!: number;

  @Column('integer', { name: 'key_revision' })
  keyRevision!: number;

  /** Of what its authors wrote; 0 where that was not kept yet. */
  @Column('integer', { default: 0 })
  revision!: number;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}

/** Candidate content: what may leave in a form. */
@Entity('item_versions')
@Unique('item_versions_item_version_key', ['itemId', 'version'])
export class ItemVersionRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'item_versions_pkey' })
  id!: string;

  @Column('uuid', { name: 'item_id' })
  @ForeignKey(() => ItemRow, { name: 'item_versions_item_fkey' })
  itemId!: string;

  @Column('integer')
  version!: number;

  @Column('jsonb')
  content!: ItemContent;

  @Column('text', { name: 'content_hash' })
  contentHash!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}

/** Keys, mappings and rationales: read by scoring, review and authoring only. */
@Entity('item_keys')
export class ItemKeyRow {
  @PrimaryColumn('uuid', { name: 'item_version_id', primaryKeyConstraintName: 'item_keys_pkey' })
  @ForeignKey(() => ItemVersionRow, { name: 'item_keys_item_version_fkey' })
  itemVersionId!: string;

  @PrimaryColumn('integer', { name: 'key_revision', primaryKeyConstraintName: 'item_keys_pkey' })
  keyRevision!: number;

  @Column('jsonb')
  key!: ItemKey;

  @Column('text', { name: 'key_hash' })
  keyHash!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}

/** What authors wrote at one save, key and rationales included: read by authoring only. */
@Entity('item_revisions')
@Check('item_revisions_revision_check', 'revision >= 1')
export class ItemRevisionRow {
  @PrimaryColumn('uuid', { name: 'item_id', primaryKeyConstraintName: 'item_revisions_pkey' })
  @ForeignKey(() => ItemRow, { name: 'item_revisions_item_fkey' })
  itemId!: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'item_revisions_pkey' })
  revision!: number;

  @Column('integer')
  version!: number;

  @Column('integer', { name: 'key_revision' })
  keyRevision!: number;

  @Column('jsonb')
  record!: ItemText;

  @Column('text')
  note!: string;

  /** Null: a bank file. */
  @Column('uuid', { name: 'saved_by', nullable: true })
  @ForeignKey('accounts', 'id', { name: 'item_revisions_saved_by_fkey' })
  savedBy!: string | null;

  @Column('timestamptz', { name: 'saved_at' })
  savedAt!: Date;
}

@Entity('stimulus_revisions')
@Check('stimulus_revisions_revision_check', 'revision >= 1')
export class StimulusRevisionRow {
  @PrimaryColumn('uuid', { name: 'stimulus_id', primaryKeyConstraintName: 'stimulus_revisions_pkey' })
  @ForeignKey(() => StimulusRow, { name: 'stimulus_revisions_stimulus_fkey' })
  stimulusId!: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'stimulus_revisions_pkey' })
  revision!: number;

  @Column('integer')
  version!: number;

  @Column('jsonb')
  record!: StimulusText;

  @Column('text')
  note!: string;

  /** Null: a bank file. */
  @Column('uuid', { name: 'saved_by', nullable: true })
  @ForeignKey('accounts', 'id', { name: 'stimulus_revisions_saved_by_fkey' })
  savedBy!: string | null;

  @Column('timestamptz', { name: 'saved_at' })
  savedAt!: Date;
}

/** The file each record last came from, and what it then was. */
@Entity('bank_files')
@Check('bank_files_kind_check', "kind IN ('item', 'stimulus', 'exam')")
export class BankFileRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'bank_files_pkey' })
  kind!: 'item' | 'stimulus' | 'exam';

  /** Id of the record in the bank, wherever its file lies. */
  @PrimaryColumn('text', { name: 'record_id', primaryKeyConstraintName: 'bank_files_pkey' })
  recordId!: string;

  @Column('text')
  path!: string;

  @Column('text', { name: 'file_hash' })
  fileHash!: string;

  @Column('text', { name: 'record_hash' })
  recordHash!: string;

  @Column('timestamptz', { name: 'imported_at' })
  importedAt!: Date;
}
