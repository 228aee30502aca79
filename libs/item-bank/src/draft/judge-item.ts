import type { CertificationCode } from '@attest/contracts';
import type { Bank, SourceItem, SourceRecord } from '../bank.ts';
import { arrangeRemedy } from '../lint/findings.ts';
import { lintBank } from '../lint/lint-bank.ts';
import { describeIssue } from '../parse/describe-issue.ts';
import { unresolvedReferences } from '../parse/references.ts';
import type { BlueprintFile } from '../schema/blueprint.ts';
import { ItemFile } from '../schema/item.ts';
import { fixOf, type Fix } from './fix-of.ts';
import type { NamedError, Source } from '../schema/registers.ts';
import type { StimulusFile } from '../schema/stimulus.ts';

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

/** Something to mend or to consider, at a field of the item. */
export interface Hint {
  /** `fault`: it cannot be kept like this. `error`: it cannot be reviewed. `warning`: somebody should say why. */
  readonly level: 'fault' | 'error' | 'warning';
  /** Number of the check of the item-writing standard; null where the form of the record is meant. */
  readonly check: number | null;
  readonly field: readonly PropertyKey[];
  readonly message: string;
  readonly remedy: string | null;
  /** A change of text that takes the hint away; null where somebody has to think. */
  readonly fix: Fix | null;
  /** Reason the author gave; null when the hint stands. */
  readonly acceptedBecause: string | null;
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
    const issues = parsed.error.issues.flatMap((issue) => describeIssue(issue, record));
    return { item: null, hints: issues.map(({ field, message }) => fault(field, onScreen(message, field))) };
  }
  const bank = bankOf(parsed.data, around);
  const faults = unresolvedReferences(bank, around.knownEnemies);
  if (faults.length > 0) {
    return { item: null, hints: faults.map(({ field, message }) => fault(field ?? [], message)) };
  }
  const findings = lintBank(bank).findings.filter(
    ({ itemId, check, remedy }) =>
      itemId === parsed.data.id && check !== referencesCheck && remedy !== arrangeRemedy,
  );
  return {
    item: parsed.data,
    hints: findings.map((finding) => {
      const { level, check, field, message, remedy, acceptedBecause } = finding;
      return {
        level,
        check,
        field: field ?? [],
        message,
        remedy,
        acceptedBecause,
        fix: fixOf(parsed.data, finding),
      };
    }),
  };
}

/** What it finds are faults here. */
const referencesCheck = 1;

function fault(field: readonly PropertyKey[], message: string): Hint {
  return { level: 'fault', check: null, field, message, remedy: null, fix: null, acceptedBecause: null };
}

/** Screens name the field themselves, and whoever writes there adds no keys to a file. */
function onScreen(message: string, field: readonly PropertyKey[]): string {
  const name = field.map(String).join('.');
  if (name === '' || !message.startsWith(name)) return message;
  const rest = message.slice(name.length);
  if (rest.startsWith(' is missing;')) return 'not entered yet';
  const [, least] = /^ is too short; the least is (\d+)$/.exec(rest) ?? [];
  if (least !== undefined) return `at least ${least} needed`;
  return rest.replace(/^:? (?:is )?/, '');
}

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

/** A record that lies in no file. */
function unwritten<Shape>(record: Shape, path: string): SourceRecord<Shape> {
  return { path, text: '', record, locate: () => ({ line: 1, column: 1 }) };
}
