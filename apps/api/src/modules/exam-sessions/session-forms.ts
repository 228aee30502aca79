import { Injectable } from '@nestjs/common';
import {
  CandidateForm,
  type AccountId,
  type CandidateInteraction,
  type ExamSessionId,
  type SavedResponse,
} from '@attest/contracts';
import { checkMarks, checkResponse } from '@attest/exam-engine';
import { Transaction } from '../../platform/database/transaction.ts';
import { Problem } from '../../platform/http/problem.ts';
import { noSuchSession } from './exam-sessions.repository.ts';

const mostKept = 2_000;

/** What a save needs to know of a session's form; constant from the booking on. */
interface SessionForm {
  readonly candidateId: AccountId;
  readonly interactions: ReadonlyMap<string, readonly CandidateInteraction[]>;
  readonly numbers: ReadonlyMap<string, number>;
  readonly ids: ReadonlyMap<number, string>;
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

  private async form(sessionId: ExamSessionId): Promise<SessionForm | null> {
    const known = this.kept.get(sessionId);
    if (known !== undefined) return known;
    const [row] = await this.transaction.rows<{ candidateId: AccountId; body: Buffer }>(
      `SELECT s.candidate_id AS "candidateId", f.body
       FROM exam_sessions s JOIN session_forms f USING (session_id) WHERE s.session_id = $1`,
      [sessionId],
    );
    if (row === undefined) return null;
    const form = toSessionForm(row.candidateId, CandidateForm.parse(JSON.parse(row.body.toString('utf8'))));
    const oldest = this.kept.keys().next();
    if (this.kept.size >= mostKept && oldest.done !== true) this.kept.delete(oldest.value);
    this.kept.set(sessionId, form);
    return form;
  }
}

function toSessionForm(candidateId: AccountId, form: CandidateForm): SessionForm {
  const numbers = new Map<string, number>([
    ...form.items.map((item): [string, number] => [item.id, item.number]),
    ...form.stimuli.map((stimulus, at): [string, number] => [`stimulus:${stimulus.id}`, -(at + 1)]),
  ]);
  return {
    candidateId,
    interactions: new Map(form.items.map((item) => [item.id, item.interactions])),
    numbers,
    ids: new Map([...numbers].map(([id, number]) => [number, id])),
  };
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

export function numberOf(form: SessionForm, itemId: string): number {
  const number = form.numbers.get(itemId);
  if (number === undefined) throw new Error('responses are checked before they are saved');
  return number;
}

export function idOf(form: SessionForm, itemNo: number): string {
  const id = form.ids.get(itemNo);
  if (id === undefined) throw new Error(`item ${String(itemNo)} is not in the form`);
  return id;
}

export type { SessionForm };
