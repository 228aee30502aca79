import { Injectable } from '@nestjs/common';
import type { AccountId, CandidateForm, ExamSessionId, SavedResponse } from '@attest/contracts';
import { checkMarks, checkResponse } from '@attest/exam-engine';
import { Transaction } from '../../platform/database/transaction.ts';
import { Problem } from '../../platform/http/problem.ts';
import { noSuchSession } from './exam-sessions.repository.ts';
import { outlineOf, readIds, readOutline, type FormOutline } from './form-outline.ts';

/** Some twenty kilobytes each. */
const mostKept = 10_000;

/** What a save needs to know of a session's form; constant from the booking on. */
interface SessionForm extends FormOutline {
  readonly candidateId: AccountId;
}

interface StoredForm {
  readonly sessionId: ExamSessionId;
  readonly candidateId: AccountId;
  readonly outline: string | null;
  /** Only where there is no outline: booked by an earlier version. */
  readonly body: Buffer | null;
}

/** The forms of running sessions, kept in memory so that a save is checked without a query. */
@Injectable()
export class SessionForms {
  private readonly kept = new Map<ExamSessionId, SessionForm>();

  constructor(private readonly transaction: Transaction) {}

  /** @throws Problem `not-found`, also for another candidate's session */
  async open(sessionId: ExamSessionId, candidateId: AccountId): Promise<SessionForm> {
    const form = await this.form(sessionId);
    if (form?.candidateId !== candidateId) throw noSuchSession();
    return form;
  }

  /** Like `open`, for the product's own work on a session. */
  async openAny(sessionId: ExamSessionId): Promise<SessionForm> {
    const form = await this.form(sessionId);
    if (form === null) throw new Error(`session ${sessionId} has no form`);
    return form;
  }

  /** The form as the candidate sees it in the end; what it leaves the server in is decided elsewhere. */
  async whole(sessionId: ExamSessionId): Promise<CandidateForm> {
    const [row] = await this.transaction.rows<{ body: Buffer }>(
      `SELECT body FROM session_forms WHERE session_id = $1`,
      [sessionId],
    );
    if (row === undefined) throw new Error(`session ${sessionId} has no form`);
    return readForm(row.body);
  }

  /** The ids in many forms by their numbers, all that is needed of sessions that close. */
  async idsOfMany(
    sessionIds: readonly ExamSessionId[],
  ): Promise<ReadonlyMap<ExamSessionId, ReadonlyMap<number, string>>> {
    const found = new Map<ExamSessionId, ReadonlyMap<number, string>>();
    const missing = () => sessionIds.filter((id) => !found.has(id));
    for (const id of sessionIds) {
      const known = this.kept.get(id);
      if (known !== undefined) found.set(id, known.ids);
    }
    for (const { sessionId, ids } of await this.readIds(missing())) found.set(sessionId, readIds(ids));
    // Booked by an earlier version.
    for (const [sessionId, { ids }] of await this.read(missing())) found.set(sessionId, ids);
    return found;
  }

  private async form(sessionId: ExamSessionId): Promise<SessionForm | null> {
    const known = this.kept.get(sessionId);
    if (known !== undefined) return known;
    const form = (await this.read([sessionId])).get(sessionId);
    if (form === undefined) return null;
    const oldest = this.kept.keys().next();
    if (this.kept.size >= mostKept && oldest.done !== true) this.kept.delete(oldest.value);
    this.kept.set(sessionId, form);
    return form;
  }

  private async readIds(
    sessionIds: readonly ExamSessionId[],
  ): Promise<{ readonly sessionId: ExamSessionId; readonly ids: string }[]> {
    if (sessionIds.length === 0) return [];
    return this.transaction.rows(
      `SELECT session_id AS "sessionId", ids FROM session_forms
       WHERE session_id = ANY($1::uuid[]) AND ids IS NOT NULL`,
      [sessionIds],
    );
  }

  private async read(sessionIds: readonly ExamSessionId[]): Promise<Map<ExamSessionId, SessionForm>> {
    if (sessionIds.length === 0) return new Map();
    const rows = await this.transaction.rows<StoredForm>(
      `SELECT s.session_id AS "sessionId", s.candidate_id AS "candidateId", f.outline,
         CASE WHEN f.outline IS NULL THEN f.body END AS body
       FROM exam_sessions s JOIN session_forms f USING (session_id) WHERE s.session_id = ANY($1::uuid[])`,
      [sessionIds],
    );
    return new Map(rows.map((row) => [row.sessionId, toSessionForm(row)]));
  }
}

function toSessionForm({ sessionId, candidateId, outline, body }: StoredForm): SessionForm {
  if (outline !== null) return { candidateId, ...readOutline(outline) };
  if (body === null) throw new Error(`session ${sessionId} has no form`);
  return { candidateId, ...readOutline(outlineOf(readForm(body))) };
}

/** It was checked when it was assembled. */
export function readForm(body: Buffer): CandidateForm {
  return JSON.parse(body.toString('utf8')) as CandidateForm;
}

/**
 * Checks a whole request before anything is written, so that one bad answer harms no neighbour.
 *
 * @throws Problem `item-not-in-form`, `response-malformed`
 */
export function checkResponses(form: SessionForm, responses: readonly SavedResponse[]): void {
  for (const { itemId, value, marks } of responses) {
    if (!form.numbers.has(itemId)) {
      throw new Problem('item-not-in-form', { detail: `“${itemId}” is not in the form of this session.` });
    }
    const fault = checkResponse(form.interactions.get(itemId) ?? [], value) ?? checkMarks(marks ?? {});
    if (fault !== null) {
      throw new Problem('response-malformed', { detail: fault, faults: [{ path: itemId, message: fault }] });
    }
  }
}

export function numberOf(form: Pick<SessionForm, 'numbers'>, itemId: string): number {
  const number = form.numbers.get(itemId);
  if (number === undefined) throw new Error('responses are checked before they are saved');
  return number;
}

export function idOf(form: Pick<SessionForm, 'ids'>, itemNo: number): string {
  const id = form.ids.get(itemNo);
  if (id === undefined) throw new Error(`item ${String(itemNo)} is not in the form`);
  return id;
}

export type { SessionForm };
