import { BankImport, ImportRows, type ImportRow } from '@attest/contracts';
import type { ItemText } from '@attest/item-bank';
import { writeItems } from '@attest/interchange';
import { expect } from 'vitest';
import type { Person } from './given.ts';

export interface NamedText {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** Files as the API takes them. */
export const asBody = (...files: readonly NamedText[]) => ({
  files: files.map(({ name, content }) => ({ name, content: Buffer.from(content).toString('base64') })),
});

export const csv = (content: string | Uint8Array): NamedText => ({ name: 'questions.csv', content });

/** Begins an import and waits until it has been checked. */
export async function beginImport(person: Person, ...files: readonly NamedText[]): Promise<BankImport> {
  const begun = (await person.client.post('/imports', asBody(...files))).read(BankImport);
  return settled(person, begun.id);
}

/** Waits until no step of it is under way. */
export async function settled(person: Person, id: string): Promise<BankImport> {
  const read = async () => (await person.client.get(`/imports/${id}`)).read(BankImport);
  await expect.poll(async () => (await read()).state, { timeout: 60_000, interval: 50 }).not.toMatch(/ing$/);
  return read();
}

export async function rowsOf(person: Person, id: string, query = '?limit=100'): Promise<ImportRow[]> {
  return (await person.client.get(`/imports/${id}/rows${query}`)).read(ImportRows).rows;
}

/** Sound single-choice questions of A1.1, each with words of its own, for a bank whose errors hold `error`. */
export function soundItems(count: number, error = 'over-reaction', source = reference): ItemText[] {
  return Array.from({ length: count }, (_, at) => soundItem(at + 1, error, source));
}

const reference = { source: 'ATLAS', version: '5.6.0', locator: 'AML.T0051' };

function soundItem(number: number, error: string, source: typeof reference): ItemText {
  const because = `Case ${String(number)} says at some length why this is so, which fact decides it, and what tempts a hurried reader here.`;
  return {
    id: '',
    type: 'single-choice',
    certifications: ['CAISA'],
    domain: 'A1',
    objective: 'A1.1',
    cognitiveLevel: 'application',
    expectedDifficulty: 0.6,
    factsUsed: [],
    stem: `In case ${String(number)} the gateway logs each tool call of the agent, and an owner reads the log once a week. A token has left with a log line. Which change stops calls with that token?`,
    options: [
      { id: 'a', text: 'Bind the token to the agent.', rationale: because },
      { id: 'b', text: 'Log the calls of each tool.', rationale: because, error },
      { id: 'c', text: 'Repeat the prompt each turn.', rationale: because, error },
      { id: 'd', text: 'Lower the call limit a minute.', rationale: because, error },
    ],
    key: ['a'],
    scoring: 'all-or-nothing',
    flipFact: `If the log of case ${String(number)} were public only after a day, b would be right.`,
    references: [source],
    enemies: [],
    incidents: [],
    tags: [],
    pretest: false,
    shuffle: true,
    author: 'Ada',
    created: '2026-11-23',
    reviewDue: '2027-11-23',
    lintReasons: {},
  };
}

export const tableOf = (items: readonly ItemText[]): NamedText => csv(writeItems(items));
