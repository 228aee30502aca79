import { Injectable } from '@nestjs/common';

const mostKept = 50_000;

/**
 * From where accounts have signed in, as long as this process lives: the counts this knowledge is
 * weighed against live no longer either, and no address is written anywhere.
 */
@Injectable()
export class KnownSources {
  private readonly seen = new Set<string>();

  /** The one that was not seen for longest makes room. */
  remember(email: string, source: string): void {
    const key = `${email} ${source}`;
    this.seen.delete(key);
    this.seen.add(key);
    const [oldest] = this.seen;
    if (this.seen.size > mostKept && oldest !== undefined) this.seen.delete(oldest);
  }

  has(email: string, source: string): boolean {
    return this.seen.has(`${email} ${source}`);
  }
}
