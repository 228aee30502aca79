import type { SortKey } from './bank-query.ts';

/** Columns that may be shown beside id and question. */
export const columns = [
  'type',
  'domain',
  'objective',
  'level',
  'status',
  'certifications',
  'difficulty',
  'tags',
  'author',
  'stimulus',
  'version',
  'updated',
] as const;
export type Column = (typeof columns)[number];

export const usualColumns: readonly Column[] = ['type', 'domain', 'level', 'status', 'updated'];

/** By what the heading of a column sorts. */
export const sortOf: Readonly<Record<Column, SortKey>> = {
  type: 'type',
  domain: 'domain',
  objective: 'objective',
  level: 'level',
  status: 'status',
  certifications: 'certification',
  difficulty: 'difficulty',
  tags: 'tag',
  author: 'author',
  stimulus: 'stimulus',
  version: 'version',
  updated: 'updated',
};

/** Columns that were kept, in the order of the table; unknown ones are left out. */
export function knownColumns(kept: unknown): readonly Column[] {
  return Array.isArray(kept) ? columns.filter((column) => kept.includes(column)) : usualColumns;
}
