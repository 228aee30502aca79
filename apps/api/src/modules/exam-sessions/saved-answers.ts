import { Injectable } from '@nestjs/common';
import type { AccountId, ExamSessionId, ResponseValue } from '@attest/contracts';
import { canonicalJson } from '@attest/item-bank';
import { isAnswered } from '@attest/scoring';
import { Transaction } from '../../platform/database/transaction.ts';
import type { LoggedEvent } from './session-log.ts';

/** What one save stored. */
export interface StoredAnswers {
  readonly sessionId: ExamSessionId;
  readonly candidateId: AccountId;
  readonly rows: readonly {
    readonly itemNo: number;
    readonly revision: number;
    readonly value: ResponseValue | null;
  }[];
  /** Which of the rows the statement stored; the others were known or superseded. */
  readonly stored: readonly { readonly itemNo: number; readonly revision: number }[];
}

/** By item number, the answer as text; absent: never answered; null: not known what it was. */
type Answers = Map<number, string | null>;

/** As many as there are forms kept: whoever saves needs both. */
const mostKept = 10_000;

interface AnsweredBefore {
  readonly sessionId: ExamSessionId;
  readonly itemNo: number;
  readonly value: ResponseValue | null;
}

const answeredBefore = `
  SELECT e.session_id AS "sessionId", r.item_no AS "itemNo", r.value
  FROM session_events e
  JOIN responses r ON r.session_id = e.session_id AND r.item_no = (e.body::jsonb->>'itemNumber')::int
  WHERE e.session_id = ANY($1::uuid[]) AND e.kind = 'first-answer'`;

/**
 * Tells first answers from changed ones and from saves that only moved a mark. It knows what this
 * process has seen and what the log says of the time before; a session that saves through several
 * processes may have a change written down twice, which misleads nobody.
 */
@Injectable()
export class SavedAnswers {
  private readonly kept = new Map<ExamSessionId, Answers>();

  constructor(private readonly transaction: Transaction) {}

  /** @returns the events of saves in their order */
  async eventsOf(saves: readonly StoredAnswers[]): Promise<LoggedEvent[][]> {
    await this.meet(saves);
    return saves.map((save) => this.eventsOfOne(save));
  }

  private eventsOfOne({ sessionId, candidateId, rows, stored }: StoredAnswers): LoggedEvent[] {
    const known = this.kept.get(sessionId) ?? new Map<number, string | null>();
    const events: LoggedEvent[] = [];
    for (const { itemNo, revision, value } of rows) {
      if (!stored.some((row) => row.itemNo === itemNo && row.revision === revision)) continue;
      const isAnswer = isAnswered(value);
      // Notes on a scenario are nobody's answer.
      if (itemNo <= 0 || (!isAnswer && !known.has(itemNo))) continue;
      const text = textOf(value);
      const kind = known.has(itemNo) ? 'answer-changed' : 'first-answer';
      if (known.get(itemNo) === text) continue;
      known.set(itemNo, text);
      const facts = { itemNumber: itemNo, ...(!isAnswer && { after: null }) };
      events.push({ sessionId, kind, actorId: candidateId, facts });
    }
    return events;
  }

  /** Reads once what there is of sessions that this process has not met yet. */
  private async meet(saves: readonly StoredAnswers[]): Promise<void> {
    const unknown = saves.map(({ sessionId }) => sessionId).filter((id) => !this.kept.has(id));
    if (unknown.length === 0) return;
    const answered = await this.transaction.rows<AnsweredBefore>(answeredBefore, [[...new Set(unknown)]]);
    for (const id of unknown) this.keep(id, new Map());
    for (const { sessionId, itemNo, value } of answered) {
      // What lies in the table is the answer after the saves that are being told apart here.
      const isNew = saves.some((save) => save.sessionId === sessionId && touches(save, itemNo));
      this.kept.get(sessionId)?.set(itemNo, isNew ? null : textOf(value));
    }
  }

  private keep(id: ExamSessionId, answers: Answers): void {
    const oldest = this.kept.keys().next();
    if (this.kept.size >= mostKept && oldest.done !== true) this.kept.delete(oldest.value);
    this.kept.set(id, answers);
  }
}

/** Of an answer that was cleared: nothing. */
function textOf(value: ResponseValue | null): string {
  return isAnswered(value) ? canonicalJson(value) : '';
}

function touches({ rows }: StoredAnswers, itemNo: number): boolean {
  return rows.some((row) => row.itemNo === itemNo);
}
