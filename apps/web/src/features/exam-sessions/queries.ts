import { queryOptions } from '@tanstack/vue-query';
import { readExamSessionOptions } from '../../shared/api/generated-candidate/@tanstack/vue-query.gen.ts';

const everyMs = 1500;
const mostTries = 40;

/** A closed session, asked for again until its outcome is there or it clearly takes longer. */
export const closedSessionQuery = (sessionId: string) =>
  queryOptions({
    ...readExamSessionOptions({ path: { sessionId } }),
    refetchInterval: ({ state }) =>
      state.data?.isOutcomeReady === true || state.dataUpdateCount >= mostTries ? false : everyMs,
    staleTime: 0,
  });
