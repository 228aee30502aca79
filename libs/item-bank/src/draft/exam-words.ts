import type { ExamHint } from '@attest/contracts';

const names: Readonly<Record<string, string>> = {
  slug: 'The short name',
  title: 'The title',
  summary: 'The summary',
  itemCount: 'The number of questions',
  pretestCount: 'The number of questions on trial',
  durationSeconds: 'The time',
  graceSeconds: 'The grace',
  opensAt: 'The opening',
  latestStartAt: 'The latest start',
  closesAt: 'The closing',
  modes: 'The ways of taking it',
  domains: 'The number of questions of a domain',
  levels: 'The share of a level',
  scenarioShare: 'The share of scenario questions',
  minTestletSize: 'The least number of questions of a scenario',
  maxPerIncident: 'The most questions on one incident',
  warningsAtSeconds: 'A warning',
  sections: 'The number of questions of a section',
  release: 'The release',
  reveal: 'What is shown afterwards',
};

export function fieldName([field, part, inner]: ExamHint['field']): string {
  if (field === 'domains' && typeof part === 'string') return `The number of questions of ${part}`;
  if (field === 'levels' && typeof part === 'string') {
    return `The ${inner === 'min' ? 'least' : 'largest'} share of ${part}`;
  }
  if (field === 'sections' && typeof part === 'number') {
    const place = `section ${String(part + 1)}`;
    return inner === 'title' ? `The title of ${place}` : `The number of questions of ${place}`;
  }
  if (field === 'attempts') return part === 'max' ? 'The number of attempts' : 'The wait between attempts';
  return names[String(field)] ?? 'This';
}

const minutes: ReadonlySet<unknown> = new Set(['durationSeconds', 'warningsAtSeconds']);
const shares: ReadonlySet<unknown> = new Set(['levels', 'scenarioShare']);

/** A bound as the field on screen counts. */
export function inItsUnit([field]: ExamHint['field'], value: number): string {
  if (minutes.has(field) && value >= 60) return counted(value / 60, 'minute');
  if (minutes.has(field) || field === 'graceSeconds') return counted(value, 'second');
  if (shares.has(field)) return `${String(value * 100)} %`;
  return String(value);
}

function counted(count: number, unit: string): string {
  return `${String(count)} ${unit}${count === 1 ? '' : 's'}`;
}
