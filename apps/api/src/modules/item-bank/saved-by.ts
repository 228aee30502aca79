/** Who saved a revision, and why. */
export interface SavedBy {
  /** Null: a bank file. */
  readonly accountId: string | null;
  readonly note: string;
}
