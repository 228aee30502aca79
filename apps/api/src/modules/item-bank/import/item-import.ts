import { Injectable } from '@nestjs/common';
import { compileItem, type SourceItem, type SourceStimulus } from '@attest/item-bank';
import { itemHash, ItemStore } from '../item-store.ts';
import { FileLedger, type ImportRun } from './file-ledger.ts';

@Injectable()
export class ItemImport {
  constructor(
    private readonly items: ItemStore,
    private readonly ledger: FileLedger,
  ) {}

  take(source: SourceItem, stimulus: SourceStimulus | null, run: ImportRun): Promise<void> {
    const { record, path, text } = source;
    const saved = { accountId: null, note: path };
    return this.ledger.take({ kind: 'item', id: record.id, path, text }, run, async () => {
      const compiled = compileItem(source, { stimulus });
      const stored = await this.items.find(record.id);
      return {
        wanted: itemHash(compiled.metadata, compiled, compiled),
        create: () => this.items.create(record, compiled, saved),
        present: stored && {
          hash: itemHash(stored.row.metadata, stored.version, stored.key),
          change: () => this.items.change(stored, record, compiled, saved),
          keepText: () => this.items.keepText(stored, record, saved),
        },
      };
    });
  }
}
