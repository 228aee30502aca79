import { Injectable } from '@nestjs/common';
import type { ExamSessionId } from '@attest/contracts';
import { presentItem } from '@attest/exam-engine';
import { digestOf } from '@attest/item-bank';
import type { OutcomeInput, OutcomeItem, OutcomeResponse } from '@attest/scoring';
import { Transaction } from '../../platform/database/transaction.ts';
import { ExamSessionsRepository, StoredResponses } from '../exam-sessions/index.ts';
import { ExamsService, Forms } from '../exams/index.ts';
import { BankOfKeys } from './bank-of-keys.ts';
import type { OutcomeFrame } from './outcome-frame.ts';
import type { ClosedSessionItem, ClosedSession } from './closed-session.ts';

/** Brings together what a session is scored and reviewed from. */
@Injectable()
export class ScoringInputs {
  constructor(
    private readonly transaction: Transaction,
    private readonly sessions: ExamSessionsRepository,
    private readonly exams: ExamsService,
    private readonly forms: Forms,
    private readonly bank: BankOfKeys,
    private readonly responses: StoredResponses,
  ) {}

  /** Until the end of the transaction nobody reopens or voids the session. */
  async hold(sessionId: ExamSessionId): Promise<void> {
    await this.transaction.rows(`SELECT 1 FROM exam_sessions WHERE session_id = $1 FOR NO KEY UPDATE`, [
      sessionId,
    ]);
  }

  /** @param keys the key revisions to use; without them those the form was assembled with */
  async load(sessionId: ExamSessionId, keys: OutcomeFrame['keys'] | null): Promise<ClosedSession> {
    const session = await this.sessions.find(sessionId);
    if (session === null) throw new Error(`session ${sessionId} is missing`);
    // One after the other: within a transaction there is one connection.
    const exam = await this.exams.getVersion(session.examVersionId);
    const formItems = await this.forms.itemsOf(session.formId);
    const responses = await this.responses.numbered(sessionId);
    const { contents, versionedKeys } = await this.bank.read(formItems, keys ?? formItems);
    const byNumber = new Map(responses.map((response) => [response.itemNo, response]));
    const items = formItems.map((formItem): ClosedSessionItem => {
      const content = contents.get(formItem.itemVersionId);
      const versionedKey = versionedKeys.get(formItem.itemVersionId);
      if (content === undefined || versionedKey === undefined) {
        throw new Error(`content or key of ${formItem.metadata.bankId} is missing`);
      }
      const place = { sessionId, itemNo: formItem.itemNo, stimulusId: formItem.metadata.stimulusBankId };
      return {
        formItem,
        content,
        presented: presentItem(content, place),
        versionedKey,
        response: byNumber.get(formItem.itemNo) ?? null,
      };
    });
    return { session, exam, items };
  }

  async receiptDigest({ sessionId, closing }: ClosedSession['session']): Promise<string> {
    const [row] = await this.transaction.rows<{ digest: string }>(
      `SELECT digest FROM receipts WHERE session_id = $1 AND closing = $2`,
      [sessionId, closing],
    );
    if (row === undefined) throw new Error(`session ${sessionId} has no receipt`);
    return row.digest;
  }
}

/** Everything `makeOutcome` asks for, in bank ids. */
export function outcomeInput(
  { session, exam, items }: ClosedSession,
  frame: OutcomeFrame,
  receiptDigest: string,
  revision: number,
): OutcomeInput {
  const { startedAt, closedAt } = session;
  if (startedAt === null || closedAt === null) throw new Error('only a closed session has an outcome');
  return {
    session: { id: session.sessionId, startedAt: startedAt.toISOString(), closedAt: closedAt.toISOString() },
    revision,
    exam: { slug: exam.slug, title: exam.definition.title, certification: exam.certification },
    owner: frame.owner,
    items: items.map(toOutcomeItem),
    responses: items.flatMap(({ response, presented }): OutcomeResponse[] =>
      response === null
        ? []
        : [
            {
              number: response.itemNo,
              value: presented.toCanonicalValue(response.value),
              secondsSpent: response.marks.secondsSpent ?? null,
            },
          ],
    ),
    studyRawCut: null,
    domains: frame.domains,
    sources: frame.sources,
    errors: frame.misconceptions,
    madeFrom: {
      form: digestOf(
        items.map(({ formItem }) => [formItem.itemNo, formItem.itemVersionId, formItem.metadata]),
      ),
      keys: digestOf(items.map(({ versionedKey }) => versionedKey.keyHash)),
      responses: receiptDigest,
    },
    canReview: exam.definition.reveal !== 'none',
  };
}

function toOutcomeItem({ formItem, versionedKey }: ClosedSessionItem): OutcomeItem {
  const { domain, expectedDifficulty, references, isScored } = formItem.metadata;
  return {
    number: formItem.itemNo,
    domain,
    expectedDifficulty,
    references,
    isPretest: !isScored,
    key: versionedKey.key,
  };
}
