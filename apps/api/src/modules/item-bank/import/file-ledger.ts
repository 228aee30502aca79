import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import canonicalize from 'canonicalize';
import { Transaction } from '../../../platform/database/transaction.ts';
import { BankFileRow } from '../item-bank.entity.ts';
import { decideImport, type ImportDecision, type ImportedRecord } from './import-decision.ts';

/** SHA-256, hex, over the RFC 8785 JSON of a value. */
export function digestOf(value: unknown): string {
  return createHash('sha256')
    .update(canonicalize(value) ?? 'null')
    .digest('hex');
}

export interface ImportedFile {
  readonly path: string;
  readonly text: string;
}

/** Remembers which file each record came from, so that an import is idempotent and honest. */
@Injectable()
export class FileLedger {
  constructor(private readonly transaction: Transaction) {}

  async decide(file: ImportedFile, record: ImportedRecord, takeFiles: boolean): Promise<ImportDecision> {
    const entry = await this.transaction.manager.findOneBy(BankFileRow, { path: file.path });
    return decideImport(digestOf(file.text), entry, record, takeFiles);
  }

  async remember(file: ImportedFile, recordHash: string): Promise<void> {
    await this.transaction.manager.upsert(
      BankFileRow,
      {
        path: file.path,
        fileHash: digestOf(file.text),
        recordHash,
        importedAt: await this.transaction.now(),
      },
      ['path'],
    );
  }
}
