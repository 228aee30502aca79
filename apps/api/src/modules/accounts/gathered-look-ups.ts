/** More than fit into one statement with ease. */
const mostTogether = 200;

interface Wanted<Found> {
  readonly key: Buffer;
  readonly resolve: (found: Found | null) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Looks up together what is asked for while a look-up is under way. Nobody waits for others: the first is
 * looked up at once.
 */
export class GatheredLookUps<Found extends { readonly key: Buffer }> {
  private wanted: Wanted<Found>[] = [];
  private isUnderWay = false;

  constructor(private readonly findAll: (keys: readonly Buffer[]) => Promise<readonly Found[]>) {}

  find(key: Buffer): Promise<Found | null> {
    return new Promise((resolve, reject) => {
      this.wanted.push({ key, resolve, reject });
      if (!this.isUnderWay) void this.work();
    });
  }

  private async work(): Promise<void> {
    this.isUnderWay = true;
    while (this.wanted.length > 0) await this.lookUp(this.wanted.splice(0, mostTogether));
    this.isUnderWay = false;
  }

  private async lookUp(wanted: readonly Wanted<Found>[]): Promise<void> {
    try {
      const all = await this.findAll(wanted.map(({ key }) => key));
      const found = new Map(all.map((each) => [each.key.toString('base64'), each]));
      for (const { key, resolve } of wanted) resolve(found.get(key.toString('base64')) ?? null);
    } catch (error) {
      for (const { reject } of wanted) reject(error);
    }
  }
}
