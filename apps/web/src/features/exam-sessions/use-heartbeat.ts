import { onScopeDispose } from 'vue';
import type { ExamSession } from '@attest/contracts';
import { fetchSession, type Timed } from './calls.ts';

const quietMs = 60_000;
const glanceMs = 5_000;

/** Asks for the session when nothing was heard for a minute, and when a page comes back into view. */
export function useHeartbeat(sessionId: string, onReply: (timed: Timed<ExamSession>) => void) {
  let heardAtMs = performance.now();
  let isRunning = false;
  let isAsking = false;

  async function ask(): Promise<void> {
    if (!isRunning || isAsking) return;
    isAsking = true;
    // Without a reply there is nothing to learn; the next beat asks again.
    const timed = await fetchSession(sessionId).catch(() => null);
    isAsking = false;
    heardAtMs = performance.now();
    if (timed !== null) onReply(timed);
  }

  const silentForMs = () => performance.now() - heardAtMs;
  const timer = setInterval(() => {
    if (silentForMs() >= quietMs) void ask();
  }, glanceMs);
  const askWhenSeen = () => {
    if (document.visibilityState === 'visible' && silentForMs() >= glanceMs) void ask();
  };
  document.addEventListener('visibilitychange', askWhenSeen);
  onScopeDispose(() => {
    isRunning = false;
    clearInterval(timer);
    document.removeEventListener('visibilitychange', askWhenSeen);
  });

  return {
    begin: () => {
      isRunning = true;
      heardAtMs = performance.now();
    },
    /** Any other reply counts as a beat. */
    heard: () => (heardAtMs = performance.now()),
    stop: () => (isRunning = false),
    /** Something is not as this page believes. */
    askNow: () => void ask(),
    silentForMs,
  };
}
