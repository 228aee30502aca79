/** File name, folder and id of a record must agree, so that an id alone finds its file. */
import type { Fault, SourceRecord } from '../bank.ts';
import type { BankRecords, Placed } from './read-files.ts';

export function namingFaults(records: BankRecords): Fault[] {
  const { blueprints, items, stimuli, exams } = records;
  return [
    ...blueprints.flatMap(({ source, place }) =>
      disagreement(
        source,
        'certification',
        source.record.certification.toLowerCase(),
        'folder',
        place.folder,
      ),
    ),
    ...items.flatMap(({ source, place }) => [
      ...disagreement(source, 'id', source.record.id, 'file name', place.name),
      ...disagreement(source, 'domain', source.record.domain.toLowerCase(), 'folder', place.domainFolder),
      ...foreignFolder(source, 'certifications', source.record.certifications, place.folder),
    ]),
    ...stimuli.flatMap(({ source, place }) => [
      ...disagreement(source, 'id', source.record.id, 'file name', place.name),
      ...foreignFolder(source, 'certifications', source.record.certifications, place.folder),
    ]),
    ...exams.flatMap(({ source, place }) => [
      ...disagreement(source, 'id', source.record.id, 'file name', place.name),
      ...foreignFolder(source, 'certification', [source.record.certification], place.folder),
    ]),
    ...repeatedRecords(items),
    ...repeatedRecords(stimuli),
    ...repeatedRecords(exams),
  ];
}

function disagreement(
  source: SourceRecord<unknown>,
  field: string,
  inRecord: string,
  placeName: string,
  inPath: string,
): Fault[] {
  if (inRecord === inPath) return [];
  return [
    faultOf(
      source,
      [field],
      `${field} is "${inRecord}", but the ${placeName} says "${inPath}"; make them equal`,
    ),
  ];
}

function foreignFolder(
  source: SourceRecord<unknown>,
  field: string,
  certifications: readonly string[],
  folder: string,
): Fault[] {
  if (certifications.some((code) => code.toLowerCase() === folder)) return [];
  return [
    faultOf(
      source,
      [field],
      `${field} does not name ${folder.toUpperCase()}, whose folder it lies in; add it`,
    ),
  ];
}

function repeatedRecords(records: readonly Placed<{ id: string }>[]): Fault[] {
  const firstPaths = new Map<string, string>();
  return records.flatMap(({ source }) => {
    const { id } = source.record;
    const first = firstPaths.get(id);
    if (first === undefined) {
      firstPaths.set(id, source.path);
      return [];
    }
    return [faultOf(source, ['id'], `the id ${id} is already that of ${first}; choose another`)];
  });
}

/** A fault at a field of a well-formed file. */
export function faultOf(
  source: SourceRecord<unknown>,
  field: readonly PropertyKey[],
  message: string,
): Fault {
  return { path: source.path, ...source.locate(field), field, message, severity: 'error' };
}
