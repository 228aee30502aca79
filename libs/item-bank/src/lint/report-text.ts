import type { Fault } from '../bank.ts';
import type { Figure, Finding } from './check.ts';
import { smallestJudgedBank } from './check.ts';
import { shownValue } from './findings.ts';
import type { LintReport } from './lint-bank.ts';
import { checks } from './registry.ts';

/**
 * A lint report for people, grouped per certification: faults, findings with their remedies, figures.
 *
 * @param root put before each path, so that a terminal can open it
 */
export function reportText(faults: readonly Fault[], report: LintReport, root: string): string {
  const { findings, figures } = report;
  const groups = [...new Set([...faults, ...findings].map(({ path }) => groupOf(path)))];
  const codes = [...new Set([...groups, ...figures.map(({ certification }) => certification)])];
  const sections = codes.flatMap((code) => [
    `${code}\n`,
    ...faults.filter(({ path }) => groupOf(path) === code).map((fault) => faultText(fault, root)),
    ...findings.filter(({ path }) => groupOf(path) === code).map((finding) => findingText(finding, root)),
    ...figuresText(figures.filter(({ certification }) => certification === code)),
  ]);
  return [...sections, summaryOf(faults, findings)].join('\n');
}

/** True when a report holds something that must not be published. */
export function hasErrors(faults: readonly Fault[], { findings }: LintReport): boolean {
  return faults.length > 0 || findings.some(({ level }) => level === 'error');
}

function groupOf(path: string): string {
  const [folder = '', ...rest] = path.split('/');
  return rest.length === 0 ? 'Shared' : folder.toUpperCase();
}

function faultText({ path, line, column, message }: Fault, root: string): string {
  return `  error    ${root}/${path}:${line}:${column}\n           ${message}\n`;
}

function findingText(finding: Finding, root: string): string {
  const { check, level, path, line, message, remedy, acceptedBecause } = finding;
  const title = checks.find(({ id }) => id === check)?.title ?? '';
  const isAccepted = acceptedBecause !== null;
  const closing = isAccepted ? `accepted: ${acceptedBecause}` : remedy;
  const word = (isAccepted ? 'accepted' : level).padEnd(8);
  return `  ${word} ${root}/${path}:${line}\n           ${check} ${title}: ${message}\n           ${closing}\n`;
}

function figuresText(figures: readonly Figure[]): string[] {
  if (figures.length === 0) return [];
  const isBinding = figures.some((figure) => figure.isBinding);
  const heading = isBinding
    ? '  Figures'
    : `  Figures (they decide from ${smallestJudgedBank} items in a bank)`;
  const lines = figures.map(({ check, name, limit, isMet, itemCount, ...measured }) => {
    const mark = isMet ? ' ' : '!';
    const sample = itemCount === 1 ? '1 item' : `${itemCount} items`;
    return `   ${mark} ${String(check).padStart(2)}  ${name}: ${shownValue(measured)} of ${sample}, limit ${limit}`;
  });
  return [heading, ...lines, ''];
}

function summaryOf(faults: readonly Fault[], findings: readonly Finding[]): string {
  const accepted = findings.filter(({ acceptedBecause }) => acceptedBecause !== null).length;
  const errors = faults.length + findings.filter(({ level }) => level === 'error').length;
  const warnings = findings.filter(({ level }) => level === 'warning').length - accepted;
  return `${counted(errors, 'error')}, ${counted(warnings, 'warning')}, ${accepted} accepted`;
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
