import {
  AccountId,
  ExamSessionId,
  type ResponseValue,
  type SavedResponse,
  type SessionStatus,
} from '@attest/contracts';
import {
  applySave,
  collapseSaves,
  type ResponseEntry,
  type SessionState,
  type SessionWithResponses,
} from '@attest/exam-engine';
import fc from 'fast-check';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bareSession, type BareSession } from '../../../../../tests/support/bare-session.ts';
import { freshDatabase } from '../../../../../tests/support/database.ts';
import { dataSourceOptions } from '../../platform/database/data-source.ts';
import { Transaction } from '../../platform/database/transaction.ts';
import { ExamSessionsRepository } from './exam-sessions.repository.ts';
import { refusalOf } from './refusal.ts';
import { ResponseVerdicts } from './response-verdicts.ts';
import { ResponseWriter } from './response-writer.ts';
import type { SessionForm } from './session-forms.ts';

const ids = new Map([
  [1, 'item-1'],
  [2, 'item-2'],
  [3, 'item-3'],
  [-1, 'stimulus:scenario'],
]);
const numbers = new Map([...ids].map(([number, id]) => [id, number]));

type Step =
  | { readonly does: 'save'; readonly epochAhead: number; readonly responses: readonly SavedResponse[] }
  | { readonly does: 'resume' }
  | { readonly does: 'open'; readonly range: readonly [number, number] | null }
  | { readonly does: 'become'; readonly status: SessionStatus }
  | { readonly does: 'have left'; readonly seconds: number | null };

const value = fc.constantFrom<ResponseValue | null>(
  null,
  { RESPONSE: null },
  { RESPONSE: { kind: 'choice', selected: ['a'] } },
  { RESPONSE: { kind: 'choice', selected: ['a', 'b'] } },
  { RESPONSE: { kind: 'inline', blanks: { one: 'x', two: 'y' } } },
  { RESPONSE: { kind: 'inline', blanks: { two: 'y', one: 'x' } } },
);
const response = fc.record({
  itemId: fc.constantFrom(...numbers.keys()),
  revision: fc.integer({ min: 1, max: 4 }),
  value,
  marks: fc.constantFrom({}, { flagged: true }, { note: 'n' }),
});
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      does: fc.constant('save' as const),
      epochAhead: fc.constantFrom(0, 0, 0, 0, -1, 1),
      responses: fc.array(response, { minLength: 1, maxLength: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.constant<Step>({ does: 'resume' }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('open' as const),
      range: fc.constantFrom<readonly [number, number] | null>(null, [1, 1], [1, 2], [2, 3], [3, 3]),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('become' as const),
      status: fc.constantFrom<SessionStatus>('active', 'active', 'active', 'paused', 'submitted', 'voided'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('have left' as const),
      // In time, within the grace of 30 s, or after it; never so close that a slow run would cross over.
      seconds: fc.constantFrom(600, 600, null, -5, -60),
    }),
  },
);

let product: Awaited<ReturnType<typeof startProduct>>;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.stop());

/** The saves of the product, on a database of its own and without anything that runs by itself. */
async function startProduct() {
  const url = await freshDatabase();
  const dataSource = await new DataSource(
    dataSourceOptions(url, { poolSize: 2, preparesStatements: true }),
  ).initialize();
  const transaction = new Transaction(dataSource);
  const writer = new ResponseWriter(url);
  return {
    url,
    transaction,
    writer,
    verdicts: new ResponseVerdicts(transaction),
    sessions: new ExamSessionsRepository(transaction),
    stop: async () => {
      await writer.onApplicationShutdown();
      await dataSource.destroy();
    },
  };
}

/** One save, told in the words of the rule. */
async function save(session: BareSession, epoch: number, responses: readonly SavedResponse[]) {
  const sessionId = ExamSessionId.parse(session.sessionId);
  const candidateId = AccountId.parse(session.candidateId);
  const form: SessionForm = { candidateId, interactions: new Map(), numbers, ids };
  const rows = collapseSaves(responses).map(({ itemId, marks, ...rest }) => ({
    sessionId,
    candidateId,
    ...rest,
    epoch,
    itemNo: numbers.get(itemId) ?? 0,
    marks: marks ?? {},
  }));
  const [held] = await product.writer.save(rows);
  if (held !== undefined) return product.verdicts.judge(form, rows, held);
  return { refused: refusalOf(await found(session), { epoch, responses: [...responses] }, form).id };
}

function ruleFor(state: SessionWithResponses, epoch: number, responses: readonly SavedResponse[], now: Date) {
  const verdict = applySave(state, { epoch, responses }, now);
  if (!verdict.accepted) return { state, reply: { refused: verdict.reason } };
  const { session, acceptedResponses: accepted, superseded } = verdict;
  return { state: session, reply: { accepted, superseded } };
}

const numberOf = (itemId: string) => numbers.get(itemId) ?? 0;

async function found({ sessionId }: BareSession) {
  const session = await product.sessions.find(ExamSessionId.parse(sessionId));
  if (session === null) throw new Error('the session is gone');
  return session;
}

async function stored({ sessionId }: BareSession): Promise<ResponseEntry[]> {
  const rows = await product.transaction.rows<Omit<ResponseEntry, 'itemId'> & { itemNo: number }>(
    `SELECT item_no AS "itemNo", revision, epoch, value, marks FROM responses WHERE session_id = $1 ORDER BY item_no`,
    [sessionId],
  );
  return rows.map(({ itemNo, ...entry }) => ({ itemId: ids.get(itemNo) ?? '', ...entry }));
}

