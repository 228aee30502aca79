/** Within one browser a lock says which tab has the exam; across devices the epoch does. */
const nameOf = (sessionId: string) => `attest-exam-session-${sessionId}`;

/** Locks exist in secure contexts only. Without them the server's refusal tells the losing tab. */
const hasLocks = () => 'locks' in navigator;

export async function isOpenInAnotherTab(sessionId: string): Promise<boolean> {
  if (!hasLocks()) return false;
  const { held } = await navigator.locks.query();
  return held?.some(({ name }) => name === nameOf(sessionId)) ?? false;
}

/**
 * Takes the session for this tab.
 *
 * @param onLost called once when another tab takes it
 * @returns lets go without calling `onLost`
 */
export function holdTab(sessionId: string, onLost: () => void): () => void {
  if (!hasLocks()) return () => undefined;
  let isReleased = false;
  const { promise, resolve } = Promise.withResolvers<undefined>();
  navigator.locks
    .request(nameOf(sessionId), { steal: true }, () => promise)
    .catch(() => {
      if (!isReleased) onLost();
    });
  return () => {
    isReleased = true;
    resolve(undefined);
  };
}
