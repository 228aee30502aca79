import type { ExamSessionId } from '@attest/contracts';
import type { HeldSession, SaveHolder, SaveResult, SaveRow } from './save-statement.ts';

/** The rows of one holder: what is stored or refused as a whole. */
export type Save = readonly [SaveRow, ...SaveRow[]];

/** Several saves for one statement, each answered as if it had come alone. */
export interface SaveBatch {
  readonly rows: readonly SaveRow[];
  /** In order of the saves; null where the holder may not save. */
  answers(results: readonly SaveResult[]): (HeldSession | null)[];
}

/** What of a save goes into the statement, and what came of it. */
interface Place {
  readonly holder: SaveHolder;
  rows: readonly SaveRow[];
  held: Omit<SaveResult, 'itemNo' | 'revision'> | null;
  readonly stored: { itemNo: number; revision: number }[];
}

/**
 * One statement may not touch a row twice, so of each answer the highest revision goes; of equal ones the
 * first, as if the saves had come one by one. Saves by another epoch or candidate stand by themselves: at
 * most one of them holds the session, and none may displace the holder's.
 */
export function batchOf(saves: readonly Save[]): SaveBatch {
  const bySession = new Map<ExamSessionId, Place[]>();
  const places = saves.map((save): Place => {
    const [holder] = save;
    const place: Place = { holder, rows: highestRevisions(save), held: null, stored: [] };
    const neighbours = bySession.get(holder.sessionId);
    if (neighbours === undefined) bySession.set(holder.sessionId, [place]);
    else join(neighbours, place);
    return place;
  });
  return {
    rows: places.flatMap(({ rows }) => rows),
    answers: (results) => {
      for (const result of results) attribute(result, bySession.get(result.sessionId) ?? []);
      return places.map(({ held, stored }) => (held === null ? null : { ...held, stored }));
    },
  };
}

function join(neighbours: Place[], later: Place): void {
  for (const earlier of neighbours.filter(({ holder }) => isSameHolder(holder, later.holder))) {
    const found = (rows: readonly SaveRow[], { itemNo }: SaveRow) =>
      rows.find((row) => row.itemNo === itemNo)?.revision ?? 0;
    const isOver = (row: SaveRow) => found(later.rows, row) > row.revision;
    earlier.rows = earlier.rows.filter((row) => !isOver(row));
    later.rows = later.rows.filter((row) => found(earlier.rows, row) < row.revision);
  }
  neighbours.push(later);
}

/** A neighbour's response under the same number says nothing about this save's. */
function attribute({ itemNo, revision, ...held }: SaveResult, places: readonly Place[]): void {
  for (const place of places) {
    if (!isSameHolder(place.holder, held)) continue;
    place.held ??= held;
    if (itemNo === null || revision === null) continue;
    if (place.rows.some((row) => row.itemNo === itemNo)) place.stored.push({ itemNo, revision });
  }
}

function highestRevisions(save: Save): readonly SaveRow[] {
  if (save.length === 1) return save;
  const highest = new Map<number, SaveRow>();
  for (const row of save) {
    const known = highest.get(row.itemNo);
    if (known === undefined || known.revision < row.revision) highest.set(row.itemNo, row);
  }
  return [...highest.values()];
}

export function isSameHolder(one: SaveHolder, other: SaveHolder): boolean {
  return (
    one.sessionId === other.sessionId && one.candidateId === other.candidateId && one.epoch === other.epoch
  );
}
