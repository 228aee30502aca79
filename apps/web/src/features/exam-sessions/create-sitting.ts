import { onScopeDispose, readonly, ref, shallowReadonly, shallowRef, watch } from 'vue';
import type { ExamSession, RunningSession, SessionReceipt, SessionStatus } from '@attest/contracts';
import {
  createPlayer,
  itemAt,
  markAccepted,
  reducePlayer,
  restoreLocal,
  type PlayerEvent,
  type PlayerState,
} from '@attest/exam-engine/player';
import { QueryObserver } from '@tanstack/vue-query';
import { accountQuery } from '../../shared/api/account.ts';
import { isProblem } from '../../shared/api/problem.ts';
import { queryClient } from '../../shared/api/query-client.ts';
import { useAnswerQueue } from './answer-queue.ts';
import { fetchSession, resumeSession, startSession, type Timed } from './calls.ts';
import { holdTab, isOpenInAnotherTab } from './tab-hold.ts';
import { useExamClock } from './use-exam-clock.ts';
import { useHeartbeat } from './use-heartbeat.ts';
import { useSaving, type EndedBy } from './use-saving.ts';
import { useStopwatch } from './use-stopwatch.ts';
import { useSubmitting } from './use-submitting.ts';

/**
 * `gate`: known, not begun on this page. `elsewhere`: another tab or device holds it, this page only
 * reads. `ending`: input is closed and the answers are on their way.
 */
export type Phase = 'loading' | 'failed' | 'gate' | 'running' | 'elsewhere' | 'ending' | 'finished';
export type EndingReason = 'candidate' | 'deadline' | 'server';
export type Sitting = ReturnType<typeof createSitting>;

/** What this page believes about the session is not true any more. */
const outdated = [
  'session-not-active',
  'session-not-startable',
  'session-continued-elsewhere',
  'response-after-deadline',
] as const;
const unfinished: readonly SessionStatus[] = ['booked', 'ready', 'active', 'paused'];

