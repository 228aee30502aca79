import { countedRounds, pairs, perSecond, processorUse, spreadOf, type Results } from './figures.ts';
import type { Contestant } from './rounds.ts';

interface Target {
  readonly what: string;
  readonly atLeast?: number;
  readonly atMost?: number;
  /** NaN: not measured in this run. */
  readonly measured: number;
}

/** What the product promises of its speed, beside what this run has shown. */
export function targetsTable(results: Results): string[] {
  return [
    '## Targets',
    '',
    '| what | target | measured | |',
    '| --- | --- | --- | --- |',
    ...targetsOf(results).map(lineOf),
    '',
  ];
}

function lineOf({ what, atLeast, atMost, measured }: Target): string {
  const target = atLeast === undefined ? `≤ ${String(atMost)}` : `≥ ${String(atLeast)}`;
  if (Number.isNaN(measured)) return `| ${what} | ${target} | not measured | |`;
  const isMet = measured >= (atLeast ?? -Infinity) && measured <= (atMost ?? Infinity);
  return `| ${what} | ${target} | ${measured.toFixed(2)} | ${isMet ? 'met' : '**missed**'} |`;
}

function targetsOf(results: Results): Target[] {
  const rounds = countedRounds(results.rounds, results.options.isNoisy);
  const ratio = (other: Contestant, inFlight: number, measure = perSecond) => {
    const of = (one: Contestant) =>
      rounds.filter((round) => round.contestant === one && round.inFlight === inFlight);
    return spreadOf(pairs(of('D'), of(other), measure)).median;
  };
  const p99 = (what: string) => results.latencies.find((one) => one.what === what)?.p99 ?? Number.NaN;
  const starts = results.pressed.find(({ what }) => what === 'starts');
  return [
    { what: 'saves a second, D/B, 256 in flight', atLeast: 2.5, measured: ratio('B', 256) },
    { what: 'saves a second, D/B, 32 in flight', atLeast: 1.1, measured: ratio('B', 32) },
    { what: 'saves a second, D/B, 8 in flight', atLeast: 0.9, measured: ratio('B', 8) },
    { what: 'saves a second, D/C, 256 in flight', atLeast: 0.6, measured: ratio('C', 256) },
    { what: 'saves a second, D/A, 256 in flight', atLeast: 0.6, measured: ratio('A', 256) },
    {
      what: 'processor time a save, D/B, 256 in flight',
      atMost: 0.35,
      measured: ratio('B', 256, processorUse),
    },
    {
      what: 'starts within ten seconds that failed',
      atMost: 0,
      measured: starts === undefined ? Number.NaN : sumOf(starts.errors),
    },
    { what: 'p99 of starts, s', atMost: 1, measured: (starts?.p99 ?? Number.NaN) / 1000 },
    {
      what: 'seconds until all that expired together are closed',
      atMost: 5,
      measured: results.expiry?.closedWithinSeconds ?? Number.NaN,
    },
    {
      what: 'p99 of saves beside a sign-in storm, to that without',
      atMost: 2,
      measured: p99('saves at an eighth beside a sign-in storm') / p99('saves at an eighth'),
    },
    {
      what: 'HOT share of updates',
      atLeast: 0.95,
      measured: results.counters['HOT share of updates'] ?? Number.NaN,
    },
  ];
}

function sumOf(errors: Readonly<Record<string, number>>): number {
  return Object.values(errors).reduce((sum, times) => sum + times, 0);
}
