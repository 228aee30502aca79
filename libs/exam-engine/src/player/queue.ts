/** What still has to reach the server. At most one request is under way; the next carries everything newer. */
import type { ResponsesReceipt, SavedResponse } from '@attest/contracts';
import type { PlayerEntry, PlayerState } from './state.ts';
import { withEntry } from './state.ts';

/** The server takes 100 responses and 256 kB a request; a character takes at most three bytes of UTF-8. */
export const mostResponses = 100;
const mostCharacters = 80_000;
/** What outlives its page may hold 64 kB. */
const mostCharactersLeaving = 20_000;

/**
 * Changes that no request carries yet, in order of the form; as many as one request may hold, at least one.
 *
 * @param most no more responses than this
 */
export function pendingSaves(state: PlayerState, most = mostResponses): SavedResponse[] {
  const pending = responsesWhere(state, (entry) => entry.revision > entry.sentRevision && isWaiting(entry));
  return oneRequest(pending, most, mostCharacters);
}

/** What a page sends while it is left, also what is under way already; as many as such a request may hold. */
export function leavingSaves(state: PlayerState): SavedResponse[] {
  return oneRequest(waitingResponses(state), mostResponses, mostCharactersLeaving);
}

/** Everything not yet stored on the server, on its way or not: what this device has to keep. */
export function unsavedResponses(state: PlayerState): SavedResponse[] {
  return responsesWhere(state, (entry) => entry.revision > entry.savedRevision);
}

/** Of these: what differs in the answer itself from what the server stored, not in marks or time spent. */
export function unsavedAnswers(state: PlayerState): SavedResponse[] {
  return responsesWhere(state, (entry) => entry.answeredRevision > entry.savedRevision);
}

/** What is not stored yet and will be: it waits, or is on its way. */
export function waitingResponses(state: PlayerState): SavedResponse[] {
  return responsesWhere(state, isWaiting);
}

/** What the server refused for its content, as it stands here; changed, it waits again. */
export function refusedResponses(state: PlayerState): SavedResponse[] {
  return responsesWhere(state, (entry) => entry.revision > entry.savedRevision && !isWaiting(entry));
}

function isWaiting({ revision, savedRevision, refusedRevision }: PlayerEntry): boolean {
  return revision > Math.max(savedRevision, refusedRevision);
}

function responsesWhere(state: PlayerState, holds: (entry: PlayerEntry) => boolean): SavedResponse[] {
  return Object.entries(state.entries)
    .filter(([, entry]) => holds(entry))
    .map(([itemId, { revision, value, marks }]) => ({ itemId, revision, value, marks }));
}

function oneRequest(responses: readonly SavedResponse[], most: number, longest: number): SavedResponse[] {
  const saves: SavedResponse[] = [];
  let characters = 0;
  for (const response of responses) {
    characters += JSON.stringify(response).length;
    if (saves.length > 0 && (characters > longest || saves.length >= most)) break;
    saves.push(response);
  }
  return saves;
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
 * Whom the refusal of a request means: those its faults name, by item id (`q7`) or by place
 * (`responses.3.value`), else the only one carried. Empty when that cannot be told: a smaller request
 * will tell more.
 *
 * @param paths of the faults that came with the refusal
 */
export function culpritsIn(
  carried: readonly SavedResponse[],
  paths: readonly string[],
): readonly SavedResponse[] {
  const named = carried.filter(({ itemId }, at) => {
    const place = `responses.${String(at)}`;
    return paths.some((path) => path === itemId || path === place || path.startsWith(`${place}.`));
  });
  return named.length === 0 && carried.length === 1 ? carried : named;
}

/** The server will not take these as they are: they stay, and hold up nothing. */
export function markRefused(state: PlayerState, refused: readonly SavedResponse[]): PlayerState {
  return changeEach(
    state,
    refused,
    ({ itemId }) => itemId,
    (entry, { revision }) => ({ ...entry, refusedRevision: Math.max(entry.refusedRevision, revision) }),
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
      return {
        ...entry,
        value,
        revision,
        answeredRevision: revision,
        savedRevision,
        sentRevision: revision,
        evidence,
      };
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
