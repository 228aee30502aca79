import type { CertificationCode } from '@attest/contracts';
import type { Bank, SourceItem } from '../bank.ts';
import { arrangeRemedy } from '../lint/findings.ts';
import { findingsIn } from '../lint/lint-bank.ts';
import { unresolvedReferences } from '../parse/references.ts';
import type { BlueprintFile } from '../schema/blueprint.ts';
import { ItemFile } from '../schema/item.ts';
import type { NamedError, Source } from '../schema/registers.ts';
import type { StimulusFile } from '../schema/stimulus.ts';
import { fixOf } from './fix-of.ts';
import { fault, formFaults, hintOf, unwritten, type Hint } from './hints.ts';

/** What an item is held against, beside its own text. */
export interface Surroundings {
  readonly sources: readonly Source[];
  readonly errors: readonly NamedError[];
  readonly blueprints: readonly BlueprintFile[];
  /** The one the item names; null where it names none, or one that does not exist. */
  readonly stimulus: StimulusFile | null;
  /** Those of its enemies that exist. */
  readonly knownEnemies: ReadonlySet<string>;
}

export interface JudgedItem {
  /** Null while there are faults. */
  readonly item: ItemFile | null;
  readonly hints: readonly Hint[];
}

/**
 * Holds one item, finished or not, against the format, the records it names and the item-writing standard. What only
 * a whole bank can show is left out, and the order of its options too: it is arranged when it is saved.
 *
 * @param record as a bank file would hold it
 */
export function judgeItem(record: unknown, around: Surroundings): JudgedItem {
  const parsed = ItemFile.safeParse(record);
  if (!parsed.success) {
    return { item: null, hints: formFaults(parsed.error, record) };
  }
  const bank = bankOf(parsed.data, around);
  const faults = unresolvedReferences(bank, around.knownEnemies);
  if (faults.length > 0) {
    return { item: null, hints: faults.map(({ field, message }) => fault(field ?? [], message)) };
  }
  const findings = findingsIn(bank).filter(
    ({ itemId, check, remedy }) =>
      itemId === parsed.data.id && check !== referencesCheck && remedy !== arrangeRemedy,
  );
  return {
    item: parsed.data,
    hints: findings.map((finding) => hintOf(finding, fixOf(parsed.data, finding))),
  };
}

/** What it finds are faults here. */
const referencesCheck = 1;

/** A bank of this item alone. */
function bankOf(item: ItemFile, { sources, errors, blueprints, stimulus }: Surroundings): Bank {
  const codes: readonly CertificationCode[] = item.certifications;
  const own: SourceItem = unwritten(item, item.id);
  // An item of several certifications lies in the bank of the first.
  const [code] = codes;
  const blueprint = blueprints.find(({ certification }) => certification === code);
  return {
    sources,
    errors,
    certifications:
      code === undefined
        ? []
        : [
            {
              code,
              blueprint: blueprint === undefined ? null : unwritten(blueprint, 'blueprint'),
              items: [own],
              stimuli: stimulus === null ? [] : [unwritten(stimulus, stimulus.id)],
              exams: [],
            },
          ],
  };
}
