/** What an import would do with each record, decided against what the bank holds. */
import {
  arrangeRecord,
  canonicalJson,
  compareRecords,
  compileItem,
  itemFileOf,
  itemTextOf,
  judgeItem,
  judgeStimulus,
  mayBeWritten,
  statusAfterSave,
  stimulusTextOf,
  type BlueprintFile,
  type Hint,
  type ItemFile,
  type ItemText,
  type NamedError,
  type ReviewState,
  type Source,
  type StimulusFile,
  type StimulusText,
} from '@attest/item-bank';
import { faultAt, type Finding, type Place } from './findings.ts';
import { markupFindings } from './markup.ts';
import type { Fresh, ReadItem, ReadRecord, ReadStimulus } from './records.ts';
import { messageAndRemedy } from './yaml/read-bank-file.ts';

/** A record as the bank holds it; `text` is null where only what became of it is known. */
export interface Present<Text> extends ReviewState {
  readonly revision: number;
  readonly text: Text | null;
}

export interface PresentStimulus extends Present<StimulusText> {
  /** Items in exams that show it. */
  readonly itemsInUse: number;
  /** Items that use it, as their authors wrote them: what they name in it has to stay. */
  readonly users: readonly ItemFile[];
}

/** What the bank holds around an import: at least every record that it names. */
export interface Around {
  readonly items: ReadonlyMap<string, Present<ItemText>>;
  readonly stimuli: ReadonlyMap<string, PresentStimulus>;
  readonly sources: readonly Source[];
  readonly errors: readonly NamedError[];
  readonly blueprints: readonly BlueprintFile[];
  readonly fresh: Fresh;
}

export type Verdict = 'create' | 'change' | 'skip' | 'refuse';

interface PlannedBase {
  readonly verdict: Verdict;
  /** Null: a new one, named when it is created. */
  readonly id: string | null;
  readonly firstWords: string;
  readonly place: Place;
  /** Revision it would be changed from; null for a new one. */
  readonly seenRevision: number | null;
  readonly findings: readonly Finding[];
}

export type Planned =
  | (PlannedBase & { readonly kind: 'item'; readonly record: ItemFile | null })
  | (PlannedBase & { readonly kind: 'stimulus'; readonly record: StimulusFile | null });

/**
 * Judges every record of an import: format, references, linter, and what the bank holds of it. Yields how many are
 * done, so that whoever runs it may do something else in between.
 *
 * @returns in the order of the records
 */
export function* planImport(records: readonly ReadRecord[], around: Around): Generator<number, Planned[]> {
  const firsts = firstPlaces(records);
  const planned = new Map<ReadRecord, Planned>();
  // What items build on comes first.
  for (const record of records.filter(({ kind }) => kind === 'stimulus')) {
    if (record.kind === 'stimulus') planned.set(record, planStimulus(record, around, firsts));
    yield planned.size;
  }
  const brought = new Map(
    [...planned.values()].flatMap((each) =>
      each.kind === 'stimulus' && each.record !== null && each.id !== null
        ? [[each.id, each.record] as const]
        : [],
    ),
  );
  const ids = new Set(records.flatMap(({ id }) => id ?? []));
  for (const record of records) {
    if (record.kind === 'item')
      planned.set(record, planItem(record, around, { firsts, ids, stimuli: brought }));
    yield planned.size;
  }
  return withoutDangling(
    records.flatMap((record) => planned.get(record) ?? []),
    around,
  );
}

interface Within {
  readonly firsts: ReadonlyMap<string, ReadRecord>;
  /** Of all records of the import. */
  readonly ids: ReadonlySet<string>;
  readonly stimuli: ReadonlyMap<string, StimulusFile>;
}

function firstPlaces(records: readonly ReadRecord[]): Map<string, ReadRecord> {
  const firsts = new Map<string, ReadRecord>();
  for (const record of records) {
    if (record.id !== null && !firsts.has(record.id)) firsts.set(record.id, record);
  }
  return firsts;
}

