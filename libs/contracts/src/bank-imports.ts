/** Files of questions that come into the bank: checked first, then brought in as a whole, and taken out as a whole. */
import * as z from 'zod';
import { Instant, Page, Uuid } from './primitives.ts';

export const ImportState = z
  .enum(['checking', 'checked', 'applying', 'applied', 'undoing', 'undone'])
  .meta({ id: 'ImportState' });
export type ImportState = z.infer<typeof ImportState>;

export const ImportVerdict = z
  .enum(['create', 'change', 'skip', 'refuse'])
  .meta({ id: 'ImportVerdict', description: 'skip: the bank holds exactly this; refuse: it has faults' });
export type ImportVerdict = z.infer<typeof ImportVerdict>;

/** Characters of base64 that 5 MB come to. */
const longestContent = 7_000_000;

export const BeginImport = z
  .strictObject({
    files: z
      .array(
        z.strictObject({
          name: z.string().min(1).max(260).describe('Its ending tells the format: .csv, .yaml'),
          content: z.string().max(longestContent).describe('Its bytes in base64'),
        }),
      )
      .min(1)
      .max(2_000)
      .describe('One table, or any number of bank files; 5 MB together'),
  })
  .meta({ id: 'BeginImport' });
export type BeginImport = z.infer<typeof BeginImport>;

export const ImportFinding = z
  .object({
    level: z
      .enum(['fault', 'error', 'warning'])
      .describe('fault: cannot be imported; error: cannot be reviewed like this; warning: to consider'),
    file: z.string(),
    line: z.int(),
    column: z.int().describe('In characters, from 1'),
    name: z.string().nullable().describe('Of the column or the field'),
    message: z.string(),
    remedy: z.string(),
  })
  .meta({ id: 'ImportFinding' });
export type ImportFinding = z.infer<typeof ImportFinding>;

export const ImportCounts = z
  .object({
    create: z.int(),
    change: z.int(),
    skip: z.int(),
    refuse: z.int(),
    warnings: z.int().describe('Records that come in and have something to consider'),
  })
  .meta({ id: 'ImportCounts' });
export type ImportCounts = z.infer<typeof ImportCounts>;

const listed = {
  id: Uuid,
  state: ImportState,
  format: z.enum(['csv', 'bank-files']),
  name: z.string().describe('Of its first file'),
  fileCount: z.int(),
  counts: ImportCounts,
  createdAt: Instant,
  changedAt: Instant.describe('When it came into its present state'),
};

export const ListedImport = z.object(listed).meta({ id: 'ListedImport' });
export type ListedImport = z.infer<typeof ListedImport>;

export const BankImports = z
  .object({ imports: z.array(ListedImport), next: z.string().nullable() })
  .meta({ id: 'BankImports' });
export type BankImports = z.infer<typeof BankImports>;

export const ImportsQuery = z.strictObject(Page);

export const ImportColumn = z
  .object({
    name: z.string(),
    field: z.string().nullable().describe('Null: left out'),
    sample: z.string().describe('What its first row holds'),
  })
  .meta({ id: 'ImportColumn' });
export type ImportColumn = z.infer<typeof ImportColumn>;

export const BankImport = z
  .object({
    ...listed,
    check: z.int().describe('How often it was checked; to be sent with what builds on this check'),
    columns: z.array(ImportColumn).max(100).describe('Of a table'),
    fields: z.array(z.string()).describe('What a column of a table may hold'),
    neededFields: z.array(z.string()).describe('Those that new questions need'),
    findings: z.array(ImportFinding).max(100).describe('Of the files as a whole'),
    progress: z
      .object({ done: z.int(), total: z.int() })
      .nullable()
      .describe('While it is checked, brought in or undone'),
    refusal: z
      .object({
        act: z.enum(['check', 'apply', 'undo']),
        reasons: z.array(z.object({ id: z.string().nullable(), reason: z.string() })).max(100),
      })
      .nullable()
      .describe('Why the last step changed nothing'),
    leftOut: z.int().describe('Faulty records that were left out when it was brought in'),
  })
  .meta({ id: 'BankImport' });
export type BankImport = z.infer<typeof BankImport>;

export const ChooseColumns = z
  .strictObject({
    check: z.int().min(0),
    fields: z.array(z.string().max(40).nullable()).max(100).describe('For each column; null leaves it out'),
  })
  .meta({ id: 'ChooseColumns' });
export type ChooseColumns = z.infer<typeof ChooseColumns>;

export const CheckImport = z.strictObject({ check: z.int().min(0) }).meta({ id: 'CheckImport' });
export type CheckImport = z.infer<typeof CheckImport>;

export const ApplyImport = z
  .strictObject({
    check: z.int().min(0).describe('The check that was looked at'),
    leaveOutFaulty: z.boolean().describe('Faulty records stay out; without it, one fault bars the whole'),
  })
  .meta({ id: 'ApplyImport' });
export type ApplyImport = z.infer<typeof ApplyImport>;

export const ImportRow = z
  .object({
    n: z.int(),
    kind: z.enum(['item', 'stimulus']),
    recordId: z.string().nullable().describe('Null: named when it is created'),
    file: z.string(),
    line: z.int(),
    firstWords: z.string(),
    verdict: ImportVerdict,
    findings: z.array(ImportFinding).max(60),
  })
  .meta({ id: 'ImportRow' });
export type ImportRow = z.infer<typeof ImportRow>;

export const ImportRows = z
  .object({ rows: z.array(ImportRow), next: z.string().nullable(), total: z.int() })
  .meta({ id: 'ImportRows' });
export type ImportRows = z.infer<typeof ImportRows>;

export const ImportRowsQuery = z.strictObject({
  show: z.enum(['all', 'faults', 'warnings', 'create', 'change', 'skip']).default('all'),
  ...Page,
});
export type ImportRowsQuery = z.infer<typeof ImportRowsQuery>;

export const ImportTemplate = z
  .object({ name: z.string(), text: z.string().describe('CSV') })
  .meta({ id: 'ImportTemplate' });
export type ImportTemplate = z.infer<typeof ImportTemplate>;
