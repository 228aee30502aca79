import { onScopeDispose } from 'vue';
import type { Observation, RecordObservations, SessionChange } from '@attest/contracts';
import { recordObservations, type Timed } from './calls.ts';
import { failureKind } from './failure-kind.ts';

/** Without the moment, which is counted when it is sent. */
export type Seen = Observation extends infer Each
  ? Each extends { msAgo: number }
    ? Omit<Each, 'msAgo'>
    : never
  : never;

export interface Observations {
  /** @param isShown whether a question is on screen: the first one is no step of the candidate */
  readonly begin: (epoch: number, isShown: boolean) => void;
  readonly stop: () => void;
  readonly note: (seen: Seen) => void;
  /** What staff told the candidate was on screen: staff wait for that. */
  readonly noteNow: (seen: Seen) => void;
}

interface ObservationsOf {
  readonly sessionId: string;
  readonly unsent: () => RecordObservations['unsent'];
  /** The question on screen. */
  readonly itemId: () => string | null;
  readonly onReply: (timed: Timed<SessionChange>) => void;
}

const everyMs = 15_000;
const mostInRequest = 100;
/** An hour without network must not fill the memory; the latest say more than the first. */
const mostKept = 500;
const longestMs = 86_400_000;

/** Tells what only the browser can know, a few times a minute at most. Nothing waits for it. */
export function useObservations({ sessionId, unsent, itemId, onReply }: ObservationsOf): Observations {
  let epoch: number | null = null;
  /** The epoch under which the question that the exam opened on was noted. */
  let openedIn: number | null = null;
  let waiting: { readonly seen: Seen; readonly atMs: number }[] = [];
  let isSending = false;
  let wasFocused = true;

  function note(seen: Seen): void {
    if (epoch === null) return;
    waiting = [...waiting, { seen, atMs: performance.now() }].slice(-mostKept);
  }

  function bodyOf(carried: typeof waiting, heldEpoch: number): RecordObservations {
    const now = performance.now();
    const observations = carried.map(({ seen, atMs }) => {
      const msAgo = Math.min(longestMs, Math.max(0, Math.round(now - atMs)));
      return { ...seen, msAgo };
    });
    return { epoch: heldEpoch, unsent: unsent(), observations };
  }

  async function send(isLeaving: boolean): Promise<void> {
    if (epoch === null || waiting.length === 0 || (isSending && !isLeaving)) return;
    const carried = waiting.slice(0, mostInRequest);
    waiting = waiting.slice(carried.length);
    isSending = true;
    try {
      onReply(await recordObservations(sessionId, bodyOf(carried, epoch), isLeaving));
    } catch (error) {
      // What the server does not take would not be taken later either.
      if (failureKind(error) === 'passing') waiting = [...carried, ...waiting].slice(-mostKept);
    }
    isSending = false;
  }

  function noteFocus(): void {
    const isFocused = document.visibilityState === 'visible' && document.hasFocus();
    if (isFocused === wasFocused) return;
    wasFocused = isFocused;
    note({ kind: isFocused ? 'focus-back' : 'focus-lost' });
  }

  function notePaste(event: ClipboardEvent): void {
    const characters = event.clipboardData?.getData('text').length ?? 0;
    const id = itemId();
    if (id !== null) note({ kind: 'pasted', itemId: id, characters: Math.min(1_000_000, characters) });
  }

  const leave = () => void send(true);
  const timer = setInterval(() => void send(false), everyMs);
  addEventListener('focus', noteFocus);
  addEventListener('blur', noteFocus);
  document.addEventListener('visibilitychange', noteFocus);
  document.addEventListener('paste', notePaste);
  addEventListener('pagehide', leave);
  onScopeDispose(() => {
    clearInterval(timer);
    removeEventListener('focus', noteFocus);
    removeEventListener('blur', noteFocus);
    document.removeEventListener('visibilitychange', noteFocus);
    document.removeEventListener('paste', notePaste);
    removeEventListener('pagehide', leave);
  });

  return {
    begin: (heldEpoch, isShown) => {
      epoch = heldEpoch;
      wasFocused = document.hasFocus();
      const id = itemId();
      if (!isShown || id === null || openedIn === epoch) return;
      openedIn = epoch;
      note({ kind: 'item-seen', itemId: id });
    },
    stop() {
      void send(false);
      epoch = null;
    },
    note,
    noteNow(seen) {
      note(seen);
      void send(false);
    },
  };
}