/** One candidate in front of one session, from the gate to the receipt. */
export function createSitting(sessionId: string) {
  const phase = ref<Phase>('loading');
  const session = shallowRef<ExamSession | null>(null);
  const failure = shallowRef<unknown>(null);
  const player = shallowRef<PlayerState | null>(null);
  const receipt = shallowRef<SessionReceipt | null>(null);
  const isOpenElsewhere = ref(false);
  const isBeginning = ref(false);
  const endingReason = ref<EndingReason>('candidate');
  let epoch = 0;
  let letGo: () => void = () => undefined;

  const clock = useExamClock();
  const stopwatch = useStopwatch();
  const queue = useAnswerQueue(player);
  const saving = useSaving({ sessionId, player, queue, onReply: observe, onEnded: endedBy });
  const submitting = useSubmitting({ sessionId, queue, save: saving.save });
  const heartbeat = useHeartbeat(sessionId, observe);

  function observe({ reply, sample }: Timed<{ deadline: string | null; status: SessionStatus }>): void {
    clock.observe(sample);
    clock.deadline.value = reply.deadline;
    heartbeat.heard();
    if (phase.value === 'running' && !unfinished.includes(reply.status)) endedBy('server');
  }

  async function load(): Promise<void> {
    const isHere = player.value !== null;
    if (!isHere) phase.value = 'loading';
    try {
      const timed = await fetchSession(sessionId);
      observe(timed);
      session.value = timed.reply;
      isOpenElsewhere.value = await isOpenInAnotherTab(sessionId);
      if (unfinished.includes(timed.reply.status)) phase.value = isHere ? 'elsewhere' : 'gate';
      else await end('server');
    } catch (error) {
      fail(error);
    }
  }

  /**
   * Starts a session that waits, resumes one that runs.
   *
   * @param prepare fetches what will be needed later; the clock does not start before it is done
   */
  async function begin(prepare: () => Promise<void>, password: string | null = null): Promise<void> {
    if (isBeginning.value) return;
    isBeginning.value = true;
    failure.value = null;
    try {
      await prepare();
      const isNew = player.value === null && session.value?.startedAt === null;
      take(await (isNew ? startSession(sessionId) : resumeSession(sessionId, password)));
    } catch (error) {
      failure.value = error;
      if (isProblem(error, ...outdated)) await load();
    } finally {
      isBeginning.value = false;
    }
  }

  function take(timed: Timed<RunningSession>): void {
    const { reply } = timed;
    const kept = queue.unsaved.value;
    const current = player.value?.current;
    epoch = reply.epoch;
    player.value = restoreLocal(createPlayer(reply.form, reply.responses), kept);
    if (current !== undefined) dispatch({ type: 'goTo', number: current });
    observe(timed);
    saving.lastSavedAt.value ??= session.value?.lastSavedAt ?? null;
    letGo();
    letGo = holdTab(sessionId, () => endedBy('elsewhere'));
    phase.value = 'running';
    stopwatch.restart();
    saving.begin(epoch);
    heartbeat.begin();
  }

  function dispatch(event: PlayerEvent): void {
    if (player.value === null) return;
    const before = player.value.current;
    player.value = reducePlayer(player.value, event);
    if (player.value.current !== before) spendOn(before);
    saving.notify();
  }

  function spendOn(number: number): void {
    const item = player.value === null ? null : itemAt(player.value.form, number);
    if (player.value === null || item === null) return;
    const seconds = stopwatch.readSeconds();
    player.value = reducePlayer(player.value, { type: 'spend', itemId: item.id, seconds });
  }

  function endedBy(by: EndedBy): void {
    if (phase.value !== 'running') return;
    if (by === 'server') void end('server');
    else loseHold();
  }

  function loseHold(): void {
    phase.value = 'elsewhere';
    saving.stop();
    heartbeat.stop();
    dispatch({ type: 'lockInput' });
  }

  /** Closes the session with what this page has, and stays until the receipt is here. */
  async function end(reason: EndingReason): Promise<void> {
    if (player.value !== null) spendOn(player.value.current);
    phase.value = 'ending';
    endingReason.value = reason;
    saving.stop();
    heartbeat.stop();
    dispatch({ type: 'lockInput' });
    const submission = await submitting.submit(epoch);
    if (submission.kind === 'closed') close(submission.receipt);
    else if (submission.kind === 'elsewhere') loseHold();
    else if (submission.kind === 'failed') fail(submission.error);
  }

  function close(closed: SessionReceipt): void {
    if (player.value !== null) player.value = markAccepted(player.value, closed.revisions);
    receipt.value = closed;
    phase.value = 'finished';
    letGo();
  }

  /** Takes back a finish that has not got through; not after the deadline. */
  function keepWorking(): void {
    if (phase.value !== 'ending' || endingReason.value !== 'candidate') return;
    submitting.cancel();
    phase.value = 'running';
    dispatch({ type: 'unlockInput' });
    saving.begin(epoch);
    heartbeat.begin();
  }

  function fail(error: unknown): void {
    failure.value = error;
    phase.value = 'failed';
  }

  watch(clock.leftMs, (left) => {
    const isStillOpen = phase.value === 'running' || phase.value === 'ending';
    if (left !== 0 || !isStillOpen) return;
    if (phase.value === 'running') void end('deadline');
    else if (endingReason.value === 'candidate') endingReason.value = 'deadline';
  });
  onScopeDispose(() => letGo());
  keepAccountKnown();

  return {
    sessionId,
    phase: readonly(phase),
    session: shallowReadonly(session),
    failure: shallowReadonly(failure),
    player: shallowReadonly(player),
    receipt: shallowReadonly(receipt),
    isOpenElsewhere: readonly(isOpenElsewhere),
    isBeginning: readonly(isBeginning),
    endingReason: readonly(endingReason),
    endingFailures: submitting.failures,
    endingProblem: submitting.lastProblem,
    clock,
    queue,
    saving,
    load,
    begin,
    dispatch,
    finish: () => end('candidate'),
    keepWorking,
  };
}

/** A query nobody looks at is forgotten after minutes; moving between questions must not ask for it anew. */
function keepAccountKnown(): void {
  const observer = new QueryObserver(queryClient, { ...accountQuery, enabled: false });
  onScopeDispose(observer.subscribe(() => undefined));
}
