import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, onScopeDispose, readonly, ref, watch } from 'vue';
import { accountQuery } from '../shared/api/account.ts';
import { extendSignIn } from '../shared/api/generated-candidate/sdk.gen.ts';
import { createSignInWatch } from './sign-in-watch.ts';

/** The end of the sign-in, once it is near, and the way to move it. */
export function useSignInEnd() {
  const client = useQueryClient();
  const { data: account, dataUpdatedAt } = useQuery(accountQuery);
  const isNear = ref(false);
  const term = computed(() => account.value?.signIn ?? null);
  const signInWatch = createSignInWatch({
    report: (found) => (isNear.value = found),
    refresh: () => client.refetchQueries({ queryKey: accountQuery.queryKey }),
  });
  watch(
    [term, dataUpdatedAt],
    () => {
      signInWatch.observe(term.value, dataUpdatedAt.value);
    },
    { immediate: true },
  );
  onScopeDispose(signInWatch.stop);

  const {
    mutateAsync: extend,
    isPending,
    error,
  } = useMutation({
    mutationFn: async () => (await extendSignIn()).data,
    onSuccess: (signIn) =>
      client.setQueryData(accountQuery.queryKey, (known) => (known ? { ...known, signIn } : known)),
  });
  return { isNear: readonly(isNear), term, extend, isPending, error };
}
