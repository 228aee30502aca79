import type {
  CandidateForm,
  ExamSession,
  Marks,
  ResponsesReceipt,
  RunningSession,
  SavedResponse,
  SessionReceipt,
} from '@attest/contracts';
import type { ClockSample } from '@attest/exam-engine/player';
import type {
  Marks as MarksOnWire,
  RunningSession as RunningSessionOnWire,
  SavedResponse as SavedResponseOnWire,
} from '../../shared/api/generated/types.gen.ts';
import {
  readExamSession,
  recordResponses,
  resumeExamSession,
  startExamSession,
  submitExamSession,
} from '../../shared/api/generated/sdk.gen.ts';

/** A reply with what it says about the server's clock. */
export interface Timed<Reply> {
  readonly reply: Reply;
  readonly sample: ClockSample;
}

/** The server answers within 10 s; what takes longer is tried again. */
const patienceMs = 15_000;
const patience = () => ({ signal: AbortSignal.timeout(patienceMs) });

export function fetchSession(sessionId: string): Promise<Timed<ExamSession>> {
  return timed(() => readExamSession({ path: { sessionId }, ...patience() }));
}

/** Starts the clock, once; later calls return the same deadline. */
export async function startSession(sessionId: string): Promise<Timed<RunningSession>> {
  return forCandidate(await timed(() => startExamSession({ path: { sessionId }, ...patience() })));
}

/** Makes this page the one that holds the session. */
export async function resumeSession(
  sessionId: string,
  password: string | null,
): Promise<Timed<RunningSession>> {
  const body = password === null ? {} : { password };
  return forCandidate(await timed(() => resumeExamSession({ path: { sessionId }, body, ...patience() })));
}

export interface Save {
  readonly sessionId: string;
  readonly epoch: number;
  readonly responses: readonly SavedResponse[];
  /** Lets the request outlive the page. */
  readonly isLeaving: boolean;
}

export function saveResponses(save: Save): Promise<Timed<ResponsesReceipt>> {
  const { sessionId, epoch, responses, isLeaving } = save;
  return timed(() =>
    recordResponses({
      path: { sessionId },
      body: { epoch, responses: responses.map(toWire) },
      ...(isLeaving ? { keepalive: true } : patience()),
    }),
  );
}

/** Ends the session. A repeat returns the same receipt. */
export async function submitSession(
  sessionId: string,
  epoch: number,
  responses: readonly SavedResponse[],
): Promise<SessionReceipt> {
  const body = { epoch, responses: responses.map(toWire) };
  const { data } = await submitExamSession({ path: { sessionId }, body, ...patience() });
  return data;
}

async function timed<Reply extends { readonly serverTime: string }>(
  ask: () => Promise<{ readonly data: Reply }>,
): Promise<Timed<Reply>> {
  const sentAtMs = performance.now();
  const { data } = await ask();
  return { reply: data, sample: { sentAtMs, receivedAtMs: performance.now(), serverTime: data.serverTime } };
}

function forCandidate({ reply, sample }: Timed<RunningSessionOnWire>): Timed<RunningSession> {
  const { form } = reply;
  if (!isForCandidates(form)) throw new Error('The form holds more than candidates may see');
  return { reply: { ...reply, form }, sample };
}

/** The API's description cannot carry the brand that keeps keys out of what candidates get. */
function isForCandidates(form: RunningSessionOnWire['form']): form is CandidateForm {
  return form.items.every((item) => !('keys' in item));
}

function toWire({ itemId, revision, value, marks }: SavedResponse): SavedResponseOnWire {
  return { itemId, revision, value, ...(marks && { marks: marksToWire(marks) }) };
}

/** What is not set does not travel. */
function marksToWire({ flagged, unsure, ruledOut, highlights, note, secondsSpent }: Marks): MarksOnWire {
  return {
    ...(flagged !== undefined && { flagged }),
    ...(unsure !== undefined && { unsure }),
    ...(ruledOut && { ruledOut }),
    ...(highlights && { highlights }),
    ...(note !== undefined && { note }),
    ...(secondsSpent !== undefined && { secondsSpent }),
  };
}
