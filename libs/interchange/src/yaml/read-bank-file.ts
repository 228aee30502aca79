import { ItemFile, readRecord, StimulusFile, type Fault } from '@attest/item-bank';
import * as z from 'zod';
import { faultAt, type Finding, type Place } from '../findings.ts';
import { excerptOf, type ReadItem, type ReadRecord } from '../records.ts';

const Mapping = z.looseObject({ id: z.string().optional().catch(undefined) });

/** Keys of files of a bank that hold neither items nor stimuli. */
const otherFiles = ['sources', 'errors', 'domains', 'itemCount', 'samples'];

/** The one record of a bank file; none where it is one of the files around them. */
export function readBankFile(file: string, text: string): { record: ReadRecord | null; findings: Finding[] } {
  const place: Place = { file, line: 1, column: 1, name: null };
  const { source, faults } = readRecord({ path: file, text }, z.unknown());
  if (source === null) return { record: broken(place, faults.map(toFinding)), findings: [] };
  const odd = unstorablePath(source.record, []);
  if (odd !== null) {
    const at = { file, ...source.locate(odd), name: odd.map(String).join('.') };
    const message = 'here stands an escape of a character that no text holds';
    return { record: broken(place, [faultAt(at, message, 'Remove it.')]), findings: [] };
  }
  const mapping = Mapping.safeParse(source.record);
  if (!mapping.success) return { record: broken(place, [strange(place)]), findings: [] };
  const given = mapping.data;
  if ('facts' in given) return { record: stimulusOf(place, text, given), findings: [] };
  if ('type' in given) return { record: itemOf(place, text, given), findings: [] };
  if (!otherFiles.some((key) => key in given))
    return { record: broken(place, [strange(place)]), findings: [] };
  return { record: null, findings: [{ ...strange(place), level: 'warning' }] };
}

type Given = z.infer<typeof Mapping>;

function itemOf(place: Place, text: string, given: Given): ReadItem {
  const { file } = place;
  const { source, faults } = readRecord({ path: file, text }, ItemFile);
  const record = source?.record ?? null;
  return {
    kind: 'item',
    id: given.id ?? null,
    mayBringId: true,
    place,
    firstWords: excerptOf(given['stem'] ?? given['body']),
    enemies: record?.enemies ?? [],
    stimulus: record?.stimulus ?? null,
    over: () => ({
      record: record ?? {},
      findings: faults.map(toFinding),
      placeOf: (path) => ({
        file,
        ...(source?.locate(path) ?? { line: 1, column: 1 }),
        name: path.length === 0 ? null : path.map(String).join('.'),
      }),
    }),
  };
}

function stimulusOf(place: Place, text: string, given: Given): ReadRecord {
  const { source, faults } = readRecord({ path: place.file, text }, StimulusFile);
  return {
    kind: 'stimulus',
    id: given.id ?? null,
    place,
    firstWords: excerptOf(given['title']),
    record: source?.record ?? null,
    findings: faults.map(toFinding),
  };
}

function broken(place: Place, findings: readonly Finding[]): ReadItem {
  return {
    kind: 'item',
    id: null,
    mayBringId: true,
    place,
    firstWords: '',
    enemies: [],
    stimulus: null,
    over: () => ({ record: {}, findings, placeOf: () => place }),
  };
}

function strange(place: Place): Finding {
  return faultAt(
    place,
    'the file holds neither a question nor a scenario',
    'Choose files of items or stimuli. Blueprints, exams and registers are imported by whoever runs Attest.',
  );
}

function toFinding({ path, line, column, field, message }: Fault): Finding {
  const name = field === undefined || field.length === 0 ? null : field.map(String).join('.');
  return faultAt({ file: path, line, column, name }, ...messageAndRemedy(message));
}

/** Messages of the bank say what to do after a semicolon. */
export function messageAndRemedy(message: string): [string, string] {
  const at = message.indexOf('; ');
  if (at < 0) return [message, 'Correct it.'];
  const remedy = message.slice(at + 2);
  return [message.slice(0, at), `${remedy.charAt(0).toUpperCase()}${remedy.slice(1)}.`];
}

/** YAML writes with an escape what no file and no database holds: NUL, or half of a surrogate pair. */
function unstorablePath(value: unknown, path: readonly PropertyKey[]): readonly PropertyKey[] | null {
  if (typeof value === 'string') return isStorable(value) ? null : path;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, each] of Object.entries(value)) {
    if (!isStorable(key)) return path;
    const found = unstorablePath(each, [...path, key]);
    if (found !== null) return found;
  }
  return null;
}

const isStorable = (text: string) => !text.includes('\u0000') && text.isWellFormed();
