/** What one import may hold. */
export const bounds = {
  /** Of all its files together. */
  bytes: 5 * 1024 * 1024,
  files: 2_000,
  records: 2_000,
  /** Characters of a cell. */
  cell: 20_000,
  columns: 100,
} as const;
