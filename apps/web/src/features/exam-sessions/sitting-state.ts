import { ref, shallowRef } from 'vue';
import type {
  ExamSession,
  SealingKey,
  SessionNotice,
  SessionPause,
  SessionReceipt,
  SessionStatus,
} from '@attest/contracts';
import type { PlayerState } from '@attest/exam-engine/player';

/**
 * `gate`: known, not begun on this page. `elsewhere`: another tab or device holds it, this page only
 * reads. `ending`: input is closed and the answers are on their way. `voided`: staff took it out of account.
 */
export type Phase =
  'loading' | 'failed' | 'gate' | 'running' | 'elsewhere' | 'ending' | 'finished' | 'voided';
/**
 * Where the way to the next section stands. `offline`: nothing was sent yet. `asking`, and `retrying` after
 * no reply: the section on screen may be closed already. `refused`: it is not.
 */
export type Leaving = 'no' | 'offline' | 'asking' | 'retrying' | 'refused';
export const isSent = (leaving: Leaving) => leaving === 'asking' || leaving === 'retrying';
export type EndingReason = 'candidate' | 'deadline' | 'server';

export type SittingState = ReturnType<typeof sittingState>;

const unfinished: readonly SessionStatus[] = ['booked', 'ready', 'active', 'paused'];
export const isUnfinished = (status: SessionStatus) => unfinished.includes(status);

/** What replies of different kinds say about the time of a session; what one does not say stays as it is. */
export interface Heard {
  readonly status: SessionStatus;
  readonly deadline: string | null;
  readonly pause?: SessionPause | null;
  readonly breakSecondsLeft?: number;
  readonly notices?: readonly SessionNotice[];
  readonly epoch?: number;
}

/** What a page knows of one session. */
export function sittingState() {
  return {
    phase: ref<Phase>('loading'),
    session: shallowRef<ExamSession | null>(null),
    failure: shallowRef<unknown>(null),
    player: shallowRef<PlayerState | null>(null),
    receipt: shallowRef<SessionReceipt | null>(null),
    sealingKey: shallowRef<SealingKey | null>(null),
    epoch: ref(0),
    status: ref<SessionStatus>('ready'),
    /** While it lasts, the questions are covered. */
    pause: shallowRef<SessionPause | null>(null),
    breakSecondsLeft: ref(0),
    /** When input was locked at the deadline. */
    lockedAt: ref<string | null>(null),
    leaving: ref<Leaving>('no'),
    isOpenElsewhere: ref(false),
    isBeginning: ref(false),
    /** The server could not be asked: what is shown comes from this device. */
    isFromDevice: ref(false),
    endingReason: ref<EndingReason>('candidate'),
  };
}
