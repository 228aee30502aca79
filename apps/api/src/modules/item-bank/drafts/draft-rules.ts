import { Uuid, type ItemDraft } from '@attest/contracts';
import { canonicalJson, type Hint } from '@attest/item-bank';
import * as z from 'zod';
import { cutPage, foreignCursor, readCursor } from '../../../platform/http/cursor.ts';
import { Problem } from '../../../platform/http/problem.ts';

/** Unfinished new records of a kind that a person may have. */
const mostNew = 200;
/** Whoever changed their draft within this time is said to be at work on it. */
export const atWorkSeconds = 120;
const mostHints = 500;
const reviewAfterDays = 365;
const dayMs = 86_400_000;

export function refuseTooMany(newDrafts: number): void {
  if (newDrafts < mostNew) return;
  throw new Problem('drafts-at-limit', {
    detail: `Finish or delete some of your ${String(mostNew)} drafts first.`,
  });
}

export function refuseForeignLock({ lock }: { readonly lock: number }, known: number): void {
  if (lock !== known) throw new Problem('draft-changed-elsewhere');
}

/** The reply to an earlier change got lost on its way, and it is sent again. */
export function isKeptAlready(draft: { readonly text: object }, text: object): boolean {
  return canonicalJson(draft.text) === canonicalJson(text);
}

export function missingDraft(): Problem {
  return new Problem('not-found', { detail: 'There is no such draft of yours.' });
}

/** What bars a draft from becoming a version. */
export function notFinished(hints: readonly Hint[]): Problem {
  const faults = hints.filter(({ level }) => level === 'fault').slice(0, 20);
  return new Problem('draft-not-finished', {
    faults: faults.map(({ field, message }) => ({ path: field.map(String).join('.'), message })),
  });
}

/** Calendar date at which somebody should look again at what is begun now. */
export function reviewDueAfter(now: Date): string {
  return new Date(now.getTime() + reviewAfterDays * dayMs).toISOString().slice(0, 10);
}

type Told = ItemDraft['hints'][number];

export function toldHints(hints: readonly Hint[]): Told[] {
  return hints.slice(0, mostHints).map(({ field, fix, ...hint }) => ({
    ...hint,
    field: toPath(field),
    fix: fix && { field: toPath(fix.field), text: fix.text },
  }));
}

const toPath = (field: readonly PropertyKey[]) =>
  field.map((each) => (typeof each === 'number' ? each : String(each)));

export function toldOthers(
  others: readonly { readonly name: string; readonly changedAt: Date }[],
): ItemDraft['others'] {
  return others.map(({ name, changedAt }) => ({ name, changedAt: changedAt.toISOString() }));
}

const Before = z.tuple([z.iso.datetime(), Uuid]).nullable();

/** Of a list by time, newest first. @throws Problem `request-malformed` for a cursor that it has not given out */
export function placeBefore(after: string | undefined): readonly string[] | null {
  const before = Before.safeParse(readCursor(after));
  if (!before.success) throw foreignCursor();
  return before.data;
}

export function cutByTime<Row extends { readonly id: string; readonly updatedAt: Date }>(
  found: readonly Row[],
  limit: number,
) {
  return cutPage(found, limit, ({ id, updatedAt }) => [updatedAt.toISOString(), id]);
}
