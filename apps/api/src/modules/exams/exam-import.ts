import { Injectable } from '@nestjs/common';
import { digestOf, type SourceExam } from '@attest/item-bank';
import { Transaction } from '../../platform/database/transaction.ts';
import { newId } from '../../platform/ids/new-id.ts';
import { FileLedger, type ImportRun } from '../item-bank/index.ts';
import { ExamRow, ExamVersionRow, type ExamDefinition } from './exams.entity.ts';

/** Exams from files: any change of blueprint, timing or policy makes a version. */
@Injectable()
export class ExamImport {
  constructor(
    private readonly transaction: Transaction,
    private readonly ledger: FileLedger,
  ) {}

  take(source: SourceExam, run: ImportRun): Promise<void> {
    const { id: slug, certification, ...definition } = source.record;
    const file = { kind: 'exam', id: slug, path: source.path, text: source.text } as const;
    return this.ledger.take(file, run, async () => {
      const wanted = digestOf(definition);
      const present = await this.find(slug);
      return {
        wanted,
        create: () => this.create({ slug, certification }, definition, wanted),
        present: present && {
          hash: present.version.definitionHash,
          change: () => this.change(present.exam, definition, wanted),
        },
      };
    });
  }

  private async create(
    named: Pick<ExamRow, 'slug' | 'certification'>,
    definition: ExamDefinition,
    definitionHash: string,
  ): Promise<void> {
    const id = newId();
    const updatedAt = await this.transaction.now();
    await this.transaction.manager.insert(ExamRow, { id, ...named, version: 1, updatedAt });
    await this.addVersion(id, 1, definition, definitionHash);
  }

  private async change(exam: ExamRow, definition: ExamDefinition, definitionHash: string): Promise<void> {
    const version = exam.version + 1;
    await this.addVersion(exam.id, version, definition, definitionHash);
    const updatedAt = await this.transaction.now();
    await this.transaction.manager.update(ExamRow, { id: exam.id }, { version, updatedAt });
  }

  private async find(slug: string): Promise<{ exam: ExamRow; version: ExamVersionRow } | null> {
    const { manager } = this.transaction;
    // Nobody publishes it on screen meanwhile.
    const lock = { mode: 'pessimistic_write' } as const;
    const exam = await manager.findOne(ExamRow, { where: { slug }, lock });
    if (exam === null) return null;
    const version = await manager.findOneByOrFail(ExamVersionRow, { examId: exam.id, version: exam.version });
    return { exam, version };
  }

  private async addVersion(
    examId: string,
    version: number,
    definition: ExamDefinition,
    definitionHash: string,
  ) {
    const createdAt = await this.transaction.now();
    await this.transaction.manager.insert(ExamVersionRow, {
      id: newId(),
      examId,
      version,
      definition,
      definitionHash,
      createdAt,
      note: null,
      savedBy: null,
    });
  }
}
