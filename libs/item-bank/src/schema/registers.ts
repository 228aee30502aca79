/** The two registers that all banks share: sources an item may cite, and named errors of reasoning. */
import * as z from 'zod';
import { repeatedIds } from './id-checks.ts';
import { Label, Line, Name } from './primitives.ts';

const Source = z.strictObject({
  id: Label,
  name: Line,
  versions: z.array(Label).min(1),
  locatorPattern: z
    .string()
    .max(200)
    .refine(isPattern, 'write an anchored regular expression, ^…$')
    .optional(),
  url: z.url().optional(),
  locators: z.record(z.string(), Line).optional().describe('Locator to what it names'),
  isDated: z.boolean().optional().describe('What it says changes: items that cite it need a validUntil'),
});
export type Source = z.infer<typeof Source>;

const NamedError = z.strictObject({
  id: Name,
  name: Label,
  description: Line,
  misconception: Line.describe('Shown to candidates'),
});
export type NamedError = z.infer<typeof NamedError>;

/** `question-bank/sources.yaml` */
export const SourcesFile = z
  .strictObject({ sources: z.array(Source) })
  .superRefine(({ sources }, context) => {
    addRepeated(sources, 'sources', context);
  });
export type SourcesFile = z.infer<typeof SourcesFile>;

/** `question-bank/errors.yaml` */
export const ErrorsFile = z
  .strictObject({ errors: z.array(NamedError) })
  .superRefine(({ errors }, context) => {
    addRepeated(errors, 'errors', context);
  });
export type ErrorsFile = z.infer<typeof ErrorsFile>;

function addRepeated(entries: readonly { id: string }[], list: string, context: z.RefinementCtx): void {
  const placed = entries.map(({ id }, at) => ({ id, path: [list, at, 'id'] }));
  for (const { path, message } of repeatedIds(placed)) {
    context.addIssue({ code: 'custom', path: [...path], message });
  }
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'u');
    return text.startsWith('^') && text.endsWith('$');
  } catch {
    return false;
  }
}
