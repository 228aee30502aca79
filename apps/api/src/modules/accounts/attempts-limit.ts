import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Problem } from '../../platform/http/problem.ts';

const quarterHour = 15 * 60;

/**
 * Counts failures, never successes: a class of honest people behind one address is not slowed. The
 * narrow limit is per account *and* source, so that a stranger cannot lock somebody out; the wider
 * ones bound guessing against one account from many places, and against many accounts from one.
 */
@Injectable()
export class AttemptsLimit {
  private readonly byAccountAndSource = limiter('account and source', 10);
  private readonly byAccount = limiter('account', 100);
  private readonly bySource = limiter('source', 200);
  private readonly registrations = limiter('registrations', 300);

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
    await Promise.all([refuseBeyond(this.byAccount, email), refuseBeyond(this.bySource, source)]);
    const both = `${email} ${source}`;
    await consume(this.byAccountAndSource, both);
    let found: Found | null;
    try {
      found = await attempt();
    } catch (error) {
      // Not judged, so it says nothing about the password.
      await this.byAccountAndSource.reward(both);
      throw error;
    }
    if (found === null) await Promise.all([this.byAccount.penalty(email), this.bySource.penalty(source)]);
    else await this.byAccountAndSource.delete(both);
    return found;
  }

  async registering(source: string): Promise<void> {
    await consume(this.registrations, source);
  }
}

function limiter(keyPrefix: string, points: number): RateLimiterMemory {
  return new RateLimiterMemory({ keyPrefix, points, duration: quarterHour });
}

async function consume(limit: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limit.consume(key);
  } catch (state) {
    throw state instanceof RateLimiterRes ? refusal(state) : state;
  }
}

async function refuseBeyond(limit: RateLimiterMemory, key: string): Promise<void> {
  const state = await limit.get(key);
  if (state instanceof RateLimiterRes && state.consumedPoints >= limit.points) throw refusal(state);
}

function refusal({ msBeforeNext }: RateLimiterRes): Problem {
  return new Problem('too-many-requests', {
    detail: `Too many attempts were made. Try again in ${String(Math.ceil(msBeforeNext / 60_000))} minutes.`,
    retryAfterSeconds: Math.ceil(msBeforeNext / 1000),
  });
}
