import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Problem } from '../../platform/http/problem.ts';

/** Counts failures by a key for some time, in this process. */
export class FailureLimit {
  private readonly limiter: RateLimiterMemory;

  constructor(most: number, seconds: number) {
    this.limiter = new RateLimiterMemory({ points: most, duration: seconds });
  }

  /** @throws Problem `too-many-requests` where as many are counted as may be */
  async refuseAtLimit(key: string): Promise<void> {
    const state = await this.limiter.get(key);
    if (state !== null && state.consumedPoints >= this.limiter.points) throw refusal(state);
  }

  /** @throws Problem `too-many-requests` where any is counted */
  async refuseIfCounted(key: string): Promise<void> {
    const state = await this.limiter.get(key);
    if (state !== null && state.consumedPoints > 0) throw refusal(state);
  }

  async isAtLimit(key: string): Promise<boolean> {
    const state = await this.limiter.get(key);
    return state !== null && state.consumedPoints >= this.limiter.points;
  }

  async count(key: string): Promise<void> {
    await this.limiter.penalty(key);
  }

  /** @returns false, and counts nothing, where more than so many would be counted */
  async countUpTo(most: number, key: string): Promise<boolean> {
    const { consumedPoints } = await this.limiter.penalty(key);
    if (consumedPoints <= most) return true;
    await this.limiter.reward(key);
    return false;
  }

  /** Asks and counts in one step. @throws Problem `too-many-requests` */
  async countOrRefuse(key: string): Promise<void> {
    try {
      await this.limiter.consume(key);
    } catch (state) {
      throw state instanceof RateLimiterRes ? refusal(state) : state;
    }
  }

  async takeBack(key: string): Promise<void> {
    await this.limiter.reward(key);
  }

  async forget(key: string): Promise<void> {
    await this.limiter.delete(key);
  }
}

function refusal({ msBeforeNext }: RateLimiterRes): Problem {
  const minutes = Math.ceil(msBeforeNext / 60_000);
  return new Problem('too-many-requests', {
    detail: `Too many attempts were made. Try again in ${minutes > 1 ? `${String(minutes)} minutes` : 'a minute'}.`,
    retryAfterSeconds: Math.ceil(msBeforeNext / 1000),
  });
}
