import type { CertificationCode } from '@attest/contracts';
import type { BlueprintFile } from './schema/blueprint.ts';
import type { ExamFile } from './schema/exam.ts';
import type { ItemFile } from './schema/item.ts';
import type { NamedError, Source } from './schema/registers.ts';
import type { StimulusFile } from './schema/stimulus.ts';

/** A file as it lies under `question-bank/`; `path` is relative to it, with `/`. */
export interface BankFile {
  readonly path: string;
  readonly text: string;
}

/** Both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where in a file something is wrong, and what to do about it. */
export interface Fault extends Position {
  readonly path: string;
  /** Path of the field in the record, where there is one. */
  readonly field?: readonly PropertyKey[];
  readonly message: string;
  readonly severity: 'error';
}

/** A well-formed file: its record, its text and the way back from a field to its line. */
export interface SourceRecord<Shape> extends BankFile {
  readonly record: Shape;
  /** Position of a field; of the nearest parent that exists when the field does not. */
  readonly locate: (field: readonly PropertyKey[]) => Position;
}

export type SourceItem = SourceRecord<ItemFile>;
export type SourceStimulus = SourceRecord<StimulusFile>;
export type SourceBlueprint = SourceRecord<BlueprintFile>;
export type SourceExam = SourceRecord<ExamFile>;

/** The bank of one certification; all lists are ordered by id. */
export interface CertificationBank {
  readonly code: CertificationCode;
  /** Null when its file is missing or has faults. */
  readonly blueprint: SourceBlueprint | null;
  readonly items: readonly SourceItem[];
  readonly stimuli: readonly SourceStimulus[];
  readonly exams: readonly SourceExam[];
}

export interface Bank {
  readonly sources: readonly Source[];
  readonly errors: readonly NamedError[];
  readonly certifications: readonly CertificationBank[];
}
