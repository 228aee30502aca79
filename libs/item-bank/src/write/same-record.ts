import { parseDocument } from 'yaml';
import type * as z from 'zod';
import type { BankFile } from '../bank.ts';
import { canonicalJson } from '../hash.ts';
import { placeOf, type Place } from '../parse/places.ts';
import { BlueprintFile } from '../schema/blueprint.ts';
import { ExamFile } from '../schema/exam.ts';
import { ItemFile } from '../schema/item.ts';
import { ErrorsFile, SourcesFile } from '../schema/registers.ts';
import { StimulusFile } from '../schema/stimulus.ts';

const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);

/** The order of a register is for its readers. */
const schemas: Readonly<Partial<Record<Place['kind'], z.ZodType>>> = {
  sources: SourcesFile.transform(({ sources }) => sources.toSorted(byId)),
  errors: ErrorsFile.transform(({ errors }) => errors.toSorted(byId)),
  blueprint: BlueprintFile,
  exam: ExamFile,
  item: ItemFile,
  stimulus: StimulusFile,
};

/** Whether another text at the same place holds the same record, in whatever layout and order of fields. */
export function holdsSameRecord({ path, text }: BankFile, other: string): boolean {
  const schema = schemas[placeOf(path).kind];
  if (schema === undefined) return text === other;
  const [one, second] = [text, other].map((each) => recordIn(each, schema));
  return one !== null && one === second;
}

function recordIn(text: string, schema: z.ZodType): string | null {
  const document = parseDocument(text);
  if (document.errors.length > 0) return null;
  const { success, data } = schema.safeParse(document.toJS());
  return success ? canonicalJson(data) : null;
}
