import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BankFile } from '@attest/item-bank';
import { stringify } from 'yaml';
import { importBank } from './bank.ts';
import { BankFolder } from './bank-folder.ts';

/** The exam over the gallery: every item once, in the modes exam and study, with everything revealed at once. */
export const galleryExam = 'gallery';

/** Files below `question-bank/`, the gallery's among them. */
export function shippedFiles(): BankFile[] {
  return readdirSync('question-bank', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml'))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join('question-bank', path), 'utf8') }));
}

/**
 * A bank of the gallery's items and stimuli, all of them operational, with the exam `galleryExam`. Whoever asks
 * for it removes it.
 */
export function galleryBank(): BankFolder {
  const shipped = shippedFiles();
  const shared = shipped.filter(({ path }) => /^(?:sources|errors|caisa\/blueprint)\.yaml$/.test(path));
  const own = shipped
    .filter(({ path }) => path.startsWith('gallery/caisa/'))
    .map(({ path, text }) => ({ path: path.replace('gallery/', ''), text: operational(path, text) }));
  const folder = new BankFolder();
  folder.fill([...shared, ...own, { path: `caisa/exams/${galleryExam}.yaml`, text: examOver(own) }]);
  return folder;
}

/** For `useAttest({ prepare: provideGallery, keptTables: bankTables })`. */
export async function provideGallery(databaseUrl: string): Promise<void> {
  const folder = galleryBank();
  try {
    await importBank(databaseUrl, folder.path);
  } finally {
    folder.remove();
  }
}

function operational(path: string, text: string): string {
  const changed = text.replace(/^status: draft$/m, 'status: operational');
  if (changed === text) throw new Error(`${path} is no draft.`);
  return changed;
}

function examOver(files: readonly BankFile[]): string {
  const domains = files.flatMap(({ path }) => /\/items\/(\w+)\//.exec(path)?.[1]?.toUpperCase() ?? []);
  return stringify({
    id: galleryExam,
    certification: 'CAISA',
    title: 'Gallery',
    summary: 'Every type of question once.',
    itemCount: domains.length,
    durationSeconds: 7_200,
    graceSeconds: 30,
    modes: ['exam', 'study'],
    domains: Object.fromEntries(
      [...new Set(domains)].map((domain) => [domain, domains.filter((each) => each === domain).length]),
    ),
    warningsAtSeconds: [600, 300, 60],
    mayGoBack: true,
    release: 'at-once',
    reveal: 'all',
    attempts: { max: null, waitSeconds: 0 },
  });
}
