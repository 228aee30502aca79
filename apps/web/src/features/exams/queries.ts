import type { BookExamSession } from '@attest/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/vue-query';
import {
  listCertificationsOptions,
  listExamSessionsOptions,
  listExamsOptions,
  readExamOptions,
  readExamTermsOptions,
} from '../../shared/api/generated-candidate/@tanstack/vue-query.gen.ts';
import { bookExamSession } from '../../shared/api/generated-candidate/sdk.gen.ts';

export const certificationsQuery = queryOptions({
  ...listCertificationsOptions(),
  select: ({ certifications }) => certifications,
});

export const examsQuery = queryOptions({
  ...listExamsOptions({ query: { limit: 100 } }),
  select: ({ exams }) => exams,
});

export const examQuery = (slug: string) => readExamOptions({ path: { examId: slug } });

/** Time, window and deadline of the person who asks; grows stale by the minute. */
export const examTermsQuery = (slug: string) =>
  queryOptions({
    ...readExamTermsOptions({ path: { examId: slug } }),
    staleTime: 0,
    refetchInterval: 60_000,
  });

/** The player changes sessions behind the cache's back, so this is read anew on every visit. */
export const examSessionsQuery = queryOptions({
  ...listExamSessionsOptions({ query: { limit: 100 } }),
  select: ({ examSessions }) => examSessions.toSorted((a, b) => b.bookedAt.localeCompare(a.bookedAt)),
  staleTime: 0,
});

/** Books and assembles. The key makes a repeat after a lost reply harmless. */
export function useBookExamSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ idempotencyKey, ...body }: BookExamSession & { idempotencyKey: string }) => {
      const { data } = await bookExamSession({ body, headers: { 'Idempotency-Key': idempotencyKey } });
      return data;
    },
    onSuccess: () => client.invalidateQueries({ queryKey: examSessionsQuery.queryKey }),
  });
}
