import { CertificationCode } from '@attest/contracts';
import type { Bank, BankFile, CertificationBank, Fault, SourceRecord } from '../bank.ts';
import { namingFaults } from './naming.ts';
import { galleryFolder } from './places.ts';
import { readFiles } from './read-files.ts';
import type { BankRecords, Placed } from './read-files.ts';
import { unresolvedReferences } from './references.ts';

/**
 * Reads every file of a question bank. Faults of all files are reported together, with line and column;
 * a file with faults is left out of the bank and hides nothing of the others. Whoever stores a bank
 * refuses it while there are faults.
 *
 * @param files `path` relative to `question-bank/`; files that are not YAML and those of the gallery are
 * passed over
 */
export function parseBank(files: readonly BankFile[]): { bank: Bank; faults: Fault[] } {
  const { records, faults } = readFiles(files.filter(({ path }) => !path.startsWith(galleryFolder)));
  const bank = assemble(records);
  const all = [
    ...faults,
    ...namingFaults(records),
    ...missingBlueprints(records),
    ...unresolvedReferences(bank, namesOfFaulty(records)),
  ];
  const faulty = new Set(all.map(({ path }) => path));
  return { bank: withoutFaulty(bank, faulty), faults: all.toSorted(byPlace) };
}

function assemble({ sources, errors, blueprints, exams, items, stimuli, places }: BankRecords): Bank {
  const certifications = CertificationCode.options
    .filter((code) => places.some(({ folder }) => folder === code.toLowerCase()))
    .map((code): CertificationBank => {
      const folder = code.toLowerCase();
      return {
        code,
        blueprint: blueprints.find(({ place }) => place.folder === folder)?.source ?? null,
        items: ofFolder(items, folder),
        stimuli: ofFolder(stimuli, folder),
        exams: ofFolder(exams, folder),
      };
    });
  return {
    sources: sources.flatMap(({ source }) => source.record.sources),
    errors: errors.flatMap(({ source }) => source.record.errors),
    certifications,
  };
}

function ofFolder<Shape extends { id: string }>(
  records: readonly Placed<Shape>[],
  folder: string,
): SourceRecord<Shape>[] {
  return records
    .filter(({ place }) => place.folder === folder)
    .map(({ source }) => source)
    .toSorted((one, other) => (one.record.id < other.record.id ? -1 : 1));
}

function missingBlueprints({ places }: BankRecords): Fault[] {
  const folders = new Set(places.map(({ folder }) => folder));
  return CertificationCode.options
    .map((code) => code.toLowerCase())
    .filter((folder) => folders.has(folder))
    .filter((folder) => !places.some((place) => place.kind === 'blueprint' && place.folder === folder))
    .map((folder) => ({
      path: `${folder}/blueprint.yaml`,
      line: 1,
      column: 1,
      message: 'the blueprint of this certification is missing; write it',
      severity: 'error',
    }));
}

/** Items and stimuli whose files exist but could not be read. */
function namesOfFaulty({ places, items, stimuli }: BankRecords): Set<string> {
  const read = new Set([...items, ...stimuli].map(({ place }) => place.name));
  return new Set(places.map(({ name }) => name).filter((name) => !read.has(name)));
}

function withoutFaulty(bank: Bank, paths: ReadonlySet<string>): Bank {
  const isSound = ({ path }: { path: string }) => !paths.has(path);
  return {
    ...bank,
    certifications: bank.certifications.map((certification) => ({
      ...certification,
      blueprint: certification.blueprint && isSound(certification.blueprint) ? certification.blueprint : null,
      items: certification.items.filter(isSound),
      stimuli: certification.stimuli.filter(isSound),
      exams: certification.exams.filter(isSound),
    })),
  };
}

function byPlace(one: Fault, other: Fault): number {
  if (one.path !== other.path) return one.path < other.path ? -1 : 1;
  return one.line - other.line || one.column - other.column;
}
