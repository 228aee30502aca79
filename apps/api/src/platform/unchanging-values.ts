/** Keeps what never changes once it is there, such as a published version; the oldest makes room. */
export class UnchangingValues<Value> {
  private readonly kept = new Map<string, Value>();

  constructor(private readonly most: number) {}

  /** @param read called with what is not kept; what it does not find is absent */
  async of(
    names: readonly string[],
    read: (missing: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
  ): Promise<ReadonlyMap<string, Value>> {
    const missing = names.filter((name) => !this.kept.has(name));
    const found = new Map<string, Value>();
    for (const name of names) {
      const value = this.kept.get(name);
      if (value !== undefined) found.set(name, value);
    }
    if (missing.length === 0) return found;
    for (const [name, value] of await read(missing)) {
      found.set(name, value);
      this.keep(name, value);
    }
    return found;
  }

  private keep(name: string, value: Value): void {
    const [oldest] = this.kept.keys();
    if (this.kept.size >= this.most && oldest !== undefined) this.kept.delete(oldest);
    this.kept.set(name, value);
  }
}
