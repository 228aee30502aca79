import type { Permission } from '@attest/contracts/permissions';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed } from 'vue';
import { call } from './call.ts';
import type { Account } from './generated/types.gen.ts';
import { isProblem } from './problem.ts';
import { accountKey } from './query-client.ts';

async function readAccount(signal: AbortSignal): Promise<Account | null> {
  try {
    return await call<Account>('GET', '/api/me', { signal });
  } catch (error) {
    if (isProblem(error, 'sign-in-required')) return null;
    throw error;
  }
}

export const accountQuery = queryOptions({
  queryKey: accountKey,
  queryFn: ({ signal }) => readAccount(signal),
  staleTime: 5 * 60_000,
});

/** The signed-in account: undefined while unknown, null when nobody is signed in. */
export function useAccount() {
  const { data: account } = useQuery(accountQuery);
  return {
    account,
    isSignedIn: computed(() => Boolean(account.value)),
    may: (permission: Permission) => account.value?.permissions.includes(permission) ?? false,
  };
}

/** Puts a person who has just signed in, or nobody, in the place of whoever was here before. */
export function useAccountChange(): (account: Account | null) => void {
  const client = useQueryClient();
  return (account) => {
    // Not `clear()`: the shell watches the account itself and would lose sight of it.
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== accountKey[0] });
    client.setQueryData(accountKey, account);
  };
}

/** Ends the sign-in; everything read for this person is forgotten. */
export function useSignOut(): () => Promise<void> {
  const change = useAccountChange();
  return async () => {
    await call('POST', '/api/sign-out');
    change(null);
  };
}
