import type { SessionReceipt } from '@attest/contracts';
import { markAccepted, restorePlayer } from '@attest/exam-engine/player';
import type { AnswerQueue } from './answer-queue.ts';
import { fetchSession, type Timed } from './calls.ts';
import type { DeviceCopy, OnDevice } from './device/use-device-copy.ts';
import type { Standing } from './finish-loop.ts';
import { isUnfinished, type EndingReason, type Heard, type SittingState } from './sitting-state.ts';
import type { LateAnswersOnDevice } from './use-late-answers.ts';
import type { Submitting } from './use-submitting.ts';

interface EndingOf {
  readonly sessionId: string;
  readonly state: SittingState;
  readonly queue: AnswerQueue;
  readonly device: DeviceCopy;
  readonly submitting: Submitting;
  readonly lateAnswers: LateAnswersOnDevice;
  readonly hear: (timed: Timed<Heard>) => void;
  /** The server's time as this page knows it. */
  readonly now: () => number;
  /** How long nothing was heard of the server. */
  readonly silentForMs: () => number;
  /** Nothing is sent but what the end carries. */
  readonly onEnding: () => void;
  readonly onGoesOn: () => void;
  readonly onElsewhere: () => void;
  readonly onClosed: () => void;
}

/** At zero, what was heard longer ago than this may have been changed by staff since. */
const freshMs = 5_000;

/** From the last answer to the receipt. */
export function useEnding(of: EndingOf) {
  const { sessionId, state, queue, device, submitting, lateAnswers } = of;

  /** Closes the session with what this page has, and stays until the receipt is here. */
  async function end(reason: EndingReason): Promise<void> {
    state.phase.value = 'ending';
    state.endingReason.value = reason;
    if (reason === 'deadline') state.lockedAt.value ??= new Date(of.now()).toISOString();
    of.onEnding();
    const submission = await submitting.submit(state.epoch.value, standing);
    switch (submission.kind) {
      case 'closed':
        await close(submission.receipt);
        break;
      case 'elsewhere':
        of.onElsewhere();
        break;
      case 'goes-on':
        goOn();
        break;
      case 'failed':
        state.failure.value = submission.error;
        state.phase.value = 'failed';
        break;
      case 'cancelled':
    }
  }

  /** Nobody's exam ends early because a page did not hear of added time, or because its clock is wrong. */
  async function standing(isDoubted: boolean): Promise<Standing> {
    const isSure = state.endingReason.value !== 'deadline' || of.silentForMs() < freshMs;
    if (isSure && !isDoubted) return 'open';
    const timed = await fetchSession(sessionId);
    const { status, deadline, serverTime } = timed.reply;
    of.hear(timed);
    if (!isUnfinished(status)) return status === 'voided' ? 'goes-on' : 'closed';
    if (status === 'paused') return 'goes-on';
    const isOver = deadline !== null && deadline <= serverTime;
    return isOver || state.endingReason.value === 'candidate' ? 'open' : 'goes-on';
  }

  function goOn(): void {
    if (state.phase.value !== 'ending') return;
    state.lockedAt.value = null;
    state.phase.value = 'running';
    of.onGoesOn();
  }

  async function close(closed: SessionReceipt): Promise<void> {
    const { player } = state;
    if (player.value !== null) player.value = markAccepted(player.value, closed.revisions);
    state.receipt.value = closed;
    state.phase.value = 'finished';
    of.onClosed();
    const answers = queue.unsavedAnswers.value;
    if (answers.length > 0 && state.sealingKey.value !== null) await handInLate(closed);
    // Where the device keeps nothing there is nothing to forget.
    await device.forgetAnswers().catch(() => undefined);
  }

  async function handInLate(closed: SessionReceipt): Promise<void> {
    const sealed = await sealNow(closed.closedAt).catch(() => null);
    if (sealed === null) return;
    const count = queue.unsavedAnswers.value.length;
    await lateAnswers.handIn({ sealed, count, outcome: 'waiting', receivedAt: null });
  }

  async function sealNow(at: string): Promise<string | null> {
    const key = state.sealingKey.value;
    if (key === null) return null;
    return lateAnswers.seal(key, queue.unsavedAnswers.value, state.lockedAt.value ?? at);
  }

  /** The session was closed before this page opened: what this device kept of it comes too late. */
  async function endClosed({ exam, late }: OnDevice): Promise<void> {
    if (late !== null) await lateAnswers.handIn(late);
    if (exam !== null && state.player.value === null) {
      const { facts, entries, place } = exam;
      state.sealingKey.value = facts.sealingKey;
      state.epoch.value = place.epoch;
      state.lockedAt.value = place.lockedAt;
      state.player.value = restorePlayer(facts.form, entries, place.current);
    }
    await end('server');
  }

  return {
    end,
    endClosed,
    goOn,
    /** What waits, encrypted so that only the service can read it; null without the session's key. */
    sealWaiting: () => sealNow(new Date(of.now()).toISOString()),
  };
}
