import type {
  ExamSession,
  LateMaterialReceipt,
  RecordObservations,
  ResponsesReceipt,
  RunningSession,
  SavedResponse,
  SessionChange,
  SessionReceipt,
} from '@attest/contracts';
import type { ClockSample } from '@attest/exam-engine/player';
import { call } from '../../shared/api/call.ts';

/** A reply with what it says about the server's clock. */
export interface Timed<Reply> {
  readonly reply: Reply;
  readonly sample: ClockSample;
}

/** The server answers within 10 s; what takes longer is tried again. */
const patienceMs = 15_000;
export const patience = (ms = patienceMs) => ({ signal: AbortSignal.timeout(ms) });
export const addressOf = (sessionId: string) => `/api/exam-sessions/${sessionId}`;

export function fetchSession(sessionId: string): Promise<Timed<ExamSession>> {
  return timed(() => call('GET', addressOf(sessionId), patience()));
}

/** Starts the clock, once; later calls return the same deadline. */
export async function startSession(sessionId: string): Promise<Timed<RunningSession>> {
  return forCandidate(await timed(() => call('POST', `${addressOf(sessionId)}/start`, patience())));
}

/** Makes this page the one that holds the session. */
export async function resumeSession(
  sessionId: string,
  password: string | null,
  mostMs = patienceMs,
): Promise<Timed<RunningSession>> {
  const body = password === null ? {} : { password };
  const address = `${addressOf(sessionId)}/resume`;
  return forCandidate(await timed(() => call('POST', address, { body, ...patience(mostMs) })));
}

export interface Save {
  readonly sessionId: string;
  readonly epoch: number;
  readonly responses: readonly SavedResponse[];
  /** Lets the request outlive the page. */
  readonly isLeaving: boolean;
}

export function saveResponses({ sessionId, isLeaving, ...body }: Save): Promise<Timed<ResponsesReceipt>> {
  const how = isLeaving ? { keepalive: true } : patience();
  return timed(() => call('PUT', `${addressOf(sessionId)}/responses`, { body, ...how }));
}

/** Ends the session. A repeat returns the same receipt. */
export function submitSession(
  sessionId: string,
  epoch: number,
  responses: readonly SavedResponse[],
): Promise<SessionReceipt> {
  const body = { epoch, responses };
  return call('POST', `${addressOf(sessionId)}/submit`, { body, ...patience() });
}

/** Where the server tells of changed time and messages, as they happen. */
export const changesAddress = (sessionId: string) => `${addressOf(sessionId)}/changes`;

/** Begins a break, or ends it; the clock stands meanwhile. */
export function takeBreak(sessionId: string, epoch: number, isEnd: boolean): Promise<Timed<SessionChange>> {
  const address = `${addressOf(sessionId)}/breaks${isEnd ? '/end' : ''}`;
  return timed(() => call('POST', address, { body: { epoch }, ...patience() }));
}

/** Tells what only the browser can know, and hears how the session stands. Nothing waits for it. */
export function recordObservations(
  sessionId: string,
  body: RecordObservations,
  isLeaving: boolean,
): Promise<Timed<SessionChange>> {
  const how = isLeaving ? { keepalive: true } : patience();
  return timed(() => call('POST', `${addressOf(sessionId)}/observations`, { body, ...how }));
}

/** Hands in, once, what came too late. */
export function sendLateAnswers(sessionId: string, sealed: string): Promise<LateMaterialReceipt> {
  return call('POST', `${addressOf(sessionId)}/late-material`, { body: { sealed }, ...patience() });
}

export async function timed<Reply extends { readonly serverTime: string }>(
  ask: () => Promise<Reply>,
): Promise<Timed<Reply>> {
  const sentAtMs = performance.now();
  const reply = await ask();
  return { reply, sample: { sentAtMs, receivedAtMs: performance.now(), serverTime: reply.serverTime } };
}

/** Whatever went wrong before: a key must never come near a page that is answered on. */
function forCandidate(timedReply: Timed<RunningSession>): Timed<RunningSession> {
  const hasKeys = timedReply.reply.form.items.some((item) => 'keys' in item);
  if (hasKeys) throw new Error('The form holds more than candidates may see');
  return timedReply;
}
