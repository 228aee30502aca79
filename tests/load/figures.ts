import type { BankList } from './bank-list.ts';
import type { BenchOptions } from './options.ts';
import type { Expiry, Latency, Pressed } from './phases.ts';
import type { Watching } from './monitor.ts';
import type { Editor } from './editor-page.ts';
import type { Pages } from './player-page.ts';
import type { Round } from './rounds.ts';

export interface Results {
  readonly machine: string;
  readonly postgres: string;
  readonly options: BenchOptions;
  readonly rounds: readonly Round[];
  readonly counters: Readonly<Record<string, number>>;
  readonly latencies: readonly Latency[];
  readonly pressed: readonly Pressed[];
  readonly expiry: Expiry | null;
  readonly watching: Watching | null;
  readonly pages: Pages | null;
  readonly editor: Editor | null;
  readonly bankList: BankList | null;
}

/** A round in which others used more than half a core says little; where all are such, all are taken. */
export function countedRounds(rounds: readonly Round[], isNoisy: boolean): readonly Round[] {
  const quiet = rounds.filter(({ foreignCores }) => !(foreignCores > 0.5));
  return isNoisy || quiet.length === 0 ? rounds : quiet;
}

export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  const median = sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
  return { median, least: sorted[0] ?? Number.NaN, most: sorted.at(-1) ?? Number.NaN };
}

export type Measure = (round: Round) => number;
export const perSecond: Measure = (round) => round.savesPerSecond;
export const processorUse: Measure = (round) => round.apiMicroseconds + round.databaseMicroseconds;

/** Round by round: both ran within seconds of each other. */
export function pairs(ones: readonly Round[], others: readonly Round[], measure: Measure): number[] {
  return ones.flatMap((one) => {
    const other = others.find(({ number }) => number === one.number);
    return other === undefined ? [] : [measure(one) / measure(other)];
  });
}
