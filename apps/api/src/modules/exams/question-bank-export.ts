import { Injectable } from '@nestjs/common';
import { writeFile, type BankFile } from '@attest/item-bank';
import { Transaction } from '../../platform/database/transaction.ts';
import { BankExport } from '../item-bank/index.ts';
import { ExamsRepository } from './exams.repository.ts';

/** Exams are read so many at a time. */
const batch = 100;

/** The question bank of the database as files, all of one moment. */
@Injectable()
export class QuestionBankExport {
  constructor(
    private readonly transaction: Transaction,
    private readonly bank: BankExport,
    private readonly exams: ExamsRepository,
  ) {}

  /**
   * @param take is given one file after the other
   * @returns ids of records whose text the database does not know: their files have to be imported once
   */
  run(take: (file: BankFile) => Promise<void>): Promise<string[]> {
    return this.transaction.run(async () => {
      await this.transaction.rows(`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY`);
      await this.transaction.rows(`SET LOCAL statement_timeout = 0`);
      for (const file of await this.bank.registers()) await take(file);
      await this.takeExams(take);
      return [...(await this.bank.stimuli(take)), ...(await this.bank.items(take))];
    });
  }

  private async takeExams(take: (file: BankFile) => Promise<void>): Promise<void> {
    let after = '';
    for (;;) {
      const exams = await this.exams.all(after, batch);
      for (const { slug: id, certification, definition } of exams) {
        const path = `${certification.toLowerCase()}/exams/${id}.yaml`;
        await take({ path, text: writeFile({ id, certification, ...definition }) });
      }
      const last = exams.at(-1);
      if (last === undefined || exams.length < batch) return;
      after = last.slug;
    }
  }
}