function idFindings(
  record: ReadRecord,
  place: Place,
  firsts: Within['firsts'],
  present: Present<unknown> | null,
) {
  const { id } = record;
  if (id === null) return [];
  const first = firsts.get(id);
  if (first !== undefined && first !== record) {
    const where = first.place.file === place.file ? `line ${first.place.line}` : first.place.file;
    return [faultAt(place, `the id ${id} stands already in ${where}`, 'Keep one of the two.')];
  }
  if (present === null) {
    if (record.kind === 'stimulus' || record.mayBringId) return [];
    return [
      faultAt(place, `the bank has no question ${id}`, 'Correct the id, or empty it to make a new question.'),
    ];
  }
  if (!mayBeWritten(present.status)) {
    return [faultAt(place, `${id} is retired`, 'Bring it back in the bank first, or leave it out.')];
  }
  if (present.text !== null) return [];
  return [
    faultAt(place, `what was written of ${id} is in its file only`, 'Import its bank file once more first.'),
  ];
}

function planItem(read: ReadItem, around: Around, within: Within): Planned {
  const { id, place, firstWords } = read;
  const present = id === null ? null : (around.items.get(id) ?? null);
  const { record, findings: own, placeOf } = read.over(present?.text ?? null, around.fresh);
  const found = [...idFindings(read, placeOf(['id']), within.firsts, present), ...own];
  const base = { kind: 'item', id, place, firstWords, seenRevision: present?.revision ?? null } as const;
  const refuse = (findings: readonly Finding[]): Planned => ({
    ...base,
    verdict: 'refuse',
    record: null,
    findings,
  });
  // A file that cannot be read says nothing more.
  if (Object.keys(record).length === 0) return refuse(found);

  const frame = {
    id: id ?? placeholderOf(record),
    status: present?.status ?? 'draft',
    reviewers: present?.reviewers ?? [],
  };
  const beside = surroundingsOf(record, present, around, within);
  const judged = judgeItem({ ...record, ...frame }, beside);
  const ofJudge = judged.hints
    .filter(({ acceptedBecause }) => acceptedBecause === null)
    .map((hint) => findingOf(hint, placeOf(hint.field)))
    .filter(({ place: at }) => !own.some((each) => each.level === 'fault' && isSamePlace(each.place, at)));
  const all = [...found, ...ofJudge, ...markupFindings(record, placeOf)];
  if (judged.item === null || all.some(({ level }) => level === 'fault')) return refuse(all);
  const isEqual = present !== null && canonicalJson(present.text) === canonicalJson(itemTextOf(judged.item));
  if (isEqual) return { ...base, verdict: 'skip', record: null, findings: [] };
  if (present === null) return { ...base, verdict: 'create', record: judged.item, findings: all };
  const fall = fallOf(judged.item, present, place, beside.stimulus);
  return { ...base, verdict: 'change', record: judged.item, findings: [...fall, ...all] };
}

/** What an item loses by other words or another key: its approval, and its place in exams. */
function fallOf(
  item: ItemFile,
  { text, status, reviewers }: Present<ItemText>,
  place: Place,
  stimulus: StimulusFile | null,
): Finding[] {
  if (text === null || statusAfterSave(status, true) === status) return [];
  const markOf = (record: ItemFile) => {
    const { contentHash, keyHash } = compileItem({ record }, { stimulus: stimulus && { record: stimulus } });
    return `${contentHash} ${keyHash}`;
  };
  const before = markOf(itemFileOf(text, { status, reviewers: [...reviewers] }));
  if (markOf(item) === before || markOf(arrangeRecord(item)) === before) return [];
  const fields = [...new Set(compareRecords(text, itemTextOf(item)).map(({ field }) => String(field[0])))];
  return [
    {
      level: 'warning',
      place,
      message: `it is ${status} now and becomes a draft, since ${listed(fields)} changed`,
      remedy: 'Exams draw it again once it was approved and taken into use.',
    },
  ];
}

const listed = (words: readonly string[]) => new Intl.ListFormat('en').format(words);

function surroundingsOf(
  record: Readonly<Record<string, unknown>>,
  present: Present<ItemText> | null,
  { items, stimuli, sources, errors, blueprints }: Around,
  within: Within,
) {
  const { stimulus } = record;
  const stored = typeof stimulus === 'string' ? stimuli.get(stimulus) : undefined;
  const kept = stored?.text
    ? { ...stored.text, status: stored.status, reviewers: [...stored.reviewers] }
    : null;
  return {
    sources,
    errors,
    blueprints,
    stimulus: (typeof stimulus === 'string' ? within.stimuli.get(stimulus) : undefined) ?? kept,
    knownEnemies: new Set([...items.keys(), ...within.ids, ...(present?.text?.enemies ?? [])]),
  };
}

