import { Injectable } from '@nestjs/common';
import { FailureLimit } from './failure-limit.ts';
import { KnownSources } from './known-sources.ts';

const quarterHour = 15 * 60;

/**
 * Counts failures, never successes: a class of honest people behind one address is not slowed. The
 * narrow limit is per account *and* source; the wider ones bound guessing against many accounts from
 * one source, and against one account from many sources. The last one would let a stranger with many
 * sources lock somebody out, so it does not count where the account has signed in from before.
 */
@Injectable()
export class AttemptsLimit {
  private readonly byAccountAndSource = new FailureLimit(10, quarterHour);
  private readonly byAccount = new FailureLimit(100, quarterHour);
  private readonly bySource = new FailureLimit(200, quarterHour);
  private readonly registrations = new FailureLimit(300, quarterHour);

  constructor(private readonly known: KnownSources) {}

  /**
   * Tries a password. While it is being tried it counts as failed for this account and source, so
   * that guesses sent all at once are no more than guesses sent one by one.
   *
   * @param attempt null when the password is wrong
   * @throws Problem `too-many-requests` while too many attempts failed lately
   */
  async trying<Found>(
    email: string,
    source: string,
    attempt: () => Promise<Found | null>,
  ): Promise<Found | null> {
    await this.bySource.refuseAtLimit(source);
    if (!this.known.has(email, source)) await this.byAccount.refuseAtLimit(email);
    const both = `${email} ${source}`;
    await this.byAccountAndSource.countOrRefuse(both);
    let found: Found | null;
    try {
      found = await attempt();
    } catch (error) {
      // Not judged, so it says nothing about the password.
      await this.byAccountAndSource.takeBack(both);
      throw error;
    }
    if (found === null) {
      await Promise.all([this.byAccount.count(email), this.bySource.count(source)]);
    } else {
      await this.byAccountAndSource.forget(both);
      this.known.remember(email, source);
    }
    return found;
  }

  async registering(source: string): Promise<void> {
    await this.registrations.countOrRefuse(source);
  }

  /** Where an account was made, its owner may come back. */
  registered(email: string, source: string): void {
    this.known.remember(email, source);
  }
}
