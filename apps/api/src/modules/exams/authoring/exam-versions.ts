import { Injectable } from '@nestjs/common';
import type { ExamComparison, ExamComparisonQuery, ExamVersions, ExamVersionsQuery } from '@attest/contracts';
import { changesBetween, draftOfExam } from '@attest/item-bank';
import * as z from 'zod';
import { foreignCursor, readCursor, writeCursor } from '../../../platform/http/cursor.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { AuthoredExamsRepository } from './authored-exams.repository.ts';
import { AuthoredExamsService } from './authored-exams.service.ts';

const Before = z.tuple([z.string().regex(/^\d{1,9}$/)]).nullable();

/** What was published of an exam, when, by whom, and what differs. None of it ever changes. */
@Injectable()
export class ExamVersionsService {
  constructor(
    private readonly exams: AuthoredExamsRepository,
    private readonly authored: AuthoredExamsService,
  ) {}

  /** Newest first, each with what it changed. */
  async list(examId: string, { limit, after }: z.infer<typeof ExamVersionsQuery>): Promise<ExamVersions> {
    await this.authored.find(examId);
    const before = Before.safeParse(readCursor(after));
    if (!before.success) throw foreignCursor();
    const last = before.data === null ? null : Number(before.data[0]);
    const found = await this.exams.versions(examId, last, limit + 1);
    const page = found.slice(0, limit);
    const oldest = page.at(-1);
    return {
      versions: page.map(({ version, note, savedBy, createdAt, definition }, at) => {
        const previous = found[at + 1];
        return {
          version,
          note,
          savedBy,
          savedAt: createdAt.toISOString(),
          changes:
            previous === undefined
              ? []
              : changesBetween(draftOfExam('', previous.definition), draftOfExam('', definition)),
        };
      }),
      next: found.length > limit && oldest !== undefined ? writeCursor([String(oldest.version)]) : null,
    };
  }

  async compare(examId: string, { from, to }: z.infer<typeof ExamComparisonQuery>): Promise<ExamComparison> {
    await this.authored.find(examId);
    const [one, other] = [await this.text(examId, from), await this.text(examId, to)];
    return { from, to, changes: changesBetween(one, other) };
  }

  private async text(examId: string, version: number) {
    const definition = await this.exams.definitionOf(examId, version);
    if (definition === null) {
      throw new Problem('not-found', { detail: `The exam has no version ${String(version)}.` });
    }
    return draftOfExam('', definition);
  }
}
