import { queryOptions, useMutation, useQueryClient } from '@tanstack/vue-query';
import { useAccountChange } from '../../shared/api/account.ts';
import { listAccessTokensOptions } from '../../shared/api/generated-candidate/@tanstack/vue-query.gen.ts';
import {
  changeMe,
  createAccessToken,
  register,
  revokeAccessToken,
  signInWithPassword,
} from '../../shared/api/generated-candidate/sdk.gen.ts';
import type {
  ChangeAccount,
  CreateAccessToken,
  Register,
  SignIn,
} from '../../shared/api/generated/types.gen.ts';
import { accountKey } from '../../shared/api/query-client.ts';

/** Registers and signs in. */
export function useRegister() {
  const signInAs = useAccountChange();
  return useMutation({
    mutationFn: async (body: Register) => (await register({ body })).data,
    onSuccess: signInAs,
  });
}

export function useSignIn() {
  const signInAs = useAccountChange();
  return useMutation({
    mutationFn: async (body: SignIn) => (await signInWithPassword({ body })).data,
    onSuccess: signInAs,
  });
}

export function useChangeAccount() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: ChangeAccount) => (await changeMe({ body })).data,
    onSuccess: (account) => client.setQueryData(accountKey, account),
  });
}

export const accessTokensQuery = queryOptions(listAccessTokensOptions());

export function useCreateAccessToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: CreateAccessToken) => (await createAccessToken({ body })).data,
    onSuccess: () => client.invalidateQueries({ queryKey: accessTokensQuery.queryKey }),
  });
}

export function useRevokeAccessToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (accessTokenId: string) => revokeAccessToken({ path: { accessTokenId } }),
    onSuccess: () => client.invalidateQueries({ queryKey: accessTokensQuery.queryKey }),
  });
}
