import type { Bank, CertificationBank } from '../bank.ts';
import { interactionsOf } from '../interactions-of.ts';
import { findingsIn } from '../lint/lint-bank.ts';
import type { ItemFile } from '../schema/item.ts';
import { StimulusFile, type ExhibitSource } from '../schema/stimulus.ts';
import { fault, formFaults, hintOf, unwritten, type Hint } from './hints.ts';

export interface JudgedStimulus {
  /** Null while there are faults. */
  readonly stimulus: StimulusFile | null;
  readonly hints: readonly Hint[];
}

/**
 * Holds one scenario, finished or not, against the format, the items that use it and the item-writing standard.
 *
 * @param record as a bank file would hold it
 * @param items all that use it: what they name in it has to stay
 */
export function judgeStimulus(record: unknown, items: readonly ItemFile[]): JudgedStimulus {
  const parsed = StimulusFile.safeParse(record);
  if (!parsed.success) return { stimulus: null, hints: formFaults(parsed.error, record) };
  const faults = missingFaults(parsed.data, items);
  if (faults.length > 0) return { stimulus: null, hints: faults };
  const findings = findingsIn(bankOf(parsed.data));
  return {
    stimulus: parsed.data,
    hints: findings.filter(({ itemId }) => itemId === parsed.data.id).map((finding) => hintOf(finding, null)),
  };
}

/** Something of a scenario that an item names. */
interface Use {
  readonly itemId: string;
  readonly what: string;
  readonly field: readonly PropertyKey[];
}

/** What items name and the scenario does not have, each once, with the items. */
function missingFaults(stimulus: StimulusFile, items: readonly ItemFile[]): Hint[] {
  const users = new Map<string, { readonly field: readonly PropertyKey[]; readonly ids: Set<string> }>();
  for (const { itemId, what, field } of items.flatMap((item) => missingIn(stimulus, item))) {
    const known = users.get(what) ?? { field, ids: new Set() };
    users.set(what, { field, ids: known.ids.add(itemId) });
  }
  return [...users].map(([what, { field, ids }]) => {
    const names = [...ids].toSorted();
    const rest = names.length > mostNamed ? ` and ${String(names.length - mostNamed)} more` : '';
    const message = `${what} is missing, and used by ${names.slice(0, mostNamed).join(', ')}${rest}; put it back, or change what uses it first`;
    return fault(field, message);
  });
}

const mostNamed = 5;

function missingIn({ facts, exhibits }: StimulusFile, item: ItemFile): Use[] {
  const itemId = item.id;
  const known = facts.map(({ n }) => n);
  return [
    ...item.factsUsed
      .filter((n) => !known.includes(n))
      .map((n) => ({ itemId, what: `fact ${String(n)}`, field: ['facts'] })),
    ...interactionsOf(item).flatMap(({ part }) =>
      part.type === 'hotspot' ? missingPlaces(part, exhibits).map((use) => ({ itemId, ...use })) : [],
    ),
  ];
}

function missingPlaces(
  { exhibit: id, places }: { readonly exhibit: string; readonly places: readonly { readonly ref: string }[] },
  exhibits: readonly ExhibitSource[],
): Omit<Use, 'itemId'>[] {
  const at = exhibits.findIndex((each) => each.id === id);
  const exhibit = exhibits[at];
  if (exhibit?.kind !== 'diagram') return [{ what: `the diagram "${id}"`, field: ['exhibits'] }];
  const known = [...exhibit.nodes, ...exhibit.edges].map((each) => each.id);
  return places
    .filter(({ ref }) => !known.includes(ref))
    .map(({ ref }) => ({ what: `"${ref}" of the diagram "${id}"`, field: ['exhibits', at] }));
}

/** A bank of this scenario alone. */
function bankOf(stimulus: StimulusFile): Bank {
  const frame: Omit<CertificationBank, 'code'> = {
    blueprint: null,
    items: [],
    stimuli: [unwritten(stimulus, stimulus.id)],
    exams: [],
  };
  // A scenario of several certifications lies in the bank of the first.
  return {
    sources: [],
    errors: [],
    certifications: stimulus.certifications.slice(0, 1).map((code) => ({ code, ...frame })),
  };
}
