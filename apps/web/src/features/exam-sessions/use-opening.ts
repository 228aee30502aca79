import type { RunningSession } from '@attest/contracts';
import {
  changedEntries,
  countsOf,
  createPlayer,
  mergeKept,
  restorePlayer,
  type PlayerState,
} from '@attest/exam-engine/player';
import { ApiProblem, isProblem } from '../../shared/api/problem.ts';
import { fetchSession, resumeSession, startSession, type Timed } from './calls.ts';
import type { KeptExam } from './device/kept-exam.ts';
import type { DeviceCopy, OnDevice } from './device/use-device-copy.ts';
import { failureKind } from './failure-kind.ts';
import { isUnfinished, type Heard, type SittingState } from './sitting-state.ts';
import { isOpenInAnotherTab } from './tab-hold.ts';
import type { ExamClock } from './use-exam-clock.ts';

interface OpeningOf {
  readonly sessionId: string;
  readonly state: SittingState;
  readonly clock: ExamClock;
  readonly device: DeviceCopy;
  readonly hear: (timed: Timed<Heard>) => void;
  /** Takes the exam from every other page of this browser. */
  readonly hold: () => void;
  readonly onRunning: () => void;
  readonly onClosed: (kept: OnDevice) => Promise<void>;
}

/** What this page believes about the session is not true any more. */
const outdated = [
  'session-not-active',
  'session-not-startable',
  'session-continued-elsewhere',
  'response-after-deadline',
] as const;

/** With everything at hand on this device, nobody waits long for a network that may be away. */
const shortPatienceMs = 5_000;
const noDevice: OnDevice = { exam: null, late: null };

/** From the address of a session to its questions, with the server or without. */
export function useOpening(of: OpeningOf) {
  const { sessionId, state, clock, device } = of;
  let kept = noDevice;
  /** A resume got no reply: it may have made the epoch kept here an old one. */
  let mayHaveResumed = false;

  async function load(): Promise<void> {
    const isHere = state.player.value !== null;
    if (!isHere) state.phase.value = 'loading';
    const reading = device.read().then((found) => (kept = found));
    try {
      const timed = await Promise.race([fetchSession(sessionId), reading.then(givenUpWith)]);
      await reading;
      state.session.value = timed.reply;
      of.hear(timed);
      state.isFromDevice.value = false;
      if (isUnfinished(timed.reply.status)) await showGate(isHere);
      else await of.onClosed(kept);
    } catch (error) {
      await reading;
      if (!isHere && kept.exam !== null && isUnheard(error)) await showKept(kept.exam);
      else fail(error);
    }
  }

  async function showGate(isHere: boolean): Promise<void> {
    state.isOpenElsewhere.value = await isOpenInAnotherTab(sessionId);
    state.phase.value = isHere ? 'elsewhere' : 'gate';
  }

  async function showKept({ facts, place, entries }: KeptExam): Promise<void> {
    const { deadline, lastSavedAt, pause, breakSecondsLeft } = place;
    const { answered } = countsOf(restorePlayer(facts.form, entries, place.current));
    state.session.value = { ...facts.session, deadline, lastSavedAt, answeredCount: answered };
    state.pause.value = pause;
    state.breakSecondsLeft.value = breakSecondsLeft;
    clock.deadline.value = deadline;
    clock.pausedSince.value = pause?.since ?? null;
    if (place.anchor !== null) clock.goOnFrom(place.anchor);
    state.isFromDevice.value = true;
    await showGate(false);
  }

  /**
   * Starts a session that waits, resumes one that runs.
   *
   * @param prepare fetches what will be needed later; the clock does not start before it is done
   */
  async function begin(prepare: () => Promise<void>, password: string | null = null): Promise<void> {
    if (state.isBeginning.value) return;
    state.isBeginning.value = true;
    state.failure.value = null;
    try {
      await prepare();
      const isNew = state.player.value === null && state.session.value?.startedAt === null;
      await (isNew ? take(await startSession(sessionId), isNew) : take(await resume(password)));
    } catch (error) {
      const mayGoOn = state.player.value === null && kept.exam !== null && isUnheard(error);
      await (mayGoOn ? goOnFromDevice().catch(fail) : refuse(error));
    } finally {
      state.isBeginning.value = false;
    }
  }

  async function refuse(error: unknown): Promise<void> {
    state.failure.value = error;
    if (isProblem(error, ...outdated)) await load();
  }

  const resume = (password: string | null) =>
    resumeSession(sessionId, password, kept.exam === null ? undefined : shortPatienceMs);

  async function take(timed: Timed<RunningSession>, isNew = false): Promise<void> {
    const { form, responses, sealingKey, epoch, status, startedAt, deadline } = timed.reply;
    const here = state.player.value;
    state.epoch.value = epoch;
    state.sealingKey.value = sealingKey;
    mayHaveResumed = false;
    of.hold();
    // Read once this page holds the exam: whoever held it before in this browser writes no more.
    const { exam } = await (isNew ? noDevice : device.read());
    const onDevice = mergeKept(
      createPlayer(form, responses),
      exam?.entries ?? [],
      exam?.place.current ?? null,
    );
    show(here === null ? onDevice : mergeKept(onDevice, changedEntries(null, here), here.current));
    const { value: known } = state.session;
    const session = known && { ...known, status, startedAt, deadline };
    state.session.value = session;
    device.begin(session && { session, form, sealingKey });
    of.hear(timed);
    of.onRunning();
  }

  /** The network is away: the exam goes on with what this device has. */
  async function goOnFromDevice(): Promise<void> {
    mayHaveResumed = true;
    of.hold();
    const { exam } = await device.read();
    if (exam === null) throw new Error('The copy on this device has gone');
    state.epoch.value = exam.place.epoch;
    state.sealingKey.value = exam.facts.sealingKey;
    state.lockedAt.value = exam.place.lockedAt;
    show(restorePlayer(exam.facts.form, exam.entries, exam.place.current));
    device.begin(null);
    of.onRunning();
  }

  function show(player: PlayerState): void {
    state.player.value = player;
    state.phase.value = 'running';
  }

  function fail(error: unknown): void {
    state.failure.value = error;
    state.phase.value = 'failed';
  }

  return {
    load,
    begin,
    /** Once: the epoch held here is old, and it may have been this page itself that made it so. */
    resumeAgain: async (): Promise<boolean> => {
      if (!mayHaveResumed) return false;
      mayHaveResumed = false;
      try {
        await take(await resume(null));
        return true;
      } catch {
        return false;
      }
    },
    fail,
  };
}

/** With a copy at hand nobody waits for long. */
function givenUpWith({ exam }: OnDevice): Promise<never> {
  return new Promise((_, reject) => {
    if (exam !== null) setTimeout(() => reject(new ApiProblem(null)), shortPatienceMs);
  });
}

/** No reply, or one of something in between. */
function isUnheard(error: unknown): boolean {
  return failureKind(error) === 'passing' && !isProblem(error, 'sign-in-required');
}
