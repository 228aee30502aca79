import type { AccountId, ImportCounts, ImportState, ImportVerdict, ItemStatus } from '@attest/contracts';
import type { ItemFile, StimulusFile } from '@attest/item-bank';
import type { CsvColumn, Finding, ImportFormat } from '@attest/interchange';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

export interface Refusal {
  readonly act: 'check' | 'apply' | 'undo';
  readonly reasons: readonly { readonly id: string | null; readonly reason: string }[];
}

/** Files of questions that somebody brings in; read by its owner only. */
@Entity('imports')
@Index('imports_owner_idx', ['ownerId', 'createdAt', 'id'])
@Index('imports_waiting_idx', { synchronize: false })
@Check('imports_format_check', "format IN ('csv', 'bank-files')")
@Check('imports_state_check', "state IN ('checking', 'checked', 'applying', 'applied', 'undoing', 'undone')")
export class ImportEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'imports_pkey' })
  id!: string;

  @Column('uuid', { name: 'owner_id' })
  @ForeignKey('accounts', 'id', { name: 'imports_owner_fkey' })
  ownerId!: AccountId;

  @Column('text')
  format!: ImportFormat;

  @Column('text')
  name!: string;

  @Column('integer', { name: 'file_count' })
  fileCount!: number;

  @Column('text')
  state!: ImportState;

  @Column('integer', { name: 'check_number' })
  checkNumber!: number;

  /** What each column holds, as the owner chose; null: guessed. */
  @Column('jsonb', { nullable: true })
  chosen!: (string | null)[] | null;

  @Column('jsonb')
  columns!: readonly CsvColumn[];

  /** Of the files as a whole. */
  @Column('jsonb')
  findings!: readonly Finding[];

  @Column('jsonb')
  counts!: ImportCounts;

  @Column('boolean', { name: 'leaves_out_faulty' })
  leavesOutFaulty!: boolean;

  @Column('jsonb', { nullable: true })
  refusal!: Refusal | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'changed_at' })
  changedAt!: Date;
}

/** Kept until the import is brought in, so that it can be checked again. */
@Entity('import_files')
export class ImportFileEntity {
  @PrimaryColumn('uuid', { name: 'import_id', primaryKeyConstraintName: 'import_files_pkey' })
  @ForeignKey(() => ImportEntity, { name: 'import_files_import_fkey' })
  importId!: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'import_files_pkey' })
  n!: number;

  @Column('text')
  name!: string;

  @Column('text')
  text!: string;
}

/** How a record stood before an import changed it. */
export interface Former {
  readonly revision: number;
  readonly status: ItemStatus;
  readonly reviewers: readonly string[];
}

/** What becomes of one record of an import. */
@Entity('import_rows')
@Check('import_rows_kind_check', "kind IN ('item', 'stimulus')")
@Check('import_rows_verdict_check', "verdict IN ('create', 'change', 'skip', 'refuse')")
export class ImportRowEntity {
  @PrimaryColumn('uuid', { name: 'import_id', primaryKeyConstraintName: 'import_rows_pkey' })
  @ForeignKey(() => ImportEntity, { name: 'import_rows_import_fkey' })
  importId!: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'import_rows_pkey' })
  n!: number;

  @Column('text')
  kind!: 'item' | 'stimulus';

  @Column('text', { name: 'record_id', nullable: true })
  recordId!: string | null;

  @Column('text')
  file!: string;

  @Column('integer')
  line!: number;

  @Column('text', { name: 'first_words' })
  firstWords!: string;

  @Column('text')
  verdict!: ImportVerdict;

  /** Revision that the check saw. */
  @Column('integer', { name: 'seen_revision', nullable: true })
  seenRevision!: number | null;

  @Column('jsonb', { nullable: true })
  record!: ItemFile | StimulusFile | null;

  @Column('jsonb')
  findings!: readonly Finding[];

  @Column('boolean', { name: 'has_warnings' })
  hasWarnings!: boolean;

  /** Revision that the import made. */
  @Column('integer', { name: 'made_revision', nullable: true })
  madeRevision!: number | null;

  @Column('jsonb', { nullable: true })
  former!: Former | null;
}

/** How far the work is: written beside the transaction that does it. */
@Entity('import_progress')
export class ImportProgressEntity {
  @PrimaryColumn('uuid', { name: 'import_id', primaryKeyConstraintName: 'import_progress_pkey' })
  @ForeignKey(() => ImportEntity, { name: 'import_progress_import_fkey' })
  importId!: string;

  @Column('integer')
  done!: number;

  @Column('integer')
  total!: number;

  /** A worker that dies leaves the work to the next one, but not for ever. */
  @Column('integer')
  tries!: number;
}
