import type { Caller } from '../../platform/http/caller.ts';
import { Problem } from '../../platform/http/problem.ts';

const longestWaitMs = 5_000;
/** More than are ever served within the longest wait, so that whoever waits has a chance. */
const mostWaitingEach = 250;

interface Waiting {
  readonly caller: Caller | undefined;
  readonly begin: () => void;
  readonly giveUp: () => void;
}

/**
 * A bounded queue. Nobody waits for longer than some seconds before being told to try again, and for
 * whoever has gone away meanwhile no work is done.
 */
export class PasswordTurns {
  private underWay = 0;
  /** In the order in which they came. */
  private readonly waiting = new Set<Waiting>();

  constructor(private readonly parallel: number) {}

  get waitingCount(): number {
    return this.waiting.size;
  }

  /** @throws Problem `overloaded` */
  async take<Result>(caller: Caller | undefined, work: () => Promise<Result>): Promise<Result> {
    if (caller?.isGone() === true) throw tooBusyWithPasswords();
    if (this.underWay < this.parallel) this.underWay += 1;
    else await this.turn(caller);
    try {
      return await work();
    } finally {
      this.passOn();
    }
  }

  /** The place of whoever is done goes to the next who still waits for a reply. */
  private passOn(): void {
    for (const next of this.waiting) {
      if (next.caller?.isGone() !== true) {
        next.begin();
        return;
      }
      next.giveUp();
    }
    this.underWay -= 1;
  }

  private turn(caller: Caller | undefined): Promise<void> {
    if (this.waiting.size >= mostWaitingEach * this.parallel) throw tooBusyWithPasswords();
    return new Promise((resolve, reject) => {
      const leave = () => {
        clearTimeout(timer);
        this.waiting.delete(waiting);
      };
      const waiting: Waiting = {
        caller,
        begin: () => {
          leave();
          resolve();
        },
        giveUp: () => {
          leave();
          reject(tooBusyWithPasswords());
        },
      };
      const timer = setTimeout(waiting.giveUp, longestWaitMs);
      this.waiting.add(waiting);
    });
  }
}

export function tooBusyWithPasswords(): Problem {
  return new Problem('overloaded', {
    detail: 'Many people are signing in at this moment. Try again in a few seconds.',
    retryAfterSeconds: 5,
  });
}
