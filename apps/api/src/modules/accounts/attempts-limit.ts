import { Injectable } from '@nestjs/common';
import { Problem } from '../../platform/http/problem.ts';
import { FailureLimit } from './failure-limit.ts';
import { KnownSources } from './known-sources.ts';

const quarterHour = 15 * 60;

/** Of failures a minute from a source that is being slowed; one more for each person who signed in there. */
const slowedPace = { least: 30, most: 600 };

/**
 * Counts failures, never successes: a class of honest people behind one address is not slowed. The
 * narrow limit is per account *and* source; the wider ones bound guessing against many accounts from
 * one source, and against one account from many sources.
 *
 * The wider ones would let one person shut others out, so neither counts where the account has signed in
 * from before, and a source beyond its limit is slowed, not closed: an account has one try there, and all
 * tries together may fail so many times a minute.
 */
@Injectable()
export class AttemptsLimit {
  private readonly byAccountAndSource = new FailureLimit(10, quarterHour);
  private readonly byAccount = new FailureLimit(100, quarterHour);
  private readonly bySource = new FailureLimit(200, quarterHour);
  private readonly bySlowedSource = new FailureLimit(slowedPace.most, 60);
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
    const both = `${email} ${source}`;
    const isKnown = this.known.has(email, source);
    if (!isKnown) await this.byAccount.refuseAtLimit(email);
    const isSlowed = !isKnown && (await this.bySource.isAtLimit(source));
    if (isSlowed) await this.refuseBeyondPace(both, source);
    await this.byAccountAndSource.countOrRefuse(both);
    let found: Found | null;
    try {
      found = await attempt();
    } catch (error) {
      // Not judged, so it says nothing about the password.
      await this.byAccountAndSource.takeBack(both);
      if (isSlowed) await this.bySlowedSource.takeBack(source);
      throw error;
    }
    if (found === null) {
      await Promise.all([this.byAccount.count(email), this.bySource.count(source)]);
    } else {
      await this.byAccountAndSource.forget(both);
      if (isSlowed) await this.bySlowedSource.takeBack(source);
      this.known.remember(email, source);
    }
    return found;
  }

  private async refuseBeyondPace(both: string, source: string): Promise<void> {
    await this.byAccountAndSource.refuseIfCounted(both);
    const pace = Math.min(slowedPace.least + this.known.peopleAt(source), slowedPace.most);
    if (await this.bySlowedSource.countUpTo(pace, source)) return;
    // Tries under way are counted until they succeed, so there may be room in a moment.
    throw new Problem('too-many-requests', {
      detail: 'Many sign-ins fail at this place at the moment. Try again in a few seconds.',
      retryAfterSeconds: 5,
    });
  }

  async registering(source: string): Promise<void> {
    await this.registrations.countOrRefuse(source);
  }

  /** Where an account was made, its owner may come back. */
  registered(email: string, source: string): void {
    this.known.remember(email, source);
  }
}
