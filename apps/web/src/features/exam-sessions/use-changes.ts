import { onScopeDispose } from 'vue';
import type { SessionChange } from '@attest/contracts';
import { backoffMs } from './backoff.ts';
import { changesAddress } from './calls.ts';

export interface Changes {
  readonly begin: () => void;
  readonly stop: () => void;
}

/** Listens for changed time and messages. Where that is not possible, the heartbeat hears of them later. */
export function useChanges(sessionId: string, onChange: (change: SessionChange) => void): Changes {
  let source: EventSource | null = null;
  let failures = 0;
  let again: ReturnType<typeof setTimeout> | undefined;

  function begin(): void {
    stop();
    source = new EventSource(changesAddress(sessionId));
    source.onopen = () => (failures = 0);
    source.onmessage = ({ data }) => {
      const change = readChange(data);
      if (change !== null) onChange(change);
    };
    // A lost connection comes back by itself; after a refusal the browser does not ask again.
    source.onerror = () => {
      if (source?.readyState !== EventSource.CLOSED) return;
      failures += 1;
      clearTimeout(again);
      again = setTimeout(begin, backoffMs(failures, Math.random(), null));
    };
  }

  function stop(): void {
    clearTimeout(again);
    source?.close();
    source = null;
  }

  onScopeDispose(stop);
  return { begin, stop };
}

function readChange(text: unknown): SessionChange | null {
  try {
    const change: unknown = JSON.parse(String(text));
    return isChange(change) ? change : null;
  } catch {
    return null;
  }
}

/** The server's own, held to its contract there; a later version may say something else here. */
function isChange(value: unknown): value is SessionChange {
  return typeof value === 'object' && value !== null && 'status' in value && 'notices' in value;
}
