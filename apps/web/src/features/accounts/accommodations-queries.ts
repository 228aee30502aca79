import type { AccommodationStatus, GrantAccommodation } from '@attest/contracts';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/vue-query';
import {
  listAccommodationsOptions,
  listAccommodationsQueryKey,
  readOwnAccommodationsOptions,
} from '../../shared/api/generated-candidate/@tanstack/vue-query.gen.ts';
import {
  declineAccommodation,
  grantAccommodation,
  requestAccommodation,
  withdrawAccommodation,
} from '../../shared/api/generated-candidate/sdk.gen.ts';

/** Staff decide behind the cache's back, so this is read anew on every visit. */
export const ownAccommodationsQuery = queryOptions({ ...readOwnAccommodationsOptions(), staleTime: 0 });

export function useRequestAccommodation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (request: string) => (await requestAccommodation({ body: { request } })).data,
    onSuccess: (own) => client.setQueryData(ownAccommodationsQuery.queryKey, own),
  });
}

export interface AccommodationsFilter {
  readonly status: AccommodationStatus | '';
  readonly person: string;
  readonly after: string | null;
}

export const accommodationsQuery = ({ status, person, after }: AccommodationsFilter) =>
  queryOptions({
    ...listAccommodationsOptions({
      query: {
        limit: 50,
        ...(status !== '' && { status }),
        ...(person !== '' && { person }),
        ...(after !== null && { after }),
      },
    }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

function useDecision<Body, Reply>(decide: (body: Body) => Promise<Reply>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: decide,
    onSettled: () => client.invalidateQueries({ queryKey: listAccommodationsQueryKey() }),
  });
}

export const useGrantAccommodation = () =>
  useDecision((body: GrantAccommodation) => grantAccommodation({ body }));

export type Ending = 'decline' | 'withdraw';

export const useEndAccommodation = () =>
  useDecision(({ id, how, reason }: { id: string; how: Ending; reason: string }) => {
    const call = { path: { accommodationId: id }, body: { reason } };
    return how === 'decline' ? declineAccommodation(call) : withdrawAccommodation(call);
  });
