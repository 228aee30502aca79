import { Injectable } from '@nestjs/common';

const mostKept = 50_000;

/**
 * From where accounts have signed in, as long as this process lives: the counts this knowledge is
 * weighed against live no longer either, and no address is written anywhere.
 */
@Injectable()
export class KnownSources {
  /** Pairs with their source, the one not seen for longest first. */
  private readonly seen = new Map<string, string>();
  private readonly people = new Map<string, number>();

  /** The one that was not seen for longest makes room. */
  remember(email: string, source: string): void {
    const key = `${email} ${source}`;
    this.forget(key);
    this.seen.set(key, source);
    this.people.set(source, this.peopleAt(source) + 1);
    const [oldest] = this.seen.keys();
    if (this.seen.size > mostKept && oldest !== undefined) this.forget(oldest);
  }

  has(email: string, source: string): boolean {
    return this.seen.has(`${email} ${source}`);
  }

  /** How many accounts have signed in from there. */
  peopleAt(source: string): number {
    return this.people.get(source) ?? 0;
  }

  private forget(key: string): void {
    const source = this.seen.get(key);
    if (source === undefined) return;
    this.seen.delete(key);
    const left = this.peopleAt(source) - 1;
    if (left === 0) this.people.delete(source);
    else this.people.set(source, left);
  }
}
