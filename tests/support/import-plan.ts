import { readFileSync } from 'node:fs';
import { BlueprintFile, ErrorsFile, itemTextOf, SourcesFile, type ItemFile } from '@attest/item-bank';
import { decodeAll, planImport, readImport, type Around, type Planned } from '@attest/interchange';
import { parse } from 'yaml';

const bank = (path: string): unknown =>
  parse(readFileSync(new URL(`../../question-bank/${path}`, import.meta.url), 'utf8'));

/** The registers and the blueprint that are shipped, and these items. */
export function aroundWith(...items: readonly ItemFile[]): Around {
  return {
    items: new Map(
      items.map((item) => [
        item.id,
        { revision: 1, status: item.status, reviewers: item.reviewers, text: itemTextOf(item) },
      ]),
    ),
    stimuli: new Map(),
    sources: SourcesFile.parse(bank('sources.yaml')).sources,
    errors: ErrorsFile.parse(bank('errors.yaml')).errors,
    blueprints: [BlueprintFile.parse(bank('caisa/blueprint.yaml'))],
    fresh: { author: 'Ada', created: '2026-11-23', reviewDue: '2027-11-23' },
  };
}

/** What an import of one table comes to. */
export function planTable(
  text: string | Uint8Array,
  around: Around = aroundWith(),
  chosen: readonly (string | null)[] | null = null,
): { planned: readonly Planned[]; file: readonly string[]; fields: readonly (string | null)[] } {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const { texts, findings } = decodeAll([{ name: 'items.csv', bytes }]);
  const { columns, records, findings: ofFile } = readImport('csv', texts, chosen);
  return {
    planned: planOf(records, around),
    file: [...findings, ...ofFile].map(shown),
    fields: columns.map(({ field }) => field),
  };
}

export function planOf(records: Parameters<typeof planImport>[0], around: Around): readonly Planned[] {
  const steps = planImport(records, around);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

interface Shown {
  readonly level: string;
  readonly message: string;
  readonly place: { readonly line: number; readonly column: number; readonly name: string | null };
}

/** `fault 3:12 stem: the cell is empty` */
export function shown({ level, place, message }: Shown): string {
  return `${level} ${place.line}:${place.column} ${place.name ?? '–'}: ${message}`;
}
