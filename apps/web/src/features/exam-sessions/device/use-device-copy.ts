import { onScopeDispose, readonly, ref, watch, type Ref, type ShallowRef } from 'vue';
import { changedEntries, type ClockAnchor, type PlayerState } from '@attest/exam-engine/player';
import { deviceStore } from './device-store.ts';
import {
  entryPart,
  examIn,
  kept,
  lateIn,
  latePart,
  type KeptExam,
  type KeptFacts,
  type KeptLate,
  type KeptPlace,
} from './kept-exam.ts';

/** `failed`: what is entered now is on this page only. */
export type DeviceState = 'idle' | 'kept' | 'failed';

export interface OnDevice {
  readonly exam: KeptExam | null;
  readonly late: KeptLate | null;
}

export interface DeviceCopy {
  readonly state: Readonly<Ref<DeviceState>>;
  readonly read: () => Promise<OnDevice>;
  /** This page holds the exam: from now on it keeps every change. */
  readonly begin: (facts: KeptFacts | null) => void;
  /** Another page holds it now and writes; this one must not. */
  readonly stop: () => void;
  /** Resolves once everything entered is kept here, or cannot be. */
  readonly settled: () => Promise<void>;
  readonly keepLate: (late: KeptLate) => Promise<void>;
  /** The server has everything there is to have; what came too late may stay, sealed. */
  readonly forgetAnswers: () => Promise<void>;
}

interface CopyOf {
  readonly sessionId: string;
  readonly player: ShallowRef<PlayerState | null>;
  readonly place: () => Omit<KeptPlace, 'anchor'>;
  readonly anchor: () => ClockAnchor | null;
}

/** Nothing waits longer than this for a device: the server is the better place. */
const patienceMs = 2_000;
const tryAgainMs = 5_000;
const nothing: OnDevice = { exam: null, late: null };

/** Keeps what is entered on this device, before it is sent. */
export function useDeviceCopy({ sessionId, player, place, anchor }: CopyOf): DeviceCopy {
  const store = deviceStore(sessionId);
  const state = ref<DeviceState>('idle');
  let isHolding = false;
  /** Not kept yet; null once they are. */
  let facts: KeptFacts | null = null;
  let written: PlayerState | null = null;
  let writtenPlace = '';
  let running: Promise<void> | null = null;
  let again: ReturnType<typeof setTimeout> | undefined;

  function outstanding(): Map<string, unknown> {
    const parts = new Map<string, unknown>();
    if (!isHolding || player.value === null) return parts;
    for (const entry of changedEntries(written, player.value)) parts.set(entryPart(entry[0]), kept(entry));
    if (JSON.stringify(place()) !== writtenPlace) parts.set('place', kept({ ...place(), anchor: anchor() }));
    if (facts !== null) parts.set('facts', kept(facts));
    return parts;
  }

  async function writeAll(): Promise<void> {
    for (let parts = outstanding(); parts.size > 0; parts = outstanding()) {
      const now = { player: player.value, facts, place: JSON.stringify(place()) };
      await store.write(parts);
      written = now.player;
      writtenPlace = now.place;
      if (facts === now.facts) facts = null;
      state.value = 'kept';
    }
  }

  function fail(): void {
    state.value = 'failed';
    clearTimeout(again);
    again = setTimeout(() => void keep(), tryAgainMs);
  }

  async function keepNow(): Promise<void> {
    try {
      await writeAll();
    } catch {
      fail();
    }
    running = null;
  }

  /** Whatever changes while it writes is written as well. */
  function keep(): Promise<void> {
    running ??= keepNow();
    return running;
  }

  watch(player, () => void keep(), { flush: 'sync' });
  onScopeDispose(() => {
    isHolding = false;
    clearTimeout(again);
  });

  return {
    state: readonly(state),
    async read() {
      const parts = await withinPatience(store.read()).catch(() => null);
      return parts === null ? nothing : { exam: examIn(parts), late: lateIn(parts) };
    },
    begin(newFacts) {
      isHolding = true;
      facts = newFacts;
      written = null;
      void keep();
    },
    stop: () => {
      isHolding = false;
    },
    settled: async () => {
      if ((await withinPatience(keep().then(() => true))) === null) fail();
    },
    keepLate: (late) => store.write(new Map([[latePart, kept(late)]])),
    async forgetAnswers() {
      isHolding = false;
      clearTimeout(again);
      await running;
      await store.forgetBut(latePart);
    },
  };
}

/** A device that does not answer is one that keeps nothing: null. */
async function withinPatience<Result>(work: Promise<Result>): Promise<Result | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patienceMs);
  });
  const result = await Promise.race([work, patience]);
  clearTimeout(timer);
  return result;
}
