import type { Outcome } from '@attest/contracts';

/** Names of the domains to practise first: those below the line, else those near it; at most three. */
export function practiseFirst(domains: Outcome['domains']): readonly string[] {
  const inBand = (band: 'below' | 'near') => domains.filter((domain) => domain.band === band);
  const chosen = inBand('below').length > 0 ? inBand('below') : inBand('near');
  return chosen.slice(0, 3).map(({ name }) => name);
}

/** Whether the likely range reaches across the pass line, so that another form might have decided otherwise. */
export function isClose({ likely, scale }: Pick<Outcome, 'likely' | 'scale'>): boolean {
  return likely.low < scale.cut && scale.cut < likely.high;
}
