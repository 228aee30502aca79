/** `npm run bank -- forms`: assembles forms of each exam of the files, and says what they hold and share. */
import { assembleForm } from '@attest/exam-engine';
import type { EligibleItem, FormBlueprint } from '@attest/exam-engine';
import type { Bank, CertificationBank } from '@attest/item-bank';

interface ShownItem extends EligibleItem {
  readonly type: string;
  readonly tags: readonly string[];
}

interface FormsReport {
  readonly text: string;
  /** Forms that could not be assembled, and rules that an assembled one breaks. */
  readonly faults: number;
}

/** Assembles `count` forms of each exam; the same seeds give the same forms. */
export function formsOf(bank: Bank, { count, onDate }: { count: number; onDate: string }): FormsReport {
  const reports = bank.certifications.flatMap((certification) => {
    const items = certification.items.map(shownItem);
    return certification.exams.map(({ record }) => reportOf(record.id, record, items, { count, onDate }));
  });
  return {
    text: reports.map(({ text }) => text).join('\n\n'),
    faults: reports.reduce((sum, { faults }) => sum + faults, 0),
  };
}

function shownItem({ record }: CertificationBank['items'][number]): ShownItem {
  const { stimulus, pretest, validUntil, ...rest } = record;
  return {
    ...rest,
    stimulusId: stimulus ?? null,
    isPretest: pretest,
    validUntil: validUntil ?? null,
  };
}

function reportOf(
  id: string,
  blueprint: FormBlueprint,
  bank: readonly ShownItem[],
  { count, onDate }: { count: number; onDate: string },
): FormsReport {
  const byId = new Map(bank.map((item) => [item.id, item]));
  const drawn = Array.from({ length: count }, (_, at) =>
    assembleForm({ blueprint, bank, seed: `${id}-${at + 1}`, onDate }),
  );
  const forms = drawn.flatMap((assembly) =>
    assembly.ok
      ? [
          {
            scored: assembly.items
              .filter(({ isPretest }) => !isPretest)
              .map((entry) => itemAt(byId, entry.id)),
            trial: assembly.items.filter(({ isPretest }) => isPretest).map((entry) => itemAt(byId, entry.id)),
          },
        ]
      : [],
  );
  const refused = drawn.flatMap((assembly) =>
    assembly.ok ? [] : assembly.shortfall.map(({ text }) => text),
  );
  const broken = forms.flatMap((form) => brokenRules(blueprint, form.scored, form.trial));
  const used = new Set(forms.flatMap(({ scored }) => scored.map((item) => item.id)));
  const lines = [
    `${id}: ${forms.length} of ${count} forms assembled`,
    ...[...new Set(refused)].map((text) => `  not assembled: ${text}`),
    ...[...new Set(broken)].map((text) => `  broken: ${text}`),
    ...(forms.length < 2 ? [] : [`  shared by two forms: ${overlapText(forms.map(({ scored }) => scored))}`]),
    `  used in some form: ${used.size} items`,
    ...(forms.length === 0
      ? []
      : [
          `  types: ${rangesText(forms.map(({ scored }) => scored.map(({ type }) => type)))}`,
          `  tags: ${rangesText(forms.map(({ scored }) => scored.flatMap(({ tags }) => tags)))}`,
        ]),
  ];
  return { text: lines.join('\n'), faults: count - forms.length + broken.length };
}

function itemAt(byId: ReadonlyMap<string, ShownItem>, id: string): ShownItem {
  const item = byId.get(id);
  if (item === undefined) throw new Error(`a form holds ${id}, which the bank does not`);
  return item;
}

/** What holds in each form, looked at without the assembly's own code. */
function brokenRules(
  blueprint: FormBlueprint,
  scored: readonly ShownItem[],
  trial: readonly ShownItem[],
): string[] {
  const all = [...scored, ...trial];
  const ids = new Set(all.map(({ id }) => id));
  const incidents = counts(all.flatMap((item) => item.incidents));
  const testlets = counts(scored.flatMap(({ stimulusId }) => stimulusId ?? []));
  const domains = counts(scored.map(({ domain }) => domain));
  return [
    ...(ids.size === all.length ? [] : ['an item twice']),
    ...(trial.length === (blueprint.pretestCount ?? 0) ? [] : ['another number of items on trial']),
    ...all
      .filter((item) => item.enemies.some((enemy) => ids.has(enemy)))
      .map(({ id }) => `${id} with an enemy`),
    ...over(incidents, blueprint.maxPerIncident).map((name) => `too many items on ${name}`),
    ...[...testlets]
      .filter(([, size]) => size < blueprint.minTestletSize)
      .map(([id]) => `too few items of ${id}`),
    ...Object.entries(blueprint.domains)
      .filter(([domain, wanted]) => (domains.get(domain) ?? 0) !== wanted)
      .map(([domain]) => `another number of items of ${domain}`),
  ];
}

function over(sizes: ReadonlyMap<string, number>, most: number): string[] {
  return [...sizes].filter(([, size]) => size > most).map(([name]) => name);
}

function counts(names: readonly string[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const name of names) found.set(name, (found.get(name) ?? 0) + 1);
  return found;
}

function overlapText(forms: readonly (readonly ShownItem[])[]): string {
  const sets = forms.map((form) => new Set(form.map(({ id }) => id)));
  const shares = sets.flatMap((one, at) =>
    sets.slice(at + 1).map((other) => [...one].filter((id) => other.has(id)).length / Math.max(1, one.size)),
  );
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  return `${percent(mean)} of the items on average, ${percent(Math.max(...shares))} at most`;
}

function rangesText(lists: readonly (readonly string[])[]): string {
  const counted = lists.map(counts);
  const names = [...new Set(lists.flat())].toSorted();
  return names
    .map((name) => {
      const sizes = counted.map((sizesOf) => sizesOf.get(name) ?? 0);
      return `${name} ${Math.min(...sizes)} to ${Math.max(...sizes)}`;
    })
    .join(' · ');
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
