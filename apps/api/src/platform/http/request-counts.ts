import { Injectable } from '@nestjs/common';
import type { ThrottlerStorage } from '@nestjs/throttler';
import type { Urgency } from './urgency.ts';

/**
 * Of each urgency, so that whoever hammers lists is not kept from saving, nor the room behind their address
 * from signing in. Per signed-in account; a whole class may share one address, so strangers get a wide limit.
 */
export const requestsPerMinute = { person: 600, address: 3_000 };

export const minuteMs = 60_000;

/** Of counts: beyond that those whose minute is over make room. */
const mostKept = 200_000;

interface Count {
  hits: number;
  untilMs: number;
}

/** @param who an account or an address */
export function countedAs(who: string, urgency: Urgency): string {
  return `${urgency} ${who}`;
}

/**
 * Counts requests in minutes that begin with somebody's first one. The library's own storage keeps the
 * instant of every request and looks through them at each, which costs more than saving an answer.
 */
@Injectable()
export class RequestCounts implements ThrottlerStorage {
  private readonly counts = new Map<string, Count>();

  increment(key: string, ttlMs: number, limit: number): ReturnType<ThrottlerStorage['increment']> {
    const { hits, untilMs } = this.count(key, ttlMs);
    const seconds = Math.ceil((untilMs - performance.now()) / 1000);
    return Promise.resolve({
      totalHits: hits,
      timeToExpire: seconds,
      isBlocked: hits > limit,
      timeToBlockExpire: hits > limit ? seconds : 0,
    });
  }

  /** Counts a request of somebody signed in. @returns whether it is one too many */
  isBeyond(accountId: string, urgency: Urgency): boolean {
    return this.count(countedAs(accountId, urgency), minuteMs).hits > requestsPerMinute.person;
  }

  private count(key: string, ttlMs: number): Count {
    const nowMs = performance.now();
    const known = this.counts.get(key);
    if (known !== undefined && known.untilMs > nowMs) {
      known.hits += 1;
      return known;
    }
    if (this.counts.size >= mostKept) this.clear(nowMs);
    const count = { hits: 1, untilMs: nowMs + ttlMs };
    this.counts.set(key, count);
    return count;
  }

  private clear(nowMs: number): void {
    for (const [key, { untilMs }] of this.counts) if (untilMs <= nowMs) this.counts.delete(key);
    if (this.counts.size >= mostKept) this.counts.clear();
  }
}
