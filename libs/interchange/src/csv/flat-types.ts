import type { CsvField } from './fields.ts';

/** Types of which one row holds everything. */
export const flatTypes = [
  'single-choice',
  'multiple-response',
  'ordering',
  'matching',
  'short-text',
  'numeric',
] as const;
export type FlatType = (typeof flatTypes)[number];

export function isFlatType(type: string): type is FlatType {
  return (flatTypes as readonly string[]).includes(type);
}

/** Fields that not every type has, by type; `option`, `rationale_` and `error_` stand for all letters. */
const ownFields: Readonly<Record<FlatType, readonly string[]>> = {
  'single-choice': ['option_', 'rationale_', 'error_', 'key', 'scoring'],
  'multiple-response': ['option_', 'rationale_', 'error_', 'key', 'scoring'],
  ordering: ['option_', 'rationale_', 'key', 'scoring'],
  matching: ['option_', 'rationale_', 'choices', 'key', 'scoring'],
  'short-text': ['accept', 'case_sensitive', 'pattern', 'rationale', 'scoring'],
  numeric: ['value', 'tolerance', 'unit', 'rationale', 'scoring'],
};
const allOwn = [...new Set(Object.values(ownFields).flat())];

const kindOf = (field: CsvField) => field.replace(/_[a-j]$/, '_');

/** Whether a cell of this column means nothing for the type. */
export function isForeign(field: CsvField, type: FlatType): boolean {
  const kind = kindOf(field);
  return allOwn.includes(kind) && !ownFields[type].includes(kind);
}
