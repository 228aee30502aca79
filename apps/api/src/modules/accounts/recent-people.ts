import { Injectable } from '@nestjs/common';
import type { Person } from '../../platform/auth/access.ts';

const keptForMs = 5_000;
const mostKept = 20_000;

/**
 * Who showed which secret in the last five seconds, so that a save needs no look-up. A revoked
 * sign-in therefore stops within five seconds in other processes, and at once in this one.
 */
@Injectable()
export class RecentPeople {
  private readonly found = new Map<string, { person: Person; untilMs: number }>();

  async find(hash: Buffer, lookUp: () => Promise<Person | null>): Promise<Person | null> {
    const key = hash.toString('base64');
    const kept = this.found.get(key);
    if (kept !== undefined && kept.untilMs > performance.now()) return kept.person;
    const person = await lookUp();
    if (person === null) this.found.delete(key);
    else this.keep(key, person);
    return person;
  }

  forget(referenceId: string): void {
    for (const [key, { person }] of this.found) {
      if (person.referenceId === referenceId) this.found.delete(key);
    }
  }

  private keep(key: string, person: Person): void {
    if (this.found.size >= mostKept) this.found.clear();
    this.found.set(key, { person, untilMs: performance.now() + keptForMs });
  }
}
