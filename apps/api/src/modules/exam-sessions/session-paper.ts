import { Injectable } from '@nestjs/common';
import { CandidateForm, type CandidateInteraction, type SavedResponse } from '@attest/contracts';
import { checkMarks, checkResponse } from '@attest/exam-engine';
import { Transaction } from '../../platform/database/transaction.ts';
import { Problem } from '../../platform/http/problem.ts';
import { noSuchSession } from './exam-sessions.repository.ts';

const mostKept = 2_000;

/** What a save needs to know of a session's form; constant from the booking on. */
interface Paper {
  readonly candidateId: string;
  readonly interactions: ReadonlyMap<string, readonly CandidateInteraction[]>;
  readonly numbers: ReadonlyMap<string, number>;
  readonly ids: ReadonlyMap<number, string>;
}

/** The forms of running sessions, kept in memory so that a save is checked without a query. */
@Injectable()
export class SessionPapers {
  private readonly kept = new Map<string, Paper>();

  constructor(private readonly transaction: Transaction) {}

  /** @throws Problem `not-found`, also for another candidate's session */
  async open(sessionId: string, candidateId: string): Promise<Paper> {
    const paper = await this.paper(sessionId);
    if (paper?.candidateId !== candidateId) throw noSuchSession();
    return paper;
  }

  /** Like `open`, for the product's own work on a session. */
  async openAny(sessionId: string): Promise<Paper> {
    const paper = await this.paper(sessionId);
    if (paper === null) throw new Error(`session ${sessionId} has no form`);
    return paper;
  }

  private async paper(sessionId: string): Promise<Paper | null> {
    const known = this.kept.get(sessionId);
    if (known !== undefined) return known;
    const [row] = await this.transaction.rows<{ candidateId: string; body: Buffer }>(
      `SELECT s.candidate_id AS "candidateId", f.body
       FROM exam_sessions s JOIN session_forms f USING (session_id) WHERE s.session_id = $1`,
      [sessionId],
    );
    if (row === undefined) return null;
    const paper = toPaper(row.candidateId, CandidateForm.parse(JSON.parse(row.body.toString('utf8'))));
    const oldest = this.kept.keys().next();
    if (this.kept.size >= mostKept && oldest.done !== true) this.kept.delete(oldest.value);
    this.kept.set(sessionId, paper);
    return paper;
  }
}

function toPaper(candidateId: string, form: CandidateForm): Paper {
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
export function checkResponses(paper: Paper, responses: readonly SavedResponse[]): void {
  for (const { itemId, value, marks } of responses) {
    if (!paper.numbers.has(itemId)) {
      throw new Problem('item-not-in-form', { detail: `“${itemId}” is not in the form of this session.` });
    }
    const fault = checkResponse(paper.interactions.get(itemId) ?? [], value) ?? checkMarks(marks ?? {});
    if (fault !== null) {
      throw new Problem('response-malformed', { detail: fault, faults: [{ path: itemId, message: fault }] });
    }
  }
}

export function numberOf(paper: Paper, itemId: string): number {
  const number = paper.numbers.get(itemId);
  if (number === undefined) throw new Error('responses are checked before they are saved');
  return number;
}

export function idOf(paper: Paper, itemNo: number): string {
  const id = paper.ids.get(itemNo);
  if (id === undefined) throw new Error(`item ${String(itemNo)} is not in the form`);
  return id;
}

export type { Paper };
