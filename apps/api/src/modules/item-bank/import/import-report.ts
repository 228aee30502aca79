export interface ImportCounts {
  created: number;
  changed: number;
  unchanged: number;
  /** Files whose record somebody changed in the database meanwhile; nothing was done with them. */
  readonly conflicts: string[];
}

export function noCounts(): ImportCounts {
  return { created: 0, changed: 0, unchanged: 0, conflicts: [] };
}
