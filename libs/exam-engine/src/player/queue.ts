/** What still has to reach the server. At most one request is under way; the next carries everything newer. */
import type { ResponsesReceipt, SavedResponse } from '@attest/contracts';
import type { PlayerEntry, PlayerState } from './state.ts';
import { withEntry } from './state.ts';

/** The server takes 100 responses and 256 kB a request; a character takes at most three bytes of UTF-8. */
const mostResponses = 100;
const mostCharacters = 80_000;

/** Changes that no request carries yet, in order of the form; as many as one request may hold, at least one. */
export function pendingSaves(state: PlayerState): SavedResponse[] {
  const saves: SavedResponse[] = [];
  let characters = 0;
  for (const [itemId, entry] of Object.entries(state.entries)) {
    if (entry.revision <= Math.max(entry.sentRevision, entry.savedRevision)) continue;
    const save = { itemId, revision: entry.revision, value: entry.value, marks: entry.marks };
    characters += JSON.stringify(save).length;
    if (saves.length > 0 && (characters > mostCharacters || saves.length === mostResponses)) break;
    saves.push(save);
  }
  return saves;
}

/** Everything not yet stored on the server, on its way or not: what this device has to keep. */
export function unsavedResponses(state: PlayerState): SavedResponse[] {
  return Object.entries(state.entries)
    .filter(([, entry]) => entry.revision > entry.savedRevision)
    .map(([itemId, { revision, value, marks }]) => ({ itemId, revision, value, marks }));
}

export function markSent(state: PlayerState, saves: readonly SavedResponse[]): PlayerState {
  return changeEach(
    state,
    saves,
    ({ itemId }) => itemId,
    (entry, { revision }) => ({
      ...entry,
      sentRevision: Math.max(entry.sentRevision, revision),
    }),
  );
}

/** The request failed or its reply was lost: what it carried waits again. */
export function markUnsent(state: PlayerState): PlayerState {
  return changeEach(
    state,
    Object.keys(state.entries),
    (id) => id,
    (entry) => ({
      ...entry,
      sentRevision: entry.savedRevision,
    }),
  );
}

export function markAccepted(state: PlayerState, accepted: ResponsesReceipt['accepted']): PlayerState {
  return changeEach(
    state,
    accepted,
    ([itemId]) => itemId,
    (entry, [, revision]) => ({
      ...entry,
      savedRevision: Math.max(entry.savedRevision, revision),
      sentRevision: Math.max(entry.sentRevision, revision),
    }),
  );
}

/**
 * Another holder stored a later or different response. Its answer is shown, ours is kept as evidence;
 * only what was changed here since, under a higher revision, stays and is sent.
 */
export function markSuperseded(state: PlayerState, superseded: ResponsesReceipt['superseded']): PlayerState {
  return changeEach(
    state,
    superseded,
    ([itemId]) => itemId,
    (entry, [, revision, value]) => {
      const savedRevision = Math.max(entry.savedRevision, revision);
      if (entry.revision > revision) return { ...entry, savedRevision, sentRevision: savedRevision };
      const evidence = [...entry.evidence, { revision: entry.revision, value: entry.value }];
      return { ...entry, value, revision, savedRevision, sentRevision: revision, evidence };
    },
  );
}

function changeEach<Row>(
  state: PlayerState,
  rows: readonly Row[],
  idOf: (row: Row) => string,
  change: (entry: PlayerEntry, row: Row) => PlayerEntry,
): PlayerState {
  return rows.reduce((before, row) => {
    const entry = before.entries[idOf(row)];
    return entry === undefined ? before : withEntry(before, idOf(row), change(entry, row));
  }, state);
}
