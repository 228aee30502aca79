import type { ItemFiles } from '@attest/contracts';
import { keepPreviousData, queryOptions } from '@tanstack/vue-query';
import {
  listReviewersOptions,
  makeBulkChangeMutation,
  previewBulkChangeMutation,
  undoBulkChangeMutation,
} from '../../../shared/api/generated/@tanstack/vue-query.gen.ts';
import { writeItemFiles } from '../../../shared/api/generated/sdk.gen.ts';

export { makeBulkChangeMutation, previewBulkChangeMutation, undoBulkChangeMutation };

/** As many are offered at once; others are found by name. */
const mostOffered = 50;

export const reviewersQuery = (search: string) =>
  queryOptions({
    ...listReviewersOptions({ query: { limit: mostOffered, ...(search !== '' && { search }) } }),
    placeholderData: keepPreviousData,
  });

/** As many as one call may name. */
const idsACall = 100;

/** Items as files of a bank, in order of their ids. */
export async function fetchItemFiles(ids: readonly string[]): Promise<ItemFiles> {
  const found: ItemFiles = { files: [], unknown: [], withheld: [] };
  const sorted = ids.toSorted();
  for (let first = 0; first < sorted.length; first += idsACall) {
    const { data } = await writeItemFiles({ query: { id: sorted.slice(first, first + idsACall) } });
    found.files.push(...data.files);
    found.unknown.push(...data.unknown);
    found.withheld.push(...data.withheld);
  }
  return found;
}