function planStimulus(read: ReadStimulus, around: Around, firsts: Within['firsts']): Planned {
  const { id, place, firstWords } = read;
  const present = id === null ? null : (around.stimuli.get(id) ?? null);
  const state = { status: present?.status ?? 'draft', reviewers: [...(present?.reviewers ?? [])] };
  const record = read.record && { ...read.record, ...state };
  const base = { kind: 'stimulus', id, place, firstWords, seenRevision: present?.revision ?? null } as const;
  const found = [...idFindings(read, place, firsts, present), ...read.findings];
  if (record === null || found.some(({ level }) => level === 'fault')) {
    return { ...base, verdict: 'refuse', record: null, findings: found };
  }
  if (present === null) return { ...base, verdict: 'create', record, findings: found };
  if (canonicalJson(present.text) === canonicalJson(stimulusTextOf(record))) {
    return { ...base, verdict: 'skip', record: null, findings: [] };
  }
  // Those that come with it are held against it themselves.
  const users = present.users.filter((user) => !firsts.has(user.id));
  const missing = judgeStimulus(record, users).hints.filter(({ level }) => level === 'fault');
  if (missing.length > 0) {
    const faults = missing.map((hint) => findingOf(hint, place));
    return { ...base, verdict: 'refuse', record: null, findings: [...found, ...faults] };
  }
  const inUse: Finding[] =
    present.itemsInUse === 0
      ? []
      : [
          {
            level: 'warning',
            place,
            message: `${present.itemsInUse} questions in exams show this scenario`,
            remedy: 'They are not drawn for new exams until the changed scenario is in use again.',
          },
        ];
  return { ...base, verdict: 'change', record, findings: [...found, ...inUse] };
}

/** A record that leans on one that is refused is refused as well, and whatever leans on that. */
function withoutDangling(planned: readonly Planned[], around: Around): Planned[] {
  let result = [...planned];
  for (;;) {
    const refused = new Set(
      result.flatMap(({ verdict, id }) =>
        verdict === 'refuse' && id !== null && !around.items.has(id) && !around.stimuli.has(id) ? [id] : [],
      ),
    );
    const next = result.map((each) => withoutRefused(each, refused));
    if (next.every((each, at) => each === result[at])) return next;
    result = next;
  }
}

function withoutRefused(each: Planned, refused: ReadonlySet<string>): Planned {
  if (each.kind === 'stimulus' || each.record === null) return each;
  const { stimulus, enemies } = each.record;
  const missing = [...(stimulus === undefined ? [] : [stimulus]), ...enemies].find((id) => refused.has(id));
  if (missing === undefined) return each;
  const message = `it names ${missing}, which has faults of its own`;
  const finding = faultAt(each.place, message, 'Mend that first, or name another.');
  return { ...each, verdict: 'refuse', record: null, findings: [...each.findings, finding] };
}

/** For judging alone: a new item has no id yet, and its checks want one. */
function placeholderOf({ domain, certifications }: Readonly<Record<string, unknown>>): string {
  const [code] = Array.isArray(certifications) ? (certifications as unknown[]) : [];
  const folder = typeof code === 'string' && /^[a-z]{2,12}$/i.test(code) ? code.toLowerCase() : 'caisa';
  const place = typeof domain === 'string' && /^[A-Z]\d{1,2}$/.test(domain) ? domain.toLowerCase() : 'a0';
  return `${folder}-${place}-0000`;
}

function findingOf({ level, message, remedy, field }: Hint, place: Place): Finding {
  const path = field.map(String).join('.');
  const named = place.name !== null && path !== '' ? message.replace(path, place.name) : message;
  const [says, does] = messageAndRemedy(named);
  return { level, place, message: remedy === null ? says : named, remedy: remedy ?? does };
}

function isSamePlace(one: Place, other: Place): boolean {
  return one.line === other.line && one.column === other.column && one.name === other.name;
}
