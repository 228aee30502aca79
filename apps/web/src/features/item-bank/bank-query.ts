import type {
  CognitiveLevel,
  CertificationCode,
  ItemFacets,
  ItemsQuery,
  ItemStatus,
  ItemType,
} from '@attest/contracts';
import type { LocationQuery, LocationQueryRaw, LocationQueryValue } from 'vue-router';

export const certifications = ['CAISA', 'CAISP'] as const satisfies readonly CertificationCode[];
export const itemTypes = [
  'single-choice',
  'multiple-response',
  'ordering',
  'matching',
  'matrix',
  'inline-choice',
  'hottext',
  'hotspot',
  'short-text',
  'numeric',
  'constructed-response',
  'composite',
] as const satisfies readonly ItemType[];
export const levels = ['recall', 'application', 'analysis'] as const satisfies readonly CognitiveLevel[];
export const statuses = [
  'draft',
  'in-review',
  'approved',
  'pretest',
  'operational',
  'retired',
] as const satisfies readonly ItemStatus[];
export const sortKeys = [
  'id',
  'question',
  'type',
  'domain',
  'objective',
  'level',
  'status',
  'certification',
  'difficulty',
  'tag',
  'author',
  'stimulus',
  'version',
  'updated',
] as const satisfies readonly ItemsQuery['sort'][];
export type SortKey = (typeof sortKeys)[number];

export const facetNames = [
  'status',
  'certification',
  'domain',
  'objective',
  'type',
  'level',
  'framework',
  'author',
  'tag',
] as const satisfies readonly (keyof ItemFacets)[];
export type FacetName = (typeof facetNames)[number];

/** What the list shows; the address holds all of it. */
export interface BankQuery {
  readonly search: string;
  readonly status: readonly ItemStatus[];
  readonly certification: readonly CertificationCode[];
  readonly domain: readonly string[];
  readonly objective: readonly string[];
  readonly type: readonly ItemType[];
  readonly level: readonly CognitiveLevel[];
  readonly framework: readonly string[];
  readonly author: readonly string[];
  readonly tag: readonly string[];
  readonly sort: SortKey;
  readonly direction: 'ascending' | 'descending';
  /** A page begins after one place of the list or ends before another. */
  readonly after: string | null;
  readonly before: string | null;
}

type Given = LocationQueryValue | LocationQueryValue[] | undefined;

const textsOf = (given: Given): string[] => [given].flat().filter((value) => typeof value === 'string');
const known = <Value extends string>(values: readonly Value[], given: Given): Value[] =>
  values.filter((value) => textsOf(given).includes(value));

/** As many values, and of such a length, as the server takes. */
const named = (given: Given, pattern = /^.{1,160}$/) =>
  [...new Set(textsOf(given))].filter((value) => pattern.test(value)).slice(0, 20);

/** Reads an address; what it does not know it leaves out. */
export function readBankQuery(query: LocationQuery): BankQuery {
  return {
    search: textsOf(query['search'])[0] ?? '',
    status: known(statuses, query['status']),
    certification: known(certifications, query['certification']),
    domain: named(query['domain'], /^[A-Z]\d{1,2}$/),
    objective: named(query['objective'], /^[A-Z]\d{1,2}\.\d{1,2}$/),
    type: known(itemTypes, query['type']),
    level: known(levels, query['level']),
    framework: named(query['framework']),
    author: named(query['author']),
    tag: named(query['tag']),
    sort: known(sortKeys, query['sort'])[0] ?? 'id',
    direction: textsOf(query['direction'])[0] === 'descending' ? 'descending' : 'ascending',
    after: textsOf(query['after'])[0] ?? null,
    before: textsOf(query['before'])[0] ?? null,
  };
}

/** The address of a list; defaults are left out, so that the plain list has the plain address. */
export function writeBankQuery(query: BankQuery): LocationQueryRaw {
  const { search, sort, direction, after, before, ...facets } = query;
  return {
    ...(search !== '' && { search }),
    ...Object.fromEntries(Object.entries(facets).filter(([, values]) => values.length > 0)),
    ...(sort !== 'id' && { sort }),
    ...(direction !== 'ascending' && { direction }),
    ...(after !== null && { after }),
    ...(before !== null && after === null && { before }),
  };
}

const onPageOne = { after: null, before: null } as const;

/** Sorting by another column starts upwards, by the same one turns round. Both begin on page one. */
export function sortedBy(query: BankQuery, sort: SortKey): BankQuery {
  const turns = query.sort === sort && query.direction === 'ascending';
  return { ...query, sort, direction: turns ? 'descending' : 'ascending', ...onPageOne };
}

/** Adds or removes one value of a facet. */
export function toggled(query: BankQuery, facet: FacetName, value: string): BankQuery {
  const values: readonly string[] = query[facet];
  const next = values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
  return readBankQuery(asLocation({ ...writeBankQuery({ ...query, ...onPageOne }), [facet]: next }));
}

export function searched(query: BankQuery, search: string): BankQuery {
  return { ...query, search, ...onPageOne };
}

/** How many values of facets are chosen. */
export function chosenCount(query: BankQuery): number {
  return facetNames.reduce((sum, facet) => sum + query[facet].length, 0);
}

export function isFiltered(query: BankQuery): boolean {
  return query.search !== '' || chosenCount(query) > 0;
}

/** A query as it will be read back from the address. */
function asLocation(raw: LocationQueryRaw): LocationQuery {
  return Object.fromEntries(
    Object.entries(raw).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(String) : String(value),
    ]),
  );
}
