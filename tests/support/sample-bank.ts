import type { BankFile } from '@attest/item-bank';
import { itemWith, surroundings, typeSamples } from '../../libs/item-bank/tests/samples.ts';
import { importBank } from './bank.ts';
import { BankFolder } from './bank-folder.ts';

const types = Object.values(typeSamples);
const domains = ['A1', 'A2', 'A2'] as const;

const atlasTwice = ['AML.T0051', 'AML.T0051'].map(
  (locator) => `{ source: ATLAS, version: "5.6.0", locator: ${locator} }`,
);
const rfc = '{ source: RFC, version: final, locator: RFC 9110 }';

function sampleItem(at: number): BankFile {
  const domain = domains[at % domains.length] ?? 'A1';
  const folder = domain.toLowerCase();
  const { path, text } = itemWith(
    [
      types[at % types.length],
      `domain: ${domain}`,
      `objective: ${domain}.1`,
      `cognitiveLevel: ${at % 2 === 0 ? 'analysis' : 'recall'}`,
      `status: ${at % 4 < 2 ? 'operational' : 'draft'}`,
      at === 2 ? 'tags: [S6]' : '',
      at === 4 ? `references: [${[...atlasTwice, rfc].join(', ')}]` : '',
    ].join('\n'),
    `caisa-${folder}-${String(at + 1).padStart(4, '0')}`,
  );
  return { path: path.replace('/a1/', `/${folder}/`), text };
}

const samples = (count: number) => Array.from({ length: count }, (_, at) => sampleItem(at));

/** Two items of each type, with domains, levels and statuses mixed. */
export const sampleItems: readonly BankFile[] = samples(24);

/** In order. */
export const sampleIds = sampleItems.map(({ path }) => path.replace(/^.*\/|\.yaml$/g, '')).toSorted();

/** For `useAttest({ prepare: importSampleBank, keptTables: bankTables })`. */
export const importSampleBank = (databaseUrl: string): Promise<void> => importItems(databaseUrl, sampleItems);

/** More of the same, for lists of several pages. */
export const importSampleItems =
  (count: number) =>
  (databaseUrl: string): Promise<void> =>
    importItems(databaseUrl, samples(count));

async function importItems(databaseUrl: string, items: readonly BankFile[]): Promise<void> {
  const folder = new BankFolder();
  folder.fill([...surroundings, ...items]);
  try {
    await importBank(databaseUrl, folder.path);
  } finally {
    folder.remove();
  }
}
