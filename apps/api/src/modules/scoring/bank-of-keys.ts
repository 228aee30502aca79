import { Injectable } from '@nestjs/common';
import type { FormItem } from '../exams/index.ts';
import type { ItemContent } from '@attest/item-bank';
import { CertificationsRepository, ItemContents, ItemKeys, type VersionedKey } from '../item-bank/index.ts';
import { UnchangingValues } from './unchanging-values.ts';
import type { OutcomeFrame } from './outcome-frame.ts';
import type { ClosedSession } from './closed-session.ts';

/** Of a few exams at a time, while thousands of their sessions are scored one after another. */
const mostKept = 2_000;

/** Content and keys of a form, side by side for those who may see both. */
@Injectable()
export class BankOfKeys {
  private readonly keptContents = new UnchangingValues<ItemContent>(mostKept);
  private readonly keptKeys = new UnchangingValues<VersionedKey>(mostKept);

  constructor(
    private readonly contents: ItemContents,
    private readonly keys: ItemKeys,
    private readonly certifications: CertificationsRepository,
  ) {}

  async read(formItems: readonly FormItem[], keys: OutcomeFrame['keys']) {
    const contents = await this.keptContents.of(
      formItems.map((item) => item.itemVersionId),
      async (missing) => await this.contents.contents(missing),
    );
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
    const domains = await this.certifications.domainsOf(exam.certification);
    const owner = await this.certifications.ownerOf(exam.certification);
    const misconceptions = await this.certifications.misconceptions();
    const sourceNames = await this.certifications.sourceNames();
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
}

function nameOf({ itemVersionId, keyRevision }: OutcomeFrame['keys'][number]): string {
  return `${itemVersionId} ${String(keyRevision)}`;
}
