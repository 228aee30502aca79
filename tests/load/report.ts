import { cpus, release, totalmem } from 'node:os';
import {
  countedRounds,
  pairs,
  perSecond,
  processorUse,
  spreadOf,
  type Measure,
  type Results,
  type Spread,
} from './figures.ts';
import type { BankList } from './bank-list.ts';
import type { Expiry } from './phases.ts';
import type { Contestant, Round } from './rounds.ts';
import { targetsTable } from './targets.ts';

export function machineName(): string {
  const [first] = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `${first?.model ?? 'unknown'}, ${String(cpus().length)} processors, ${String(gigabytes)} GB, Linux ${release()}, Node ${process.version}`;
}

export function toMarkdown(results: Results): string {
  const { options } = results;
  const rounds = countedRounds(results.rounds, options.isNoisy);
  const noisy = results.rounds.filter(({ foreignCores }) => foreignCores > 0.5).length;
  const isCounted = rounds.length === results.rounds.length;
  return [
    '# Load bench',
    '',
    `${results.machine}; ${results.postgres}; data in ${options.directory}; ${String(options.sessions)} sessions.`,
    `${String(options.rounds - 1)} rounds of ${String(options.secondsARound)} s after one that is thrown away; beside foreign load ${String(noisy)}, ${isCounted ? 'counted all the same' : 'not counted'}. Median (least – most).`,
    '',
    ...targetsTable(results),
    ...options.inFlight.flatMap((inFlight) => saves(rounds, inFlight)),
    '## Counters of the product',
    '',
    ...Object.entries(results.counters).map(([name, value]) => `- ${name}: ${rounded(value)}`),
    '',
    '## Waiting times, open loop (ms)',
    '',
    '| what | a second | p50 | p95 | p99 | max | errors |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...[
      ...results.latencies,
      ...(results.watching === null ? [] : [results.watching.saves]),
      ...results.pressed,
    ].map(
      ({ what, perSecond: rate, p50, p95, p99, max, errors }) =>
        `| ${[what, ...[rate, p50, p95, p99, max].map(rounded), faults(errors)].join(' | ')} |`,
    ),
    '',
    ...results.pressed.flatMap(({ what, apiMicroseconds, databaseMicroseconds }) => [
      `One of the ${what}: ${rounded(apiMicroseconds)} µs of processor time in the API, ${rounded(databaseMicroseconds)} µs in the database.`,
      '',
    ]),
    ...(results.expiry === null ? [] : [expiryText(results.expiry), '']),
    ...(results.bankList === null ? [] : bankListText(results.bankList)),
  ].join('\n');
}

function saves(rounds: readonly Round[], inFlight: number): string[] {
  const of = (contestant: Contestant) =>
    rounds.filter((round) => round.contestant === contestant && round.inFlight === inFlight);
  const line = (contestant: Contestant, name: string) => {
    const own = of(contestant);
    if (own.length === 0) return `| ${contestant} ${name} | not measured | | | | | | |`;
    const measures: Measure[] = [
      perSecond,
      (round) => round.apiMicroseconds,
      (round) => round.databaseMicroseconds,
      (round) => round.transactionsPerSave,
      (round) => round.walBytesPerSave,
    ];
    const cells = measures.map((measure) => inWords(spreadOf(own.map(measure))));
    return `| ${[`${contestant} ${name}`, ...cells, faults(Object.fromEntries(own.flatMap(({ errors }) => Object.entries(errors))))].join(' | ')} |`;
  };
  const ratio = (name: string, one: Contestant, other: Contestant, measure: Measure) =>
    of(one).length === 0 || of(other).length === 0
      ? `- ${name}: not measured`
      : `- ${name}: ${inWords(spreadOf(pairs(of(one), of(other), measure)))}`;
  return [
    `## ${String(inFlight)} saves in flight`,
    '',
    '| contestant | saves/s | API µs | database µs | transactions a save | WAL bytes | errors |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    line('A', 'bare statement (pgbench)'),
    line('B', 'minimal server'),
    line('C', 'product, write left out'),
    line('D', 'product'),
    '',
    ratio('saves a second, D/B', 'D', 'B', perSecond),
    ratio('saves a second, D/C', 'D', 'C', perSecond),
    ratio('saves a second, D/A', 'D', 'A', perSecond),
    ratio('processor time a save, D/B', 'D', 'B', processorUse),
    '',
  ];
}

function bankListText({ items, calls, plans }: BankList): string[] {
  return [
    `## The list of a bank of ${String(items)} items, one call after the other (ms)`,
    '',
    '| what | p50 | p95 | p99 | max | errors |',
    '| --- | --- | --- | --- | --- | --- |',
    ...calls.map(
      ({ what, p50, p95, p99, max, errors }) =>
        `| ${[what, ...[p50, p95, p99, max].map(rounded), faults(errors)].join(' | ')} |`,
    ),
    '',
    ...plans.flatMap(({ what, lines }) => [`Plan of “${what}”:`, '', '```', ...lines, '```', '']),
  ];
}

function expiryText({ sessions, closedWithinSeconds, scoredPerSecond, microsecondsAClose }: Expiry): string {
  return `${String(sessions)} sessions overdue in the same second: closed within ${rounded(closedWithinSeconds)} s (${rounded(microsecondsAClose)} µs each); then ${rounded(scoredPerSecond)} outcomes a second.`;
}

function faults(errors: Readonly<Record<string, number>>): string {
  const kinds = Object.entries(errors).map(([kind, times]) => `${String(times)} × ${kind.slice(0, 80)}`);
  return kinds.length === 0 ? 'none' : kinds.join('; ').replaceAll('|', '/');
}

function inWords({ median, least, most }: Spread): string {
  return `${rounded(median)} (${rounded(least)} – ${rounded(most)})`;
}

function rounded(value: number): string {
  return value >= 100 ? String(Math.round(value)) : value.toFixed(2);
}
