/**
 * A backup is one gzip file of lines, readable without Attest (`zcat`):
 *
 *     attest backup 1
 *     {"madeAt": …, "migrations": […], "server": …}      what it was made from
 *     {"table": "accounts", "columns": […]}              for each table, in an order that foreign keys allow
 *     …                                                  its rows, as COPY … TO STDOUT writes them
 *     \.                                                 the end of the table
 *     {"rows": {"accounts": 12, …}, "sha256": …}         of everything before this line
 *
 * A row never holds a line break or a lone `\.`: COPY escapes both.
 */
import * as z from 'zod';

export const firstLine = 'attest backup 1';
export const endOfTable = '\\.';

export const BackupHead = z.object({
  madeAt: z.iso.datetime(),
  server: z.string(),
  /** Names of the migrations that made the schema, oldest first. */
  migrations: z.array(z.string()).min(1),
});
export type BackupHead = z.infer<typeof BackupHead>;

export const BackupTable = z.object({ table: z.string(), columns: z.array(z.string()).min(1) });
export type BackupTable = z.infer<typeof BackupTable>;

export const BackupEnd = z.object({
  rows: z.record(z.string(), z.int().nonnegative()),
  sha256: z.string().length(64),
});
export type BackupEnd = z.infer<typeof BackupEnd>;

/** Settings under which values are written and read alike on every server. */
export const portableSettings = [
  `SET client_encoding = 'UTF8'`,
  `SET datestyle = 'ISO, YMD'`,
  `SET intervalstyle = 'postgres'`,
  `SET timezone = 'UTC'`,
  `SET bytea_output = 'hex'`,
  'SET extra_float_digits = 1',
  // A large table takes as long as it takes.
  'SET statement_timeout = 0',
  'SET idle_in_transaction_session_timeout = 0',
];

/** A query, because COPY reads no partitioned table by its name. */
export function copyOut({ table, columns }: BackupTable): string {
  return `COPY (SELECT ${listed(columns)} FROM ${quoted(table)}) TO STDOUT`;
}

export function copyIn({ table, columns }: BackupTable): string {
  return `COPY ${quoted(table)} (${listed(columns)}) FROM STDIN`;
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function listed(columns: readonly string[]): string {
  return columns.map(quoted).join(', ');
}
