import { Client, type ClientConfig } from 'pg';

/** Statements stand in the program, so there are few; lists of varying length must not make them many. */
const mostNames = 1_000;

/**
 * A connection that has each statement planned once, not at every use: for most of ours planning costs the
 * database more than running them.
 */
export class PlanningClient extends Client {
  private readonly names = new Map<string, string>();

  constructor(config?: ClientConfig | string) {
    super(config);
    const query: unknown = Reflect.get(this, 'query');
    if (typeof query !== 'function') throw new Error('pg has no query');
    const named = (text: unknown, values: unknown, ...more: unknown[]): unknown => {
      const name = typeof text === 'string' && isFilled(values) ? this.nameOf(text) : null;
      return Reflect.apply(query, this, [name === null ? text : { name, text }, values, ...more]);
    };
    Reflect.set(this, 'query', named);
  }

  private nameOf(text: string): string | null {
    const known = this.names.get(text);
    if (known !== undefined) return known;
    if (this.names.size >= mostNames) return null;
    const name = `attest-${String(this.names.size + 1)}`;
    this.names.set(text, name);
    return name;
  }
}

/** A statement without values may be several, or one that the server does not plan. */
function isFilled(values: unknown): boolean {
  return Array.isArray(values) && values.length > 0;
}
