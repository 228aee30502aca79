import type { DecideLateMaterial } from '@attest/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/vue-query';
import {
  decideLateMaterial,
  listLateMaterial,
  openLateMaterial,
} from '../../shared/api/generated/sdk.gen.ts';

const all = ['late-material'] as const;

export const lateMaterialQuery = (state: 'undecided' | 'decided') =>
  queryOptions({
    queryKey: [...all, 'list', state] as const,
    queryFn: async ({ signal }) => (await listLateMaterial({ query: { state, limit: 100 }, signal })).data,
    staleTime: 0,
  });

export const openedLateMaterialQuery = (sessionId: string) =>
  queryOptions({
    queryKey: [...all, 'opened', sessionId] as const,
    queryFn: async ({ signal }) => (await openLateMaterial({ path: { sessionId }, signal })).data,
    staleTime: 0,
  });

export function useDecideLateMaterial() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ sessionId, body }: { sessionId: string; body: DecideLateMaterial }) =>
      (await decideLateMaterial({ path: { sessionId }, body })).data,
    onSettled: () => client.invalidateQueries({ queryKey: all }),
  });
}
