import { keepPreviousData, queryOptions } from '@tanstack/vue-query';
import {
  beginExamMutation,
  changeExamDraftMutation,
  compareExamVersionsOptions,
  discardExamDraftMutation,
  judgeExamFeasibilityOptions,
  listAuthoredExamsOptions,
  listExamVersionsOptions,
  offerExamMutation,
  previewExamFormOptions,
  publishExamMutation,
  readAuthoredExamOptions,
} from '../../../shared/api/generated/@tanstack/vue-query.gen.ts';

const pageSize = 50;
const paged = (after: string | null) => ({ limit: pageSize, ...(after !== null && { after }) });

export const examsQuery = (after: string | null) =>
  queryOptions({ ...listAuthoredExamsOptions({ query: paged(after) }), staleTime: 0 });

/** For a choice of exams to copy. */
export const modelsQuery = () => queryOptions(listAuthoredExamsOptions({ query: { limit: 100 } }));

/** Somebody else may have changed it a moment ago. */
export const examQuery = (authoredExamId: string) =>
  queryOptions({ ...readAuthoredExamOptions({ path: { authoredExamId } }), staleTime: 0 });

/** @param lock of the draft it is asked for: another draft is another question */
export const feasibilityQuery = (authoredExamId: string, lock: number) => {
  const options = judgeExamFeasibilityOptions({ path: { authoredExamId } });
  return queryOptions({
    ...options,
    queryKey: [{ ...options.queryKey[0], lock }] as unknown as typeof options.queryKey,
    placeholderData: keepPreviousData,
  });
};

export const formQuery = (authoredExamId: string, lock: number, seed: string) => {
  const options = previewExamFormOptions({ path: { authoredExamId }, query: { seed } });
  return queryOptions({
    ...options,
    queryKey: [{ ...options.queryKey[0], lock }] as unknown as typeof options.queryKey,
    placeholderData: keepPreviousData,
  });
};

export const versionsQuery = (authoredExamId: string, after: string | null) =>
  queryOptions(listExamVersionsOptions({ path: { authoredExamId }, query: paged(after) }));

export const comparisonQuery = (authoredExamId: string, from: number, to: number) =>
  queryOptions(compareExamVersionsOptions({ path: { authoredExamId }, query: { from, to } }));

export {
  beginExamMutation,
  changeExamDraftMutation,
  discardExamDraftMutation,
  offerExamMutation,
  publishExamMutation,
};
