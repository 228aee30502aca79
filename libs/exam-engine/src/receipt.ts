import type { ResponseValue, SessionReceipt } from '@attest/contracts';
import { digestOf } from '@attest/item-bank';
import { isAnswered } from '@attest/scoring';
import { crockfordOf, hashOf } from './hash.ts';

export type DigestEntry = readonly [itemNo: number, revision: number, value: ResponseValue | null];

/** SHA-256, hex, over the RFC 8785 JSON `[[itemNo, revision, value]…]` ordered by item number. */
export function sessionDigest(entries: readonly DigestEntry[]): string {
  return digestOf(entries.toSorted((a, b) => a[0] - b[0]));
}

export interface ReceiptInput {
  readonly sessionId: string;
  readonly closedBy: SessionReceipt['closedBy'];
  readonly closedAt: Date;
  /** Items of the form, answered or not. */
  readonly itemCount: number;
  /** Everything stored, notes on stimuli included; those hold no value and never count as answers. */
  readonly responses: readonly {
    readonly itemNo: number;
    readonly itemId: string;
    readonly revision: number;
    readonly value: ResponseValue | null;
  }[];
}

/** The proof a candidate keeps. The same stored responses give the same bytes, in whatever order they come. */
export function makeReceipt(input: ReceiptInput): SessionReceipt {
  const responses = input.responses.toSorted((a, b) => a.itemNo - b.itemNo);
  const digest = sessionDigest(
    responses.map(({ itemNo, revision, value }): DigestEntry => [itemNo, revision, value]),
  );
  return {
    sessionId: input.sessionId,
    receiptNumber: receiptNumberOf(input.sessionId, digest),
    closedBy: input.closedBy,
    closedAt: input.closedAt.toISOString(),
    itemCount: input.itemCount,
    answeredCount: responses.filter(({ value }) => isAnswered(value)).length,
    revisions: responses.map(({ itemId, revision }): [string, number] => [itemId, revision]),
    digest,
  };
}

/** Short enough to read out: `AT-7K3F-92QD`, 40 bits of the session's and the responses' digest. */
function receiptNumberOf(sessionId: string, digest: string): string {
  const letters = crockfordOf(hashOf(['receipt', sessionId, digest]), 8);
  return `AT-${letters.slice(0, 4)}-${letters.slice(4)}`;
}
