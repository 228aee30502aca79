import { watch } from 'vue';
import type { OpenedSection, SavedResponse } from '@attest/contracts';
import {
  itemAt,
  nextSectionAt,
  withReleased,
  type PlayerEvent,
  type PlayerState,
} from '@attest/exam-engine/player';
import { call } from '../../../shared/api/call.ts';
import { isProblem } from '../../../shared/api/problem.ts';
import type { AnswerQueue } from '../answer-queue.ts';
import { backoffMs } from '../backoff.ts';
import { addressOf, patience, timed, type Timed } from '../calls.ts';
import type { DeviceCopy } from '../device/use-device-copy.ts';
import { failureKind } from '../failure-kind.ts';
import { isSent, type Heard, type SittingState } from '../sitting-state.ts';
import type { EndedBy, Saving } from '../use-saving.ts';

interface LeavingOf {
  readonly sessionId: string;
  readonly state: SittingState;
  readonly queue: AnswerQueue;
  readonly device: DeviceCopy;
  readonly saving: Saving;
  readonly hear: (timed: Timed<Heard>) => void;
  /** Takes down the time spent; afterwards nothing changes in this section any more. */
  readonly spendOn: (number: number) => void;
  /** Opens or locks input, and begins or stops saving, as things stand. */
  readonly run: () => void;
  readonly dispatch: (event: PlayerEvent) => void;
  readonly endedBy: (by: EndedBy) => void;
  /** The session takes no answers at the moment; it may stand still. */
  readonly heartbeat: { readonly askNow: () => void };
}

/**
 * Leaves the section on screen for good: its last answers go with the request for the next one, and what
 * comes back is kept on this device before it is shown. Goes on until the server answered.
 */
export async function leaveSection(of: LeavingOf): Promise<void> {
  const { state, saving } = of;
  const player = state.player.value;
  if (isSent(state.leaving.value) || player === null) return;
  if (isHere(player)) {
    of.dispatch({ type: 'openSection' });
    return;
  }
  if (!navigator.onLine) {
    state.leaving.value = 'offline';
    return;
  }
  of.spendOn(player.current);
  state.leaving.value = 'asking';
  of.run();
  await saving.idle();
  // What a last save still carries goes again: a repeat is harmless, its reply may never come.
  of.queue.putBack();
  const opened = await ask(of);
  if (opened !== null) await show(of, opened);
  else if (isSent(state.leaving.value)) state.leaving.value = 'no';
  if (state.phase.value === 'running') of.run();
}

export type LeaveSection = typeof leaveSection;

/** As in a form that was booked before sections were kept on the server. */
function isHere({ form, current }: PlayerState): boolean {
  const next = nextSectionAt(form, current);
  return next === null || itemAt(form, next) !== null;
}

/** Null: refused, or the session ended or went elsewhere meanwhile. */
async function ask(of: LeavingOf): Promise<Timed<OpenedSection> | null> {
  const { state, queue } = of;
  let failures = 0;
  while (state.phase.value === 'running') {
    const carried = queue.take();
    try {
      await of.device.settled();
      if (!queue.hasPending()) return await openSection(of, carried);
      await of.saving.save(carried);
      failures = 0;
    } catch (error) {
      queue.putBack();
      if (isFinal(of, error, carried)) return null;
      failures += 1;
      await untilDue(of, error, failures);
    }
  }
  return null;
}

function openSection(
  { sessionId, state }: LeavingOf,
  responses: readonly SavedResponse[],
): Promise<Timed<OpenedSection>> {
  const section = (state.player.value?.form.openSection ?? 0) + 1;
  const body = { epoch: state.epoch.value, responses };
  const address = `${addressOf(sessionId)}/sections/${String(section)}`;
  return timed(() => call('POST', address, { body, ...patience() }));
}

/** Whether asking again would not help. What is wrong with one answer keeps nobody in a section. */
function isFinal(of: LeavingOf, error: unknown, carried: readonly SavedResponse[]): boolean {
  const kind = failureKind(error);
  if (kind === 'elsewhere') of.endedBy('elsewhere');
  else if (isProblem(error, 'response-after-deadline')) of.endedBy('server');
  else if (kind === 'over') of.heartbeat.askNow();
  else if (kind === 'refused' && carried.length > 0) of.queue.setAside(carried, error);
  else if (kind !== 'passing') of.state.leaving.value = 'refused';
  return of.state.phase.value !== 'running' || of.state.leaving.value === 'refused';
}

/** Until another try is due, the network is back, or the exam no longer runs on this page. */
function untilDue({ state }: LeavingOf, error: unknown, failures: number): Promise<void> {
  if (failureKind(error) === 'refused') return Promise.resolve();
  state.leaving.value = 'retrying';
  const seconds = isProblem(error) ? error.retryAfterSeconds : null;
  const ms = backoffMs(failures, Math.random(), seconds === null ? null : seconds * 1000);
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener('online', end);
      unwatch();
      resolve();
    };
    const timer = setTimeout(end, ms);
    const unwatch = watch(state.phase, end);
    addEventListener('online', end);
  });
}

async function show(of: LeavingOf, opened: Timed<OpenedSection>): Promise<void> {
  const { state, queue, device, saving } = of;
  const { section, items, stimuli, serverTime } = opened.reply;
  if (items.some((item) => 'keys' in item)) throw new Error('The form holds more than candidates may see');
  queue.accept(opened.reply);
  saving.lastSavedAt.value = serverTime;
  const before = state.player.value;
  if (before === null) return;
  const player = withReleased(before, { section, items, stimuli });
  state.player.value = player;
  const { session, sealingKey } = state;
  if (session.value !== null && sealingKey.value !== null)
    device.begin({ session: session.value, form: player.form, sealingKey: sealingKey.value });
  await device.settled();
  state.leaving.value = 'no';
  of.hear(opened);
  if (state.phase.value !== 'running') return;
  of.run();
  of.dispatch({ type: 'openSection' });
}