/** Moves the session past the product, as a resume, staff or an accommodation would. */
async function move({ sessionId }: BareSession, change: Exclude<Step, { does: 'save' }>): Promise<void> {
  switch (change.does) {
    case 'resume':
      await product.transaction.rows(
        `UPDATE exam_sessions SET epoch = epoch + 1 WHERE session_id = $1 AND status = 'active'`,
        [sessionId],
      );
      return;
    case 'open':
      await product.transaction.rows(
        `UPDATE exam_sessions SET open_section = $2 - 1, open_from = $2, open_to = $3 WHERE session_id = $1`,
        [sessionId, change.range?.[0] ?? null, change.range?.[1] ?? null],
      );
      return;
    case 'become':
      await product.transaction.rows(
        `UPDATE exam_sessions SET status = $2,
           closed_at = CASE WHEN $2 = 'submitted' THEN attest_now() END,
           closed_by = CASE WHEN $2 = 'submitted' THEN 'candidate' END,
           closing = CASE WHEN $2 = 'submitted' THEN 1 ELSE 0 END,
           paused_at = CASE WHEN $2 = 'paused' THEN attest_now() END,
           paused_for = CASE WHEN $2 = 'paused' THEN 'staff' END
         WHERE session_id = $1`,
        [sessionId, change.status],
      );
      return;
    case 'have left':
      await product.transaction.rows(
        `UPDATE exam_sessions SET deadline = attest_now() + make_interval(secs => $2) WHERE session_id = $1`,
        [sessionId, change.seconds],
      );
  }
}

const byNumber = (a: ResponseEntry, b: ResponseEntry) =>
  (numbers.get(a.itemId) ?? 0) - (numbers.get(b.itemId) ?? 0);

it('comes to the verdicts and the stored responses of the rule, whatever happened before', async () => {
  const property = fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 20 }), async (history) => {
    const session = await bareSession(product.url);
    let responses: ReadonlyMap<string, ResponseEntry> = new Map();
    for (const next of history) {
      if (next.does !== 'save') {
        await move(session, next);
        continue;
      }
      const { readAt, ...state }: SessionState & { readAt: Date } = await found(session);
      const epoch = Math.max(0, state.epoch + next.epochAhead);
      const rule = ruleFor({ ...state, responses, numberOf }, epoch, next.responses, readAt);

      expect(await save(session, epoch, next.responses)).toEqual(rule.reply);

      responses = rule.state.responses;
      expect(await stored(session)).toEqual([...responses.values()].toSorted(byNumber));
    }
  });

  await fc.assert(property, { seed: 20_261_122, numRuns: 40 });
}, 120_000);

/** Of one session: the holder's save, and perhaps one by somebody whose epoch is over or never was. */
const turn = fc.record({
  responses: fc.array(response, { minLength: 1, maxLength: 3 }),
  stray: fc.option(
    fc.record({
      epochAhead: fc.constantFrom(-1, 1),
      responses: fc.array(response, { minLength: 1, maxLength: 3 }),
    }),
  ),
  change: fc.option(step.filter((next) => next.does !== 'save')),
});

it('comes to the same verdicts when the saves of many sessions and epochs go together', async () => {
  const count = 6;
  const turns = fc.array(fc.array(turn, { minLength: count, maxLength: count }), {
    minLength: 1,
    maxLength: 6,
  });
  const property = fc.asyncProperty(turns, async (history) => {
    const sessions = await Promise.all(Array.from({ length: count }, () => bareSession(product.url)));
    const kept = sessions.map((): ReadonlyMap<string, ResponseEntry> => new Map());
    for (const together of history) {
      const expected = await Promise.all(
        sessions.map(async (session, at) => {
          const { change, responses, stray } = together[at] ?? { change: null, responses: [], stray: null };
          if (change !== null) await move(session, change);
          const { readAt, ...state } = await found(session);
          const before = { ...state, responses: kept[at] ?? new Map<string, ResponseEntry>(), numberOf };
          const strayEpoch = Math.max(0, state.epoch + (stray?.epochAhead ?? 1));
          return {
            session,
            own: { epoch: state.epoch, responses, rule: ruleFor(before, state.epoch, responses, readAt) },
            stray:
              stray === null
                ? null
                : {
                    epoch: strayEpoch,
                    responses: stray.responses,
                    rule: ruleFor(before, strayEpoch, stray.responses, readAt),
                  },
          };
        }),
      );

      const saves = expected.flatMap(({ session, own, stray }) =>
        [stray, own].flatMap((asked) => (asked === null ? [] : [{ session, ...asked }])),
      );
      const replies = await Promise.all(
        saves.map((asked) => save(asked.session, asked.epoch, asked.responses)),
      );

      expect(replies).toEqual(saves.map(({ rule }) => rule.reply));
      expected.forEach(({ own }, at) => (kept[at] = own.rule.state.responses));
      const rows = await Promise.all(sessions.map(stored));
      expect(rows).toEqual(kept.map((responses) => [...responses.values()].toSorted(byNumber)));
    }
  });

  await fc.assert(property, { seed: 20_261_122, numRuns: 25 });
}, 120_000);
