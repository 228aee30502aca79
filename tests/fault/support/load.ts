import type { ScriptedCandidate } from './scripted-candidate.ts';
import { sit, type Pace } from './sitting.ts';
import { untilTrue } from './until.ts';

const longestGapMs = 60_000;

/** Candidates at work, as a test sees them while it breaks something. */
export class Load {
  readonly #candidates: readonly ScriptedCandidate[];

  constructor(candidates: readonly ScriptedCandidate[]) {
    this.#candidates = candidates;
  }

  get acknowledged(): number {
    return this.#candidates.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
  }

  /** Waits until a save of each that was sent from now on is acknowledged. @returns milliseconds */
  untilAllSaved(withinMs = longestGapMs): Promise<number> {
    const since = performance.now();
    return untilTrue('everybody saved', withinMs, () =>
      this.#candidates.every((one) => one.savedAsOf >= since),
    );
  }

  /** Waits until the save of somebody that was sent from now on is acknowledged. @returns milliseconds */
  untilAnySaved(withinMs = longestGapMs): Promise<number> {
    const since = performance.now();
    return untilTrue('somebody saved', withinMs, () =>
      this.#candidates.some((one) => one.savedAsOf >= since),
    );
  }
}

/** Lets all sit exams while `act` runs; begins once everybody has saved, ends with nothing under way. */
export async function underLoad(
  candidates: readonly ScriptedCandidate[],
  pace: Pace,
  act: (load: Load) => Promise<void>,
): Promise<void> {
  let isOver = false;
  const load = new Load(candidates);
  const sittings = candidates.map((candidate) => sit(candidate, pace, () => isOver));
  try {
    await load.untilAllSaved();
    await act(load);
  } finally {
    isOver = true;
    await Promise.all(sittings);
  }
}
