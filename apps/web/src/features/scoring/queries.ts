import { queryOptions } from '@tanstack/vue-query';
import {
  readExamSessionOptions,
  readOutcomeOptions,
} from '../../shared/api/generated-candidate/@tanstack/vue-query.gen.ts';
import { isProblem } from '../../shared/api/problem.ts';

const askAgainMilliseconds = 5000;

/** What became of answers that came too late; null for nearly everybody. */
export const lateAnswersQuery = (sessionId: string) =>
  queryOptions({
    ...readExamSessionOptions({ path: { sessionId } }),
    select: ({ lateAnswers }) => lateAnswers,
    staleTime: 0,
  });

/** Scoring takes a moment after an exam ends, so an outcome that is not there yet is asked for again. */
export const outcomeQuery = (sessionId: string) =>
  queryOptions({
    ...readOutcomeOptions({ path: { sessionId } }),
    staleTime: 5 * 60_000,
    refetchInterval: ({ state }) =>
      isProblem(state.error, 'outcome-not-ready') ? askAgainMilliseconds : false,
  });
