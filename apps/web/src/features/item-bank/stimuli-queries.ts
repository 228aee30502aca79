import { keepPreviousData, queryOptions } from '@tanstack/vue-query';
import type { LocationQuery, LocationQueryRaw } from 'vue-router';
import {
  listStimuliOptions,
  readStimulusOptions,
} from '../../shared/api/generated/@tanstack/vue-query.gen.ts';

const pageSize = 50;

/** What the list of scenarios shows; the address holds all of it. */
export interface StimuliQuery {
  readonly search?: string;
  /** A page begins after one place of the list or ends before another. */
  readonly after?: string;
  readonly before?: string;
}

/** Reads an address; what it does not know it leaves out. */
export function readStimuliQuery(query: LocationQuery): StimuliQuery {
  const text = (name: string) => {
    const given = [query[name]].flat()[0];
    return typeof given === 'string' && given !== '' ? { [name]: given } : {};
  };
  const place = { ...text('before'), ...text('after') };
  return { ...text('search'), ...('after' in place ? text('after') : place) };
}

export const writeStimuliQuery = (query: StimuliQuery): LocationQueryRaw => ({ ...query });

export const stimuliQuery = (query: StimuliQuery) =>
  queryOptions({
    ...listStimuliOptions({ query: { ...query, limit: pageSize } }),
    placeholderData: keepPreviousData,
  });

export const stimulusQuery = (stimulusId: string) =>
  queryOptions(readStimulusOptions({ path: { stimulusId } }));
