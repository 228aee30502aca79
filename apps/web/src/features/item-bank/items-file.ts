import type { BankItem } from '@attest/contracts';
import { toCsv } from './csv.ts';

/** What a file of items holds, a column each; headings are names for programs and are not translated. */
const fileColumns: Readonly<Record<string, (item: BankItem) => string | number>> = {
  id: ({ id }) => id,
  question: ({ firstWords }) => firstWords,
  type: ({ type }) => type,
  certifications: ({ certifications }) => certifications.join(' '),
  domain: ({ domain }) => domain,
  domainName: ({ domainName }) => domainName,
  objective: ({ objective }) => objective,
  level: ({ cognitiveLevel }) => cognitiveLevel,
  status: ({ status }) => status,
  expectedDifficulty: ({ expectedDifficulty }) => expectedDifficulty,
  tags: ({ tags }) => tags.join(' '),
  author: ({ author }) => author,
  stimulus: ({ stimulusId }) => stimulusId ?? '',
  version: ({ version }) => version,
  keyRevision: ({ keyRevision }) => keyRevision,
  updatedAt: ({ updatedAt }) => updatedAt,
};

export function itemsCsv(items: readonly BankItem[]): string {
  const cells = Object.values(fileColumns);
  return toCsv([Object.keys(fileColumns), ...items.map((item) => cells.map((cell) => cell(item)))]);
}

/** Hands a table to the browser as a file. */
export function saveCsv(name: string, text: string): void {
  saveFile(name, new Blob([text], { type: 'text/csv;charset=utf-8' }));
}

export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
