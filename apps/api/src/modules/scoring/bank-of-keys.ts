import { Injectable } from '@nestjs/common';
import { UnchangingValues } from '../../platform/unchanging-values.ts';
import type { FormItem } from '../exams/index.ts';
import { CertificationsRepository, ItemContents, ItemKeys, type VersionedKey } from '../item-bank/index.ts';
import type { OutcomeFrame } from './outcome-frame.ts';
import type { ClosedSession } from './closed-session.ts';

/** Of a few exams at a time, while thousands of their sessions are scored one after another. */
const mostKept = 2_000;
/** Names may be those of a moment ago: the same are wanted for each of thousands of sessions. */
const namesLastMs = 1_000;

type Certification = ClosedSession['exam']['certification'];

/** What outcomes mention by name; all of it can change from day to day. */
interface BankNames {
  readonly owner: OutcomeFrame['owner'];
  readonly domains: OutcomeFrame['domains'];
  readonly misconceptions: ReadonlyMap<string, string>;
  readonly sourceNames: ReadonlyMap<string, string>;
}

/** Content and keys of a form, side by side for those who may see both. */
@Injectable()
export class BankOfKeys {
  private readonly keptKeys = new UnchangingValues<VersionedKey>(mostKept);
  private readonly keptNames = new Map<
    Certification,
    { readonly readAtMs: number; readonly names: BankNames }
  >();

  constructor(
    private readonly contents: ItemContents,
    private readonly keys: ItemKeys,
    private readonly certifications: CertificationsRepository,
  ) {}

  async read(formItems: readonly FormItem[], keys: OutcomeFrame['keys']) {
    const contents = await this.contents.contents(formItems.map((item) => item.itemVersionId));
    const found = await this.keptKeys.of(keys.map(nameOf), async (missing) => {
      const wanted = keys.filter((key) => missing.includes(nameOf(key)));
      const read = await this.keys.keys(wanted);
      return new Map([...read.values()].map((key) => [nameOf(key), key]));
    });
    const versionedKeys = new Map([...found.values()].map((key) => [key.itemVersionId, key]));
    return { contents, versionedKeys };
  }

  /** Today's names of everything an outcome of these items may mention. */
  async frame({ exam, items }: ClosedSession): Promise<OutcomeFrame> {
    const { owner, domains, misconceptions, sourceNames } = await this.names(exam.certification);
    const errors = items.flatMap(({ versionedKey }) =>
      versionedKey.key.variables.flatMap((variable) =>
        variable.explanations.flatMap(({ error }) => error ?? []),
      ),
    );
    const cited = items.flatMap(({ formItem }) => formItem.metadata.references.map(({ source }) => source));
    return {
      owner,
      domains: domains.map(({ id, name }) => ({ id, name })),
      sources: [...new Set(cited)].toSorted().map((id) => ({ id, name: sourceNames.get(id) ?? id })),
      misconceptions: Object.fromEntries(
        [...new Set(errors)].toSorted().map((id) => [id, misconceptions.get(id) ?? '']),
      ),
      keys: items.map(({ versionedKey: { itemVersionId, keyRevision } }) => ({ itemVersionId, keyRevision })),
    };
  }

  private async names(certification: Certification): Promise<BankNames> {
    const kept = this.keptNames.get(certification);
    const now = performance.now();
    if (kept !== undefined && now - kept.readAtMs < namesLastMs) return kept.names;
    const names = await this.readNames(certification);
    this.keptNames.set(certification, { readAtMs: now, names });
    return names;
  }

  /** One after the other: within a transaction there is one connection. */
  private async readNames(certification: Certification): Promise<BankNames> {
    const domains = await this.certifications.domainsOf(certification);
    const owner = await this.certifications.ownerOf(certification);
    const misconceptions = await this.certifications.misconceptions();
    const sourceNames = await this.certifications.sourceNames();
    return { owner, domains, misconceptions, sourceNames };
  }
}

function nameOf({ itemVersionId, keyRevision }: OutcomeFrame['keys'][number]): string {
  return `${itemVersionId} ${String(keyRevision)}`;
}
