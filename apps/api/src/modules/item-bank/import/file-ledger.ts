import { Injectable } from '@nestjs/common';
import { digestOf } from '@attest/item-bank';
import { Transaction } from '../../../platform/database/transaction.ts';
import { BankFileRow } from '../item-bank.entity.ts';
import { decideImport } from './import-decision.ts';
import type { ImportCounts } from './import-report.ts';

/** A file and the record it holds. Where the file lies may change; kind and id name the record. */
interface ImportedFile {
  readonly kind: BankFileRow['kind'];
  readonly id: string;
  readonly path: string;
  readonly text: string;
}

/** One run of an import. */
export interface ImportRun {
  /** Where file and database both changed, the file wins. */
  readonly takesFiles: boolean;
  readonly counts: ImportCounts;
}

/** The two sides of a record and how the database comes to hold the file's. */
interface ImportedRecord {
  /** Hash of the record as the file wants it. */
  readonly wanted: string;
  readonly create: () => Promise<void>;
  /** Null when the database has no such record. */
  readonly present: {
    readonly hash: string;
    readonly change: () => Promise<void>;
    /** Keeps the words of a file that comes to the same record. */
    readonly keepText?: () => Promise<void>;
  } | null;
}

/** Remembers which file each record came from, so that an import is idempotent and honest. */
@Injectable()
export class FileLedger {
  constructor(private readonly transaction: Transaction) {}

  /**
   * Brings one file into the database, or does nothing, or reports a conflict.
   *
   * @param describe compiles the file and looks the record up; not called for an unchanged file
   */
  async take(file: ImportedFile, run: ImportRun, describe: () => Promise<ImportedRecord>): Promise<void> {
    const { kind, id, path } = file;
    const { counts } = run;
    const fileHash = digestOf(file.text);
    const entry = await this.transaction.manager.findOneBy(BankFileRow, { kind, recordId: id });
    if (entry?.fileHash === fileHash) {
      counts.unchanged += 1;
      if (entry.path !== path) await this.remember(file, fileHash, entry.recordHash);
      return;
    }
    const { wanted, create, present } = await describe();
    switch (decideImport(entry?.recordHash ?? null, present?.hash ?? null, wanted, run.takesFiles)) {
      case 'conflict':
        counts.conflicts.push(path);
        return;
      case 'agree':
        await present?.keepText?.();
        counts.unchanged += 1;
        break;
      case 'create':
        await create();
        counts.created += 1;
        break;
      case 'change':
        await present?.change();
        counts.changed += 1;
    }
    await this.remember(file, fileHash, wanted);
  }

  private async remember({ kind, id, path }: ImportedFile, fileHash: string, recordHash: string) {
    const importedAt = await this.transaction.now();
    await this.transaction.manager.upsert(
      BankFileRow,
      { kind, recordId: id, path, fileHash, recordHash, importedAt },
      ['kind', 'recordId'],
    );
  }
}
