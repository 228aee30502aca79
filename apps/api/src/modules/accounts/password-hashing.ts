import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import { hash, verify, type Options } from '@node-rs/argon2';
import { Problem } from '../../platform/http/problem.ts';

/** OWASP's first choice for argon2id: 19 MiB, 2 passes, 1 lane. */
const cost: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const parallel = Math.max(1, availableParallelism() - 1);
const mostWaiting = 500;

/**
 * argon2id in a bounded queue: a storm of sign-ins leaves a core to those who save answers, and
 * past the bound people are told to try again rather than made to wait.
 */
@Injectable()
export class PasswordHashing {
  private underWay = 0;
  private readonly waiting: (() => void)[] = [];
  /** Verified for unknown e-mail addresses, so that they take as long as known ones. */
  private readonly decoy = hash('no account has this password', cost);

  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(password, cost));
  }

  /** @param stored null when there is no such account: takes the same time and is false */
  async isPassword(password: string, stored: string | null): Promise<boolean> {
    const against = stored ?? (await this.decoy);
    const matches = await this.inTurn(() => verify(against, password));
    return matches && stored !== null;
  }

  private async inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.underWay < parallel) this.underWay += 1;
    else await this.place();
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.underWay -= 1;
      else next();
    }
  }

  private place(): Promise<void> {
    if (this.waiting.length >= mostWaiting) {
      throw new Problem('overloaded', {
        detail: 'Many people are signing in at this moment. Try again in a few seconds.',
        retryAfterSeconds: 5,
      });
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}
