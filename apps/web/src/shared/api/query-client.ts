import { MutationCache, QueryCache, QueryClient } from '@tanstack/vue-query';
import { ApiProblem, isProblem } from './problem.ts';

/** Sent when the server no longer knows who is here; the shell then asks to sign in again. */
export const signInEnded = 'attest:sign-in-ended';

function noticeEndedSignIn(error: unknown): void {
  if (!isProblem(error, 'sign-in-required')) return;
  queryClient.setQueryData(accountKey, null);
  dispatchEvent(new Event(signInEnded));
}

/** Key of the signed-in account; `null` when nobody is signed in. */
export const accountKey = ['account'] as const;

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeEndedSignIn }),
  mutationCache: new MutationCache({ onError: noticeEndedSignIn }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => failures < 2 && error instanceof ApiProblem && error.isPassing,
      refetchOnWindowFocus: false,
    },
    // Sent even when the browser believes there is no network: that it is lost is for the reply to say.
    mutations: { retry: false, networkMode: 'always' },
  },
});
