import type * as z from 'zod';
import type { BankFile, Fault, SourceRecord } from '../bank.ts';
import { BlueprintFile } from '../schema/blueprint.ts';
import { ExamFile } from '../schema/exam.ts';
import { ItemFile } from '../schema/item.ts';
import { ErrorsFile, SourcesFile } from '../schema/registers.ts';
import { StimulusFile } from '../schema/stimulus.ts';
import { placeOf, placesInWords } from './places.ts';
import type { Place } from './places.ts';
import { readRecord } from './yaml-file.ts';

export interface Placed<Shape> {
  readonly place: Place;
  readonly source: SourceRecord<Shape>;
}

/** Every well-formed file, by kind, in order of path. */
export interface BankRecords {
  readonly sources: readonly Placed<SourcesFile>[];
  readonly errors: readonly Placed<ErrorsFile>[];
  readonly blueprints: readonly Placed<BlueprintFile>[];
  readonly exams: readonly Placed<ExamFile>[];
  readonly items: readonly Placed<ItemFile>[];
  readonly stimuli: readonly Placed<StimulusFile>[];
  /** Where every file lies, well-formed or not. */
  readonly places: readonly Place[];
}

export function readFiles(files: readonly BankFile[]): { records: BankRecords; faults: Fault[] } {
  const faults: Fault[] = [];
  const placed = files
    .toSorted((one, other) => (one.path < other.path ? -1 : 1))
    .map((file) => ({ file, place: placeOf(file.path) }));

  function read<Shape extends z.ZodType>(kind: Place['kind'], shape: Shape): Placed<z.output<Shape>>[] {
    return placed
      .filter(({ place }) => place.kind === kind)
      .flatMap(({ file, place }) => {
        const reading = readRecord(file, shape);
        faults.push(...reading.faults);
        return reading.source === null ? [] : [{ place, source: reading.source }];
      });
  }

  for (const { file, place } of placed) {
    if (place.kind !== 'misplaced') continue;
    const message = file.path.endsWith('.yaml')
      ? `no bank file belongs here; ${placesInWords}`
      : 'the names of bank files end in ".yaml"; rename it';
    faults.push({ path: file.path, line: 1, column: 1, message, severity: 'error' });
  }
  const records = {
    sources: read('sources', SourcesFile),
    errors: read('errors', ErrorsFile),
    blueprints: read('blueprint', BlueprintFile),
    exams: read('exam', ExamFile),
    items: read('item', ItemFile),
    stimuli: read('stimulus', StimulusFile),
    places: placed.map(({ place }) => place),
  };
  return { records, faults };
}
