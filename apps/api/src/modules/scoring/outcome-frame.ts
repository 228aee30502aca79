import type { Certification } from '@attest/contracts';

/** Names as they were when the session was scored, and the keys it was scored with. */
export interface OutcomeFrame {
  readonly owner: Certification['owner'];
  readonly domains: readonly { readonly id: string; readonly name: string }[];
  readonly sources: readonly { readonly id: string; readonly name: string }[];
  readonly misconceptions: Readonly<Record<string, string>>;
  /** One entry an item, in order of the form. */
  readonly keys: readonly { readonly itemVersionId: string; readonly keyRevision: number }[];
}
