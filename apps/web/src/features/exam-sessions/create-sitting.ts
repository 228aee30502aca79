import { onScopeDispose, readonly, shallowReadonly, watch } from 'vue';
import { itemAt, observedIn, reducePlayer, type PlayerEvent } from '@attest/exam-engine/player';
import { useAnswerQueue } from './answer-queue.ts';
import { takeBreak, type Timed } from './calls.ts';
import { useDeviceCopy } from './device/use-device-copy.ts';
import { keepAccountKnown } from './keep-account-known.ts';
import type { LeaveSection } from './later/leave-section.ts';
import { isSent, isUnfinished, sittingState, type Heard } from './sitting-state.ts';
import { holdTab } from './tab-hold.ts';
import { useChanges } from './use-changes.ts';
import { useEnding } from './use-ending.ts';
import { useExamClock } from './use-exam-clock.ts';
import { useHeartbeat } from './use-heartbeat.ts';
import { useLateAnswers } from './use-late-answers.ts';
import { useObservations } from './use-observations.ts';
import { useOpening } from './use-opening.ts';
import { useSaving, type EndedBy } from './use-saving.ts';
import { useStaffNotices } from './use-staff-notices.ts';
import { useStopwatch } from './use-stopwatch.ts';
import { useSubmitting } from './use-submitting.ts';

export type Sitting = ReturnType<typeof createSitting>;

