import { parseArgs } from 'node:util';

export interface BenchOptions {
  readonly candidates: number;
  /** Sessions with forty responses that are there before anything is measured. */
  readonly sessions: number;
  /** The first is thrown away. */
  readonly rounds: number;
  readonly secondsARound: number;
  /** Of an exam at work, and again of its last minute. */
  readonly secondsOfExam: number;
  readonly inFlight: readonly number[];
  readonly expiring: number;
  /** Sessions on the page of a proctor. */
  readonly watched: number;
  readonly starting: number;
  readonly submitting: number;
  /** Who take an exam of ninety items, one after the other. */
  readonly longForms: number;
  /** Where the database lies; its kind of disk decides what a commit costs. */
  readonly directory: string;
  /** Counts rounds in which other programs used the processors too; their figures say less. */
  readonly isNoisy: boolean;
  readonly contestants: readonly string[];
  readonly phases: readonly Phase[];
}

export const phases = [
  'saves',
  'latency',
  'exam',
  'starts',
  'submits',
  'expiry',
  'long-forms',
  'storm',
  'monitor',
  'pages',
  'bank-list',
  'editor',
] as const;
export type Phase = (typeof phases)[number];

/** @throws TypeError naming the argument nobody knows */
export function readOptions(args: readonly string[], temporary: string): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      candidates: { type: 'string', default: '1000' },
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      'in-flight': { type: 'string' },
      directory: { type: 'string', default: temporary },
      contestants: { type: 'string', default: 'A,B,C,D' },
      only: { type: 'string' },
      noisy: { type: 'boolean', default: false },
    },
  });
  const isQuick = values.quick;
  const candidates = Number(values.candidates);
  return {
    candidates,
    sessions: Math.max(isQuick ? 1_000 : 4_000, candidates),
    rounds: Number(values.rounds ?? (isQuick ? 3 : 6)),
    secondsARound: Number(values.seconds ?? (isQuick ? 2 : 8)),
    secondsOfExam: isQuick ? 5 : 30,
    inFlight: (values['in-flight'] ?? (isQuick ? '256' : '256,32,8')).split(',').map(Number),
    watched: 500,
    expiring: isQuick ? 2_000 : 10_000,
    starting: isQuick ? 300 : 3_000,
    submitting: isQuick ? 100 : 1_000,
    longForms: isQuick ? 10 : 60,
    directory: values.directory,
    isNoisy: values.noisy,
    contestants: values.contestants.split(','),
    phases: phases.filter((phase) => values.only === undefined || values.only.split(',').includes(phase)),
  };
}
