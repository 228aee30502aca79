import { Injectable } from '@nestjs/common';
import type { AccountId } from '@attest/contracts';
import type { Person } from '../../platform/auth/access.ts';
import { FailureLimit } from './failure-limit.ts';

const keptForMs = 5_000;
const mostKept = 20_000;

/**
 * Who showed which secret in the last five seconds, so that a save needs no look-up. A revoked
 * sign-in therefore stops within five seconds in other processes, and at once in this one.
 *
 * A source that shows many secrets nobody has soon costs no look-ups any more: only those that were
 * good before in this process are still looked up for it. So a flood ends, while everyone else behind
 * the same address goes on.
 */
@Injectable()
export class RecentPeople {
  private readonly found = new Map<string, { person: Person; untilMs: number }>();
  /** Hashes of secrets that were good once, the one not seen for longest first. */
  private readonly known = new Set<string>();
  /** A test centre has one address, and each of its browsers may bring a sign-in that has ended. */
  private readonly refused = new FailureLimit(1_000, 60);

  /** @throws Problem `too-many-requests` for an unknown secret from a source that showed too many */
  async find(hash: Buffer, source: string, lookUp: () => Promise<Person | null>): Promise<Person | null> {
    const key = hash.toString('base64');
    const kept = this.found.get(key);
    if (kept !== undefined && kept.untilMs > performance.now()) return kept.person;
    if (!this.known.has(key)) await this.refused.refuseAtLimit(source);
    const person = await lookUp();
    if (person !== null) {
      this.keep(key, person);
      return person;
    }
    this.found.delete(key);
    this.known.delete(key);
    await this.refused.count(source);
    return null;
  }

  /**
   * Whoever was here before in this process; null for all others, and for a secret that has ended: neither
   * is counted, so they have to be asked for with `find`.
   */
  async recall(hash: Buffer, lookUp: () => Promise<Person | null>): Promise<Person | null> {
    const key = hash.toString('base64');
    const kept = this.found.get(key);
    if (kept !== undefined && kept.untilMs > performance.now()) return kept.person;
    if (!this.known.has(key)) return null;
    const person = await lookUp();
    if (person !== null) this.keep(key, person);
    return person;
  }

  /** A secret that was just given out. */
  expect(hash: Buffer): void {
    this.know(hash.toString('base64'));
  }

  forget(referenceId: string): void {
    for (const [key, { person }] of this.found) {
      if (person.referenceId === referenceId) this.found.delete(key);
    }
  }

  /** Forgets every reference of the account but one. */
  forgetOthers(accountId: AccountId, keptId: string): void {
    for (const [key, { person }] of this.found) {
      if (person.accountId === accountId && person.referenceId !== keptId) this.found.delete(key);
    }
  }

  private keep(key: string, person: Person): void {
    if (this.found.size >= mostKept) this.found.clear();
    this.found.set(key, { person, untilMs: performance.now() + keptForMs });
    this.know(key);
  }

  private know(key: string): void {
    this.known.delete(key);
    this.known.add(key);
    const [oldest] = this.known;
    if (this.known.size > mostKept && oldest !== undefined) this.known.delete(oldest);
  }
}
