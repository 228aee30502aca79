import { Inject, Injectable } from '@nestjs/common';
import { parseBank, type Fault } from '@attest/item-bank';
import { Transaction } from '../../platform/database/transaction.ts';
import { CONFIG } from '../../platform/config/config.module.ts';
import type { Config } from '../../platform/config/config.ts';
import { BankImport, noCounts, readBankFiles, type ImportCounts } from '../item-bank/index.ts';
import { ExamImport } from './exam-import.ts';

export interface BankImportReport {
  readonly faults: readonly Fault[];
  readonly certifications: readonly ({ readonly code: string } & ImportCounts)[];
}

/** Any number; one import at a time, in whatever process. */
const importLock = 7_412_290_002;

/** Brings `question-bank/` into the database: all of a certification's files or none of them. */
@Injectable()
export class QuestionBankImport {
  constructor(
    private readonly transaction: Transaction,
    private readonly bank: BankImport,
    private readonly exams: ExamImport,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @param takeFiles where file and database both changed, the file wins */
  async run({ takeFiles }: { readonly takeFiles: boolean }): Promise<BankImportReport> {
    const reading = await readBankFiles(this.config.questionBankDirectory);
    const { bank, faults: inFiles } = parseBank(reading.files);
    const faults = [...reading.faults, ...inFiles];
    if (faults.length > 0) return { faults, certifications: [] };
    const certifications: ({ code: string } & ImportCounts)[] = [];
    await this.inTurn(() => this.bank.takeRegisters(bank));
    for (const certification of bank.certifications) {
      await this.inTurn(async () => {
        const counts = noCounts();
        const importRun = { takesFiles: takeFiles, counts };
        await this.bank.takeCertification(certification, importRun);
        for (const exam of certification.exams) await this.exams.take(exam, importRun);
        certifications.push({ code: certification.code, ...counts });
      });
    }
    return { faults, certifications };
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    return this.transaction.run(async () => {
      await this.transaction.rows(`SET LOCAL statement_timeout = 0`);
      await this.transaction.rows(`SET LOCAL lock_timeout = 0`);
      await this.transaction.rows(`SELECT pg_advisory_xact_lock($1)`, [importLock]);
      await work();
    });
  }
}
