import { queryOptions } from '@tanstack/vue-query';
import { reviewExamSessionOptions } from '../../../shared/api/generated-candidate/@tanstack/vue-query.gen.ts';

/** Questions with keys and rationales, as far as the exam shows them after the end. It does not change. */
export const reviewQuery = (sessionId: string) =>
  queryOptions({ ...reviewExamSessionOptions({ path: { sessionId } }), staleTime: 5 * 60_000 });
