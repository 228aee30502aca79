import type { DecideProposal, MonitoredSession, StaffAction } from '@attest/contracts';
import type { ClockSample } from '@attest/exam-engine/player';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/vue-query';
import {
  actOnSession,
  decideProposal,
  endIncident,
  listMonitoredEvents,
  listProposals,
  listSessionEvents,
  openIncident,
  readExamSession,
  readMonitor,
  readMonitoredSession,
} from '../../shared/api/generated/sdk.gen.ts';
import type { ReadMonitorResponse } from '../../shared/api/generated/types.gen.ts';

const boardEveryMs = 2_000;
const restEveryMs = 10_000;
const pageSize = 100;

/** The board with what its reply says about the server's clock. */
export interface TimedBoard {
  readonly board: ReadMonitorResponse;
  readonly sample: ClockSample;
}

const boards = ['monitor', 'board'] as const;
const proposals = ['monitor', 'proposals'] as const;
const sessionKey = (sessionId: string) => ['monitor', 'session', sessionId] as const;
const eventsKey = (sessionId: string) => ['monitor', 'events', sessionId] as const;

/**
 * Asked for again while the page is visible, and at once when it comes back. Shallow: whoever changes is
 * replaced whole, and 500 rows read their fields each second.
 */
const live = {
  shallow: true,
  staleTime: 0,
  refetchIntervalInBackground: false,
  refetchOnWindowFocus: true,
} as const;

/** @param exam slug; null: of every exam */
export const boardQuery = (exam: string | null) =>
  queryOptions({
    queryKey: [...boards, exam] as const,
    queryFn: async ({ signal }): Promise<TimedBoard> => {
      const sentAtMs = performance.now();
      const { data } = await readMonitor({ ...(exam !== null && { query: { exam } }), signal });
      const sample = { sentAtMs, receivedAtMs: performance.now(), serverTime: data.serverTime };
      return { board: data, sample };
    },
    refetchInterval: boardEveryMs,
    ...live,
  });

export const proposalsQuery = queryOptions({
  queryKey: proposals,
  queryFn: async ({ signal }) => (await listProposals({ query: { limit: pageSize }, signal })).data,
  refetchInterval: restEveryMs,
  ...live,
});

export const monitoredSessionQuery = (sessionId: string) =>
  queryOptions({
    queryKey: sessionKey(sessionId),
    queryFn: async ({ signal }) => (await readMonitoredSession({ path: { sessionId }, signal })).data,
    refetchInterval: boardEveryMs,
    ...live,
  });

export const monitoredEventsQuery = (sessionId: string) =>
  infiniteQueryOptions({
    queryKey: eventsKey(sessionId),
    queryFn: async ({ pageParam, signal }) =>
      (await listMonitoredEvents({ path: { sessionId }, query: pageQuery(pageParam), signal })).data,
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    refetchInterval: restEveryMs,
    ...live,
  });

/** The candidate's own record. */
export const ownEventsQuery = (sessionId: string) =>
  infiniteQueryOptions({
    queryKey: ['session-record', sessionId, 'events'] as const,
    queryFn: async ({ pageParam, signal }) =>
      (await listSessionEvents({ path: { sessionId }, query: pageQuery(pageParam), signal })).data,
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });

/** Which exam the record is about, and of what day. */
export const recordedExamQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ['session-record', sessionId, 'exam'] as const,
    queryFn: async ({ signal }) => {
      const { data } = await readExamSession({ path: { sessionId }, signal });
      return { title: data.exam.title, on: data.startedAt ?? data.bookedAt };
    },
  });

const pageQuery = (after: string) => ({ limit: pageSize, ...(after !== '' && { after }) });

/** Puts one session as it is now into every board, so that a deed shows before the next look. */
function useShow() {
  const client = useQueryClient();
  return async (session: MonitoredSession) => {
    // A look that was under way would bring the state of before.
    await client.cancelQueries({ queryKey: boards });
    client.setQueriesData<TimedBoard>({ queryKey: boards }, (known) =>
      known === undefined ? known : { ...known, board: withSession(known.board, session) },
    );
    client.setQueryData(sessionKey(session.id), session);
    await Promise.all([
      client.invalidateQueries({ queryKey: eventsKey(session.id) }),
      client.invalidateQueries({ queryKey: proposals }),
    ]);
  };
}

function withSession(board: ReadMonitorResponse, session: MonitoredSession): ReadMonitorResponse {
  const sessions = board.sessions.map((row) => (row.id === session.id ? session : row));
  return { ...board, sessions };
}

export function useActOnSession() {
  const show = useShow();
  return useMutation({
    mutationFn: async ({ sessionId, action }: { sessionId: string; action: StaffAction }) =>
      (await actOnSession({ path: { sessionId }, body: action })).data,
    onSuccess: ({ session }) => show(session),
  });
}

export function useDecideProposal() {
  const show = useShow();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ proposalId, decision }: { proposalId: string; decision: DecideProposal }) =>
      (await decideProposal({ path: { proposalId }, body: decision })).data,
    onSuccess: show,
    // Somebody else may have decided: then the list is old.
    onError: () => client.invalidateQueries({ queryKey: proposals }),
  });
}

export function useOpenIncident() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: { examId: string; reason: string }) => (await openIncident({ body })).data,
    onSettled: () => client.invalidateQueries({ queryKey: boards }),
  });
}

export function useEndIncident() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ incidentId, reason }: { incidentId: string; reason: string }) =>
      (await endIncident({ path: { incidentId }, body: { reason } })).data,
    onSettled: () => client.invalidateQueries({ queryKey: boards }),
  });
}
