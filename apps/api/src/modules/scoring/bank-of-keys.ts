import { Injectable } from '@nestjs/common';
import type { FormItem } from '../exams/index.ts';
import { CertificationsRepository, ItemContents, ItemKeys } from '../item-bank/index.ts';
import type { OutcomeFrame } from './outcome-frame.ts';
import type { ClosedSession } from './closed-session.ts';

/** Content and keys of a form, side by side for those who may see both. */
@Injectable()
export class BankOfKeys {
  constructor(
    private readonly contents: ItemContents,
    private readonly keys: ItemKeys,
    private readonly certifications: CertificationsRepository,
  ) {}

  async read(formItems: readonly FormItem[], keys: OutcomeFrame['keys']) {
    const contents = await this.contents.contents(formItems.map((item) => item.itemVersionId));
    return { contents, versionedKeys: await this.keys.keys(keys) };
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
