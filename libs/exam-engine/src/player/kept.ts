/** What a device keeps of a running exam, and how the exam comes back from it. */
import type { CandidateForm } from '@attest/contracts';
import type { PlayerEntry, PlayerState } from './state.ts';
import { createPlayer, goneTo, restoreLocal, withEntry } from './state.ts';

/** An entry under the id of its item, or `stimulus:<id>`. */
export type KeptEntry = readonly [id: string, entry: PlayerEntry];

/** What of `now` is not kept yet, when `before` is what was kept last. Being under way is not kept. */
export function changedEntries(before: PlayerState | null, now: PlayerState): KeptEntry[] {
  return Object.entries(now.entries).filter(([id, entry]) => {
    const known = before?.entries[id];
    if (known === entry) return false;
    return (
      known === undefined ||
      JSON.stringify({ ...known, sentRevision: entry.sentRevision }) !== JSON.stringify(entry)
    );
  });
}

/** The player as it was left on this device, for as long as the server cannot be asked. */
export function restorePlayer(
  form: CandidateForm,
  kept: readonly KeptEntry[],
  current: number | null,
): PlayerState {
  const state = kept.reduce(
    (before, [id, entry]) =>
      before.entries[id] === undefined
        ? before
        : // Whether what was under way arrived is unknown: a repeat is harmless.
          withEntry(before, id, { ...entry, sentRevision: entry.savedRevision }),
    createPlayer(form, []),
  );
  return goneTo(state, current);
}

/**
 * What the server sent, with what only this device knows: answers it has not sent, what was seen, and
 * what lost against another device.
 */
export function mergeKept(
  server: PlayerState,
  kept: readonly KeptEntry[],
  current: number | null,
): PlayerState {
  const unsent = kept.flatMap(([itemId, { revision, savedRevision, value, marks }]) =>
    revision > savedRevision ? [{ itemId, revision, value, marks }] : [],
  );
  const seen = kept.reduce(
    (before, [id, { isSeen, evidence }]) => {
      const entry = before.entries[id];
      return entry === undefined
        ? before
        : withEntry(before, id, {
            ...entry,
            isSeen: entry.isSeen || isSeen,
            evidence: [...evidence, ...entry.evidence],
          });
    },
    restoreLocal(server, unsent),
  );
  return goneTo(seen, current);
}