/** One candidate in front of one session, from the gate to the receipt. */
export function createSitting(sessionId: string) {
  const state = sittingState();
  const { phase, player } = state;
  let letGo: () => void = () => undefined;

  const clock = useExamClock();
  const stopwatch = useStopwatch();
  const queue = useAnswerQueue(player);
  const device = useDeviceCopy({ sessionId, player, place, anchor: clock.anchor });
  const saving = useSaving({
    sessionId,
    player,
    queue,
    settled: device.settled,
    onReply: hear,
    onEnded: endedBy,
    onInactive: () => heartbeat.askNow(),
  });
  const submitting = useSubmitting({ sessionId, queue, save: saving.save, settled: device.settled });
  const heartbeat = useHeartbeat(sessionId, hear);
  const observations = useObservations({
    sessionId,
    unsent: unsentNow,
    itemId: () => currentItem()?.id ?? null,
    onReply: hear,
  });
  const changes = useChanges(sessionId, hearChange);
  const notices = useStaffNotices(({ id }) => observations.noteNow({ kind: 'notice-seen', noticeId: id }));
  const lateAnswers = useLateAnswers(sessionId, device);
  const ending = useEnding({
    sessionId,
    state,
    queue,
    device,
    submitting,
    lateAnswers,
    hear,
    now: clock.now,
    silentForMs: heartbeat.silentForMs,
    onEnding: () => {
      if (player.value !== null) spendOn(player.value.current);
      quieten();
    },
    onGoesOn: run,
    onElsewhere: loseHold,
    onClosed: () => letGo(),
  });
  const opening = useOpening({
    sessionId,
    state,
    clock,
    device,
    hear,
    hold: () => {
      letGo();
      letGo = holdTab(sessionId, () => loseHold());
    },
    onRunning: () => {
      stopwatch.restart();
      saving.lastSavedAt.value ??= state.session.value?.lastSavedAt ?? null;
      run();
      if (clock.leftMs.value === 0 && state.pause.value === null) void ending.end('deadline');
      if (state.isOpenElsewhere.value) observations.note({ kind: 'second-tab' });
    },
    onClosed: ending.endClosed,
  });

  function place() {
    return {
      epoch: state.epoch.value,
      current: player.value?.current ?? 1,
      status: state.status.value,
      deadline: clock.deadline.value,
      pause: state.pause.value,
      breakSecondsLeft: state.breakSecondsLeft.value,
      lastSavedAt: saving.lastSavedAt.value,
      lockedAt: state.lockedAt.value,
    };
  }

  function unsentNow() {
    const since = saving.waitingSinceMs.value;
    const oldestMs = since === null ? 0 : Math.round(performance.now() - since);
    return { count: queue.unsavedAnswers.value.length, oldestMs };
  }

  const currentItem = () => (player.value === null ? null : itemAt(player.value.form, player.value.current));

  function hear({ reply, sample }: Timed<Heard>): void {
    clock.observe(sample);
    heartbeat.heard();
    hearChange(reply);
  }

  function hearChange(heard: Heard): void {
    const wasPaused = state.status.value === 'paused';
    state.status.value = heard.status;
    clock.deadline.value = heard.deadline;
    if (heard.breakSecondsLeft !== undefined) state.breakSecondsLeft.value = heard.breakSecondsLeft;
    if (heard.notices !== undefined) notices.receive(heard.notices);
    if (heard.status !== 'paused') state.pause.value = null;
    else if (heard.pause !== undefined) state.pause.value = heard.pause;
    // A reply to a save says only that the clock stands; why is asked for.
    else if (state.pause.value === null) heartbeat.askNow();
    clock.pausedSince.value = state.pause.value?.since ?? null;
    if (heard.status === 'voided') voidHere();
    else if (phase.value !== 'running') return;
    else if (!isUnfinished(heard.status)) void ending.end('server');
    else if (heard.epoch !== undefined && heard.epoch > state.epoch.value) endedBy('elsewhere');
    else if (wasPaused !== (heard.status === 'paused')) run();
  }

  /** Input is open and everything that runs beside it runs; or the clock stands, and both wait. */
  function run(): void {
    const isPaused = state.status.value === 'paused';
    const isHeld = isPaused || isSent(state.leaving.value);
    dispatch({ type: isHeld ? 'lockInput' : 'unlockInput' });
    heartbeat.begin();
    changes.begin();
    observations.begin(state.epoch.value, !isPaused);
    if (isHeld) saving.stop();
    else saving.begin(state.epoch.value);
  }

  function quieten(): void {
    saving.stop();
    heartbeat.stop();
    changes.stop();
    observations.stop();
    dispatch({ type: 'lockInput' });
  }

  function dispatch(event: PlayerEvent): void {
    const before = player.value;
    if (before === null) return;
    player.value = reducePlayer(before, event);
    for (const observed of observedIn(before, player.value)) observations.note(observed);
    if (player.value.current !== before.current) spendOn(before.current);
    saving.notify();
  }

  function spendOn(number: number): void {
    const item = player.value === null ? null : itemAt(player.value.form, number);
    if (player.value === null || item === null) return;
    const seconds = stopwatch.readSeconds();
    player.value = reducePlayer(player.value, { type: 'spend', itemId: item.id, seconds });
  }

  function openSection(leave: LeaveSection): Promise<void> {
    const how = { hear, spendOn, run, dispatch, endedBy, heartbeat };
    return leave({ sessionId, state, queue, device, saving, ...how });
  }

  function endedBy(by: EndedBy): void {
    if (phase.value !== 'running') return;
    if (by === 'server') void ending.end('server');
    else void opening.resumeAgain().then((isHere) => !isHere && loseHold());
  }

  function loseHold(): void {
    if (phase.value !== 'running' && phase.value !== 'ending') return;
    phase.value = 'elsewhere';
    device.stop();
    quieten();
  }

  function voidHere(): void {
    submitting.cancel();
    quieten();
    phase.value = 'voided';
    letGo();
    void device.forgetAnswers().catch(() => undefined);
  }

  /** Takes back a finish that has not got through; not after the deadline. */
  function keepWorking(): void {
    if (phase.value !== 'ending' || state.endingReason.value !== 'candidate') return;
    submitting.cancel();
    ending.goOn();
  }

  const changeBreak = async (isEnd: boolean) => hear(await takeBreak(sessionId, state.epoch.value, isEnd));

  watch(clock.leftMs, (left) => {
    const isStillOpen = phase.value === 'running' || phase.value === 'ending';
    if (left !== 0 || !isStillOpen || state.pause.value !== null) return;
    if (phase.value === 'running') void ending.end('deadline');
    else if (state.endingReason.value === 'candidate') state.endingReason.value = 'deadline';
  });
  onScopeDispose(() => letGo());
  keepAccountKnown();

  return {
    sessionId,
    phase: readonly(phase),
    session: shallowReadonly(state.session),
    failure: shallowReadonly(state.failure),
    player: shallowReadonly(player),
    receipt: shallowReadonly(state.receipt),
    isOpenElsewhere: readonly(state.isOpenElsewhere),
    isBeginning: readonly(state.isBeginning),
    isFromDevice: readonly(state.isFromDevice),
    endingReason: readonly(state.endingReason),
    endingFailures: submitting.failures,
    endingProblem: submitting.lastProblem,
    pause: shallowReadonly(state.pause),
    breakSecondsLeft: readonly(state.breakSecondsLeft),
    clock,
    queue,
    saving,
    deviceState: device.state,
    notices,
    observe: observations.note,
    late: lateAnswers.late,
    sealWaiting: ending.sealWaiting,
    load: opening.load,
    begin: opening.begin,
    dispatch,
    leaving: readonly(state.leaving),
    openSection,
    stayInSection: () => (state.leaving.value = 'no'),
    finish: () => ending.end('candidate'),
    keepWorking,
    beginBreak: () => changeBreak(false),
    endBreak: () => changeBreak(true),
  };
}
