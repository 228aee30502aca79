import { queryOptions } from '@tanstack/vue-query';
import { readOutcomeOptions } from '../../shared/api/generated/@tanstack/vue-query.gen.ts';
import { isProblem } from '../../shared/api/problem.ts';

const askAgainMilliseconds = 5000;

/** Scoring takes a moment after an exam ends, so an outcome that is not there yet is asked for again. */
export const outcomeQuery = (sessionId: string) =>
  queryOptions({
    ...readOutcomeOptions({ path: { sessionId } }),
    staleTime: 5 * 60_000,
    refetchInterval: ({ state }) =>
      isProblem(state.error, 'outcome-not-ready') ? askAgainMilliseconds : false,
  });
