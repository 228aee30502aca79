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
  const millisecondsOf = (what: string) =>
    (results.pressed.find((one) => one.what === what)?.apiMicroseconds ?? Number.NaN) / 1000;
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
    ...Object.entries(results.pages?.paints ?? {}).map(([page, ms]) => ({
      what: `largest paint of ${page}, ÷ 4, 1.6 Mbit/s, s`,
      atMost: 2,
      measured: ms / 1000,
    })),
    {
      what: 'p95 of a question change, ÷ 4, ms',
      atMost: 50,
      measured: results.pages?.questionChangeP95 ?? Number.NaN,
    },
    {
      what: 'p95 of key to paint, ÷ 4, ms',
      atMost: 100,
      measured: results.pages?.keyToPaintP95 ?? Number.NaN,
    },
    {
      what: 'requests while sitting',
      atMost: 0,
      measured: results.pages?.requestsWhileSitting ?? Number.NaN,
    },
    {
      what: 'longest task while a question is written, ms',
      atMost: 50,
      measured: results.editor?.longestTask ?? Number.NaN,
    },
    {
      what: 'longest key to paint while a question is written, ms',
      atMost: 50,
      measured: results.editor?.keyToPaintMax ?? Number.NaN,
    },
    {
      what: 'p95 of booking a form of ninety, ms',
      atMost: 100,
      measured: results.pressed.find(({ what }) => what === 'booking a form of ninety')?.p95 ?? Number.NaN,
    },
    { what: 'processor time to serve it, API, ms', atMost: 5, measured: millisecondsOf('starting it') },
    { what: 'processor time to score it, API, ms', atMost: 10, measured: millisecondsOf('scoring it') },
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
      what: 'share of a core that the board of 500 sessions costs a browser',
      atMost: 0.05,
      measured: results.watching?.shareOfCore ?? Number.NaN,
    },
    ...(results.bankList?.calls ?? []).map(({ what, p95, mostMs }) => ({
      what: `p95 of the bank, ${what}, ms`,
      atMost: mostMs,
      measured: p95,
    })),
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
