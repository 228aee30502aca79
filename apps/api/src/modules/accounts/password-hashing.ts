import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import { hash, verify, type Options } from '@node-rs/argon2';
import type { Caller } from '../../platform/http/caller.ts';
import { Problem } from '../../platform/http/problem.ts';

/** OWASP's first choice for argon2id: 19 MiB, 2 passes, 1 lane. */
const cost: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const parallel = Math.max(1, availableParallelism() - 1);
const longestWaitMs = 5_000;
/** More than are ever served within the longest wait, so that whoever waits has a chance. */
const mostWaiting = 250 * parallel;

interface Waiting {
  readonly caller: Caller | undefined;
  readonly begin: () => void;
  readonly giveUp: () => void;
}

/**
 * argon2id in a bounded queue: a storm of sign-ins leaves a core to those who save answers. Nobody
 * waits for longer than some seconds before being told to try again, and for whoever has gone away
 * meanwhile no work is done.
 */
@Injectable()
export class PasswordHashing {
  private underWay = 0;
  /** In the order in which they came. */
  private readonly waiting = new Set<Waiting>();
  /** Verified for unknown e-mail addresses, so that they take as long as known ones. */
  private readonly decoy = hash('no account has this password', cost);

  get waitingCount(): number {
    return this.waiting.size;
  }

  /** @throws Problem `overloaded` */
  hash(password: string, caller?: Caller): Promise<string> {
    return this.inTurn(() => hash(password, cost), caller);
  }

  /**
   * @param stored null when there is no such account: takes the same time and is false
   * @throws Problem `overloaded`
   */
  async isPassword(password: string, stored: string | null, caller?: Caller): Promise<boolean> {
    const against = stored ?? (await this.decoy);
    const matches = await this.inTurn(() => verify(against, password), caller);
    return matches && stored !== null;
  }

  private async inTurn<Result>(work: () => Promise<Result>, caller: Caller | undefined): Promise<Result> {
    if (caller?.isGone() === true) throw tooBusy();
    if (this.underWay < parallel) this.underWay += 1;
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
    if (this.waiting.size >= mostWaiting) throw tooBusy();
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
          reject(tooBusy());
        },
      };
      const timer = setTimeout(waiting.giveUp, longestWaitMs);
      this.waiting.add(waiting);
    });
  }
}

function tooBusy(): Problem {
  return new Problem('overloaded', {
    detail: 'Many people are signing in at this moment. Try again in a few seconds.',
    retryAfterSeconds: 5,
  });
}
