import { Injectable } from '@nestjs/common';
import type { SourceExam } from '@attest/item-bank';
import { Transaction } from '../../platform/database/transaction.ts';
import { newId } from '../../platform/ids/new-id.ts';
import { digestOf, FileLedger, type ImportCounts } from '../item-bank/index.ts';
import { ExamRow, ExamVersionRow, type ExamDefinition } from './exams.entity.ts';

/** Exams from files: any change of blueprint, timing or policy makes a version. */
@Injectable()
export class ExamImport {
  constructor(
    private readonly transaction: Transaction,
    private readonly ledger: FileLedger,
  ) {}

  async take(source: SourceExam, takeFiles: boolean, counts: ImportCounts): Promise<void> {
    const { id: slug, certification, ...definition } = source.record;
    const definitionHash = digestOf(definition);
    const present = await this.find(slug);
    const record = { present: present?.version.definitionHash ?? null, wanted: definitionHash };
    switch (await this.ledger.decide(source, record, takeFiles)) {
      case 'nothing':
        counts.unchanged += 1;
        return;
      case 'agree':
        counts.unchanged += 1;
        break;
      case 'conflict':
        counts.conflicts.push(source.path);
        return;
      case 'create': {
        const exam = {
          id: newId(),
          slug,
          certification,
          version: 1,
          updatedAt: await this.transaction.now(),
        };
        await this.transaction.manager.insert(ExamRow, exam);
        await this.addVersion(exam.id, 1, definition, definitionHash);
        counts.created += 1;
        break;
      }
      case 'change':
        if (present !== null) {
          const version = present.exam.version + 1;
          await this.addVersion(present.exam.id, version, definition, definitionHash);
          const updatedAt = await this.transaction.now();
          await this.transaction.manager.update(ExamRow, { id: present.exam.id }, { version, updatedAt });
        }
        counts.changed += 1;
    }
    await this.ledger.remember(source, definitionHash);
  }

  private async find(slug: string): Promise<{ exam: ExamRow; version: ExamVersionRow } | null> {
    const { manager } = this.transaction;
    const exam = await manager.findOneBy(ExamRow, { slug });
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
    });
  }
}
