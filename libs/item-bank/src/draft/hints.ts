import type * as z from 'zod';
import type { SourceRecord } from '../bank.ts';
import type { Finding } from '../lint/check.ts';
import { describeIssue } from '../parse/describe-issue.ts';
import type { Fix } from './fix-of.ts';

/** Something to mend or to consider, at a field of a record that is being written. */
export interface Hint {
  /** `fault`: it cannot be kept like this. `error`: it cannot be reviewed. `warning`: somebody should say why. */
  readonly level: 'fault' | 'error' | 'warning';
  /** Number of the check of the item-writing standard; null where the form of the record is meant. */
  readonly check: number | null;
  readonly field: readonly PropertyKey[];
  readonly message: string;
  readonly remedy: string | null;
  /** A change of text that takes the hint away; null where somebody has to think. */
  readonly fix: Fix | null;
  /** Reason the author gave; null when the hint stands. */
  readonly acceptedBecause: string | null;
}

export function fault(field: readonly PropertyKey[], message: string): Hint {
  return { level: 'fault', check: null, field, message, remedy: null, fix: null, acceptedBecause: null };
}

/** What bars a record from being read as one. */
export function formFaults({ issues }: z.core.$ZodError, record: unknown): Hint[] {
  return issues
    .flatMap((issue) => describeIssue(issue, record))
    .map(({ field, message }) => fault(field, onScreen(message, field)));
}

export function hintOf(finding: Finding, fix: Fix | null): Hint {
  const { level, check, field, message, remedy, acceptedBecause } = finding;
  return { level, check, field: field ?? [], message, remedy, acceptedBecause, fix };
}

/** Screens name the field themselves, and whoever writes there adds no keys to a file. */
function onScreen(message: string, field: readonly PropertyKey[]): string {
  const name = field.map(String).join('.');
  if (name === '' || !message.startsWith(name)) return message;
  const rest = message.slice(name.length);
  if (rest.startsWith(' is missing;')) return 'not entered yet';
  const [, least] = /^ is too short; the least is (\d+)$/.exec(rest) ?? [];
  if (least !== undefined) return `at least ${least} needed`;
  return rest.replace(/^:? (?:is )?/, '');
}

/** A record that lies in no file. */
export function unwritten<Shape>(record: Shape, path: string): SourceRecord<Shape> {
  return { path, text: '', record, locate: () => ({ line: 1, column: 1 }) };
}
