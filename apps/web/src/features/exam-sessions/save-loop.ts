import { backoffMs } from './backoff.ts';

/** How a request with answers ended. */
export type SendResult =
  | { readonly kind: 'stored' }
  /** Not with this content; the next request carries another. */
  | { readonly kind: 'refused' }
  /** No reply, or one that says to try again. */
  | { readonly kind: 'passing'; readonly retryAfterMs: number | null }
  /** Trying again would not help; whoever sent it knows what to do. */
  | { readonly kind: 'final' };

export interface SaveLoopPorts {
  /** Whether changes wait that no request carries. */
  readonly hasPending: () => boolean;
  readonly send: () => Promise<SendResult>;
  readonly random: () => number;
  /** Told whenever a request begins or ends. */
  readonly report: (state: SaveLoopState) => void;
}

export interface SaveLoopState {
  readonly isSending: boolean;
  /** Tries that failed in a row. */
  readonly failures: number;
}

export interface SaveLoop {
  /** Something changed: send it, unless a request is under way or a wait is running. */
  readonly notify: () => void;
  /** The network may be back: end the wait, except one that the server asked for. */
  readonly retryNow: () => void;
  readonly stop: () => void;
}

/** At most one request is under way; the next carries everything newer. */
export function createSaveLoop(ports: SaveLoopPorts): SaveLoop {
  let isSending = false;
  let isStopped = false;
  let failures = 0;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let isWaitAskedFor = false;

  const report = () => ports.report({ isSending, failures });

  async function run(): Promise<void> {
    if (isSending || isStopped || waiting !== undefined) return;
    isSending = true;
    while (!isStopped && ports.hasPending()) {
      report();
      const result = await ports.send();
      if (result.kind === 'passing') {
        waitBefore(result.retryAfterMs);
        break;
      }
      failures = 0;
      if (result.kind === 'final') isStopped = true;
    }
    isSending = false;
    report();
  }

  function waitBefore(retryAfterMs: number | null): void {
    failures += 1;
    if (isStopped) return;
    isWaitAskedFor = retryAfterMs !== null;
    waiting = setTimeout(endWait, backoffMs(failures, ports.random(), retryAfterMs));
  }

  function endWait(): void {
    clearTimeout(waiting);
    waiting = undefined;
    void run();
  }

  return {
    notify: () => void run(),
    retryNow: () => {
      if (!isWaitAskedFor || waiting === undefined) endWait();
    },
    stop: () => {
      isStopped = true;
      clearTimeout(waiting);
      waiting = undefined;
    },
  };
}
