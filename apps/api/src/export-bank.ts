import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { holdsSameRecord, type BankFile } from '@attest/item-bank';
import { QuestionBankExport } from './modules/exams/index.ts';

export interface BankExportReport {
  readonly written: number;
  /** Files that hold the record already, in whatever layout: they are left as they are, comments included. */
  readonly unchanged: number;
  /** Ids of records whose text the database does not know. */
  readonly unknown: readonly string[];
}

/** Writes the question bank of the database below a folder. Files of records the database has not are left alone. */
export async function exportBank(app: INestApplicationContext, directory: string): Promise<BankExportReport> {
  let written = 0;
  let unchanged = 0;
  const take = async (exported: BankFile) => {
    const file = join(directory, exported.path);
    const present = await textOf(file);
    if (present !== null && holdsSameRecord(exported, present)) {
      unchanged += 1;
      return;
    }
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, exported.text);
    written += 1;
  };
  const unknown = await app.get(QuestionBankExport, { strict: false }).run(take);
  return { written, unchanged, unknown };
}

async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** What an export did, a line each. */
export function reportExport({ written, unchanged, unknown }: BankExportReport): string[] {
  return [
    `Wrote ${String(written)} files; ${String(unchanged)} hold what the database holds already.`,
    ...unknown.map((id) => `${id} was not written: import its file once, and its text is kept from then on.`),
  ];
}
