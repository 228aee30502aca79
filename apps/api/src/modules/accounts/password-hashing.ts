import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/http/caller.ts';
import { cost } from './password-cost.ts';
import { refuseWeak, wordsAbout, type PasswordOwner } from './password-rules.ts';
import { mostThreads, PasswordThreads } from './password-threads.ts';
import { PasswordTurns } from './password-turns.ts';

/** Verified for unknown e-mail addresses, so that they take as long as known ones. No password has this hash. */
const decoy = `$argon2id$v=19$m=${String(cost.memoryCost)},t=${String(cost.timeCost)},p=${String(cost.parallelism)}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** What costs so much that a storm of it must not touch those who save answers: argon2id and the judgement. */
@Injectable()
export class PasswordHashing {
  private readonly turns = new PasswordTurns(mostThreads);

  constructor(private readonly threads: PasswordThreads) {}

  get waitingCount(): number {
    return this.turns.waitingCount;
  }

  /** @throws Problem `overloaded` */
  hash(password: string, caller?: Caller): Promise<string> {
    return this.turns.take(caller, () => this.threads.ask({ kind: 'hash', password }));
  }

  /**
   * Of a password that somebody chose, judged and hashed in one turn.
   *
   * @throws Problem `password-too-weak`, `overloaded`
   */
  hashChosen(password: string, owner: PasswordOwner, caller?: Caller): Promise<string> {
    return this.turns.take(caller, async () => {
      refuseWeak(await this.threads.ask({ kind: 'judge', password, about: wordsAbout(owner) }));
      return this.threads.ask({ kind: 'hash', password });
    });
  }

  /**
   * @param stored null when there is no such account: takes the same time and is false
   * @throws Problem `overloaded`
   */
  async isPassword(password: string, stored: string | null, caller?: Caller): Promise<boolean> {
    const task = { kind: 'verify', password, hashed: stored ?? decoy } as const;
    const matches = await this.turns.take(caller, () => this.threads.ask(task));
    return matches && stored !== null;
  }
}
