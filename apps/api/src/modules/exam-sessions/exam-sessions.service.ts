import { Injectable } from '@nestjs/common';
import {
  ExamSessionId,
  type ExamSession,
  type ExamSessionsQuery,
  type StoredResponse,
} from '@attest/contracts';
import type * as z from 'zod';
import type { Person } from '../../platform/auth/access.ts';
import { foreignCursor, readCursor, writeCursor } from '../../platform/http/cursor.ts';
import { ExamSessionsRepository } from './exam-sessions.repository.ts';
import { StoredResponses } from './stored-responses.ts';

/** What a candidate reads of their own sessions. */
@Injectable()
export class ExamSessionsService {
  constructor(
    private readonly sessions: ExamSessionsRepository,
    private readonly responses: StoredResponses,
  ) {}

  async list(
    { accountId }: Person,
    { status, limit, after }: z.infer<typeof ExamSessionsQuery>,
  ): Promise<{ examSessions: ExamSession[]; next: string | null }> {
    const before = ExamSessionId.nullable().safeParse(readCursor(after)?.[0] ?? null);
    if (!before.success) throw foreignCursor();
    const found = await this.sessions.list({
      accountId,
      status: status ?? null,
      beforeId: before.data,
      limit: limit + 1,
    });
    const examSessions = found.slice(0, limit);
    const last = examSessions.at(-1);
    return { examSessions, next: found.length > limit && last !== undefined ? writeCursor([last.id]) : null };
  }

  async read(
    { accountId }: Person,
    sessionId: ExamSessionId,
  ): Promise<ExamSession & { responses: StoredResponse[] }> {
    const session = await this.sessions.read(sessionId, accountId);
    return { ...session, responses: await this.responses.of(sessionId) };
  }
}
