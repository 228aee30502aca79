import { Injectable } from '@nestjs/common';
import type { ItemFiles, ItemFilesQuery } from '@attest/contracts';
import { BankExport } from '../export/bank-export.ts';

/** Some items as files of a bank, such as `bank -- export` writes them. */
@Injectable()
export class ItemFilesService {
  constructor(private readonly bank: BankExport) {}

  async write({ id }: ItemFilesQuery): Promise<ItemFiles> {
    const files: ItemFiles['files'] = [];
    const unknown = await this.bank.itemsOf(id, (file) => {
      files.push({ path: file.path, text: file.text });
    });
    return { files, unknown };
  }
}
