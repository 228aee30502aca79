import type { AccommodationStatus } from '@attest/contracts';
import type { LocationQuery, LocationQueryRaw } from 'vue-router';
import type { AccommodationsFilter } from './accommodations-queries.ts';

export const statuses: readonly AccommodationStatus[] = ['requested', 'granted', 'declined', 'withdrawn'];

/** The filter is in the address, so that a reload or a link keeps it. */
export function readFilter(query: LocationQuery): AccommodationsFilter {
  const { status, person, after } = query;
  return {
    status: statuses.find((known) => known === status) ?? '',
    person: typeof person === 'string' ? person : '',
    after: typeof after === 'string' ? after : null,
  };
}

export function writeFilter({ status, person, after }: AccommodationsFilter): LocationQueryRaw {
  return {
    ...(status !== '' && { status }),
    ...(person !== '' && { person }),
    ...(after !== null && { after }),
  };
}

export const isFiltered = ({ status, person }: AccommodationsFilter) => status !== '' || person !== '';
