/** `npm run bank -- reading`: sheets for blind readers, and the count of what they answered. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlantsFile, plantedCopy, readingKinds, readingSheet, scoreReading } from '@attest/item-bank';
import type { Bank, ReadingKind, SheetEntry } from '@attest/item-bank';
import { parse } from 'yaml';

const keysName = 'keys.json';
type Keys = Record<ReadingKind, Record<string, SheetEntry>>;

/** Writes the four sheets of a batch, and apart from them the keys; gives what is wrong with the batch, if anything. */
export function writeSheets(
  bank: Bank,
  ids: readonly string[],
  plantsPath: string | undefined,
  to: string,
): string | null {
  const items = bank.certifications.flatMap((certification) => certification.items);
  const stimuli = bank.certifications.flatMap((certification) => certification.stimuli);
  const known = new Set([...items, ...stimuli].map(({ record }) => record.id));
  const batch = items.filter(({ record }) => ids.includes(record.id) || ids.includes(record.stimulus ?? ''));
  const { plants } =
    plantsPath === undefined ? { plants: [] } : PlantsFile.parse(parse(readFileSync(plantsPath, 'utf8')));
  const copies = plants.flatMap((plant) =>
    items
      .filter(({ record }) => record.id === plant.of)
      .map((item) => ({ record: plantedCopy(item, plant), fault: plant.fault })),
  );
  const unknown = [...ids, ...plants.map(({ of }) => of)].filter((id) => !known.has(id));
  if (unknown.length > 0) return `The bank has no ${unknown.join(', ')}.`;
  const both = plants.find(({ of }) => batch.some(({ record }) => record.id === of));
  if (both !== undefined) return `${both.of} is planted and part of the batch; plant another item.`;
  const shown = [...batch.map(({ record }) => ({ record, fault: null })), ...copies];
  const keys: Partial<Keys> = {};
  for (const kind of readingKinds) {
    const { text, entries } = readingSheet(kind, shown, stimuli);
    mkdirSync(join(to, kind), { recursive: true });
    writeFileSync(join(to, kind, 'sheet.md'), text);
    keys[kind] = entries;
  }
  writeFileSync(join(to, keysName), `${JSON.stringify(keys, null, 2)}\n`);
  return null;
}

/** The figures of the answers that lie beside the sheets, `<kind>/answers.json` with `{"Q1": "B"}`. */
export function scoresText(from: string): string {
  const keys = JSON.parse(readFileSync(join(from, keysName), 'utf8')) as Keys;
  return readingKinds.map((kind) => scoreLines(kind, from, keys)).join('\n');
}

function scoreLines(kind: ReadingKind, from: string, keys: Keys): string {
  const answers = answersIn(join(from, kind, 'answers.json'));
  if (answers === null) return `${kind}: not read yet`;
  const { asked, hits, interval, plants, toSettle, found } = scoreReading(kind, keys[kind], answers);
  const [low, high] = interval.map((share) => `${Math.round(share * 100)} %`);
  const share = asked === 0 ? 0 : Math.round((hits / asked) * 100);
  return [
    `${kind}: ${hits} of ${asked}, ${share} % (${low} to ${high}); plants caught ${plants.caught} of ${plants.shown}`,
    ...(kind === 'options' || kind === 'stem' ? [`  key found: ${found.join(' ')}`] : []),
    ...(kind === 'whole' || kind === 'expert'
      ? toSettle.map(({ item, answer }) => `  ${item}: ${answer}`)
      : []),
  ].join('\n');
}

function answersIn(path: string): Record<string, string> | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
