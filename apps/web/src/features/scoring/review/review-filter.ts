import type { ReviewedItem } from '../../../shared/api/generated/types.gen.ts';

export const reviewShows = ['all', 'missed', 'flagged', 'unsure', 'slow'] as const;
export type ReviewShow = (typeof reviewShows)[number];

export interface ReviewFilter {
  readonly show: ReviewShow;
  /** Id of a domain; empty for all of them. */
  readonly domain: string;
}

/** A question counts as slow from this multiple of the median time on. */
const slowFrom = 1.5;

/** The questions a filter leaves, in their order. "Missed" holds whatever did not earn full credit. */
export function filterReview(items: readonly ReviewedItem[], filter: ReviewFilter): readonly ReviewedItem[] {
  const slowSeconds = slowFrom * medianSeconds(items);
  const holds: Readonly<Record<ReviewShow, (item: ReviewedItem) => boolean>> = {
    all: () => true,
    missed: ({ verdict }) => verdict === 'missed' || verdict === 'partly',
    flagged: ({ marks }) => marks.flagged === true,
    unsure: ({ marks }) => marks.unsure === true,
    slow: ({ marks }) => slowSeconds > 0 && (marks.secondsSpent ?? 0) >= slowSeconds,
  };
  return items
    .filter(({ domain }) => filter.domain === '' || domain.id === filter.domain)
    .filter(holds[filter.show]);
}

/** The show and domain named in an address; whatever it does not know means all. */
export function readFilter(query: { readonly show?: unknown; readonly domain?: unknown }): ReviewFilter {
  return {
    show: reviewShows.find((show) => show === query.show) ?? 'all',
    domain: typeof query.domain === 'string' ? query.domain : '',
  };
}

/** The domains that occur, once each, by id. */
export function domainsIn(items: readonly ReviewedItem[]): readonly ReviewedItem['domain'][] {
  const byId = new Map(items.map(({ domain }) => [domain.id, domain]));
  return [...byId.values()].toSorted((a, b) => a.id.localeCompare(b.id));
}

function medianSeconds(items: readonly ReviewedItem[]): number {
  const times = items.flatMap(({ marks }) => marks.secondsSpent ?? []).toSorted((a, b) => a - b);
  const middle = times.length / 2;
  const upper = times[Math.floor(middle)] ?? 0;
  const lower = times[Math.ceil(middle) - 1] ?? 0;
  return (upper + lower) / 2;
}
