import * as z from 'zod';
import { Problem } from './problem.ts';
import { findUnstorableText } from './storable-text.ts';

const Cursor = z
  .array(z.string().max(300))
  .max(5)
  .refine((values) => findUnstorableText(values) === null);

/** Where the next page of a list starts; opaque to clients. */
export function writeCursor(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** @throws Problem `request-malformed` when it is not one of ours */
export function readCursor(text: string | undefined): readonly string[] | null {
  if (text === undefined) return null;
  try {
    return Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch (cause) {
    throw foreignCursor(cause);
  }
}

/** For “after” that no list has given out, or another list than this one. */
export function foreignCursor(cause?: unknown): Problem {
  return new Problem('request-malformed', { detail: 'Take “after” from “next” of the page before.', cause });
}

/**
 * One page of a list, and where the next one starts.
 *
 * @param found one row more than a page holds, where there are as many
 * @param placeOf what a row is sorted by
 */
export function cutPage<Row>(
  found: readonly Row[],
  limit: number,
  placeOf: (row: Row) => readonly string[],
): { readonly page: Row[]; readonly next: string | null } {
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return { page, next: found.length > limit && last !== undefined ? writeCursor(placeOf(last)) : null };
}
