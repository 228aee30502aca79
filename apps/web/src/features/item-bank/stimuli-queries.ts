import type { CertificationCode, ItemStatus } from '@attest/contracts';
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
  readonly status?: ItemStatus;
  readonly certification?: CertificationCode;
  /** By id where it is not said. */
  readonly sort?: 'updated';
  /** A page begins after one place of the list or ends before another. */
  readonly after?: string;
  readonly before?: string;
}

const statuses = [
  'draft',
  'in-review',
  'approved',
  'pretest',
  'operational',
  'retired',
] as const satisfies ItemStatus[];
const certifications = ['CAISA', 'CAISP'] as const satisfies CertificationCode[];

/** Reads an address; what it does not know it leaves out. */
export function readStimuliQuery(query: LocationQuery): StimuliQuery {
  const text = (name: string) => {
    const given = [query[name]].flat()[0];
    return typeof given === 'string' && given !== '' ? { [name]: given } : {};
  };
  const status = statuses.find((each) => each === query['status']);
  const certification = certifications.find((each) => each === query['certification']);
  const place = { ...text('before'), ...text('after') };
  return {
    ...text('search'),
    ...(status && { status }),
    ...(certification && { certification }),
    ...(query['sort'] === 'updated' && { sort: 'updated' as const }),
    ...('after' in place ? text('after') : place),
  };
}

export const writeStimuliQuery = (query: StimuliQuery): LocationQueryRaw => ({ ...query });

export const stimuliQuery = (query: StimuliQuery) =>
  queryOptions({
    ...listStimuliOptions({ query: { ...query, limit: pageSize } }),
    placeholderData: keepPreviousData,
  });

export const stimulusQuery = (stimulusId: string) =>
  queryOptions(readStimulusOptions({ path: { stimulusId } }));
