import { keepPreviousData, queryOptions, type QueryClient } from '@tanstack/vue-query';
import {
  applyImportMutation,
  beginImportMutation,
  checkImportMutation,
  chooseImportColumnsMutation,
  discardImportMutation,
  listImportRowsOptions,
  listImportsOptions,
  readImportOptions,
  undoImportMutation,
} from '../../../shared/api/generated/@tanstack/vue-query.gen.ts';
import { listImportRows, readImportTemplate } from '../../../shared/api/generated/sdk.gen.ts';
import type { BankImport, ImportRow, ImportTemplate } from '../../../shared/api/generated/types.gen.ts';

const pageSize = 50;
const pollEveryMs = 500;

export const rowFilters = ['all', 'faults', 'warnings', 'create', 'change', 'skip'] as const;
export type RowFilter = (typeof rowFilters)[number];

export const isUnderWay = (state: BankImport['state']): boolean =>
  state === 'checking' || state === 'applying' || state === 'undoing';

export const importsQuery = (after: string | null) =>
  queryOptions({
    ...listImportsOptions({ query: { limit: pageSize, ...(after !== null && { after }) } }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) =>
      data?.imports.some(({ state }) => isUnderWay(state)) ? pollEveryMs : false,
  });

/** Read again and again while a step of it is under way. */
export const importQuery = (importId: string) =>
  queryOptions({
    ...readImportOptions({ path: { importId } }),
    refetchInterval: ({ state: { data } }) => (data && isUnderWay(data.state) ? pollEveryMs : false),
  });

export const importRowsQuery = (importId: string, show: RowFilter, after: string | null) =>
  queryOptions({
    ...listImportRowsOptions({
      path: { importId },
      query: { show, limit: pageSize, ...(after !== null && { after }) },
    }),
    placeholderData: keepPreviousData,
  });

/** What a step changed: the rows of an import, and the list. */
export async function forgetRows(client: QueryClient): Promise<void> {
  for (const _id of ['listImportRows', 'listImports'])
    await client.invalidateQueries({ queryKey: [{ _id }] });
}

/** Every row with faults, page by page. */
export async function fetchFaultyRows(importId: string, after?: string): Promise<ImportRow[]> {
  const query = { show: 'faults' as const, limit: 100, ...(after !== undefined && { after }) };
  const { rows, next } = (await listImportRows({ path: { importId }, query })).data;
  return next === null ? rows : [...rows, ...(await fetchFaultyRows(importId, next))];
}

export async function fetchTemplate(): Promise<ImportTemplate> {
  return (await readImportTemplate()).data;
}

export {
  applyImportMutation,
  beginImportMutation,
  checkImportMutation,
  chooseImportColumnsMutation,
  discardImportMutation,
  undoImportMutation,
};
