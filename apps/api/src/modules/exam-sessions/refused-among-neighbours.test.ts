import { ResponsesReceipt, type RunningSession } from '@attest/contracts';
import type { ProblemId } from '@attest/contracts/problems';
import { beforeAll, describe, expect, it } from 'vitest';
import { itemOfKind, respondTo } from '../../../../../tests/support/answers.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import type { Person } from '../../../../../tests/support/given.ts';
import type { Reply } from '../../../../../tests/support/http-client.ts';
import { openShortWay, saveWays } from '../../../../../tests/support/save-ways.ts';
import { secondConnection, untilWaiting } from '../../../../../tests/support/second-connection.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });
beforeAll(() => openShortWay(attest));

interface Bad {
  readonly candidate: Person;
  readonly stranger: Person;
  readonly session: RunningSession;
  readonly headers: Readonly<Record<string, string>>;
}

const path = ({ id }: { readonly id: string }) => `/exam-sessions/${id}/responses`;
const put = ({ candidate, session, headers }: Bad, epoch: number, ...responses: unknown[]) =>
  attest.as(candidate).put(path(session), { epoch, responses }, { headers });
const first = ({ session }: Bad, revision = 1) => respondTo(session.form.items[0], revision);
const choiceIn = ({ session }: Bad) => itemOfKind(session.form.items, 'choice') ?? session.form.items[0];

/** Saves of these sessions wait for the same connection: they differ in their last bit. */
const sessionsOfOneLane = async (candidate: Person): Promise<RunningSession[]> => {
  const lanes: [RunningSession[], RunningSession[]] = [[], []];
  for (;;) {
    const { session } = await attest.given.openSession({ candidate });
    const lane = lanes[session.id.charCodeAt(session.id.length - 1) % 2 === 0 ? 0 : 1];
    lane.push(session);
    if (lane.length === 4) return lane;
  }
};

/** Everything that is sent meanwhile gathers behind a save that cannot go on. */
const whileBusy = async <Result>(
  candidate: Person,
  session: RunningSession,
  send: () => Promise<Result>[],
): Promise<Result[]> => {
  const holder = await secondConnection(attest.databaseUrl);
  await holder.query('BEGIN');
  await holder.query('SELECT 1 FROM exam_sessions WHERE session_id = $1 FOR UPDATE', [session.id]);
  const body = { epoch: 1, responses: [respondTo(session.form.items[0])] };
  const busy = attest.as(candidate).put(path(session), body);
  await untilWaiting(attest.databaseUrl, 'attest saves');
  const replies = send();
  await expect.poll(savesWaiting).toBeGreaterThanOrEqual(2);
  await holder.query('COMMIT');
  expect((await busy).status).toBe(200);
  return Promise.all(replies);
};
const savesWaiting = async () => {
  const { text } = await attest.stranger.get('//metrics');
  return Number(/^attest_saves_waiting (\d+)$/m.exec(text)?.[1]);
};
const storedIn = ({ id }: RunningSession) =>
  attest.rows('SELECT item_no, revision, saved_at FROM responses WHERE session_id = $1', [id]);

describe.each(saveWays)('on $way, among the saves of others', ({ headers }) => {
  it.each<[string, ProblemId, (bad: Bad) => Promise<Reply>]>([
    ['with an unknown item', 'item-not-in-form', (bad) => put(bad, 1, { ...first(bad), itemId: 'nowhere' })],
    ['for a foreign session', 'not-found', (bad) => put({ ...bad, candidate: bad.stranger }, 1, first(bad))],
    ['of a stale epoch', 'session-continued-elsewhere', (bad) => put(bad, 0, first(bad))],
    ['of an epoch to come', 'session-continued-elsewhere', (bad) => put(bad, 2 ** 31 - 1, first(bad))],
    ['of an epoch beyond 32 bits', 'request-malformed', (bad) => put(bad, 2 ** 31, first(bad))],
    ['of the greatest epoch', 'request-malformed', (bad) => put(bad, Number.MAX_SAFE_INTEGER, first(bad))],
    ['of a negative revision', 'request-malformed', (bad) => put(bad, 1, first(bad, -1))],
    [
      'with a value of the wrong kind',
      'response-malformed',
      (bad) => {
        const value = { RESPONSE: { kind: 'order', order: ['a'] } };
        return put(bad, 1, { itemId: choiceIn(bad)?.id, revision: 1, value });
      },
    ],
    [
      'with 101 responses',
      'request-malformed',
      (bad) => put(bad, 1, ...Array.from({ length: 101 }, (_, at) => first(bad, at + 1))),
    ],
    [
      'of 300 kB',
      'body-too-large',
      (bad) => put(bad, 1, { ...first(bad), marks: { note: 'x'.repeat(300_000) } }),
    ],
    [
      'that is no UTF-8',
      'request-malformed',
      ({ candidate, session, headers: sent }) => {
        const rawBody = Uint8Array.from([...Buffer.from('{"epoch":1,"responses":"'), 0xff, 0x22, 0x7d]);
        return attest.as(candidate).put(path(session), undefined, { rawBody, headers: sent });
      },
    ],
    [
      'without the header of our pages',
      'request-not-from-this-site',
      (bad) => put({ ...bad, headers: { ...bad.headers, 'x-requested-with': '' } }, 1, first(bad)),
    ],
  ])('a bad one %s is refused alone, and they are stored together', async (_, problem, send) => {
    const candidate = await attest.given.candidate();
    const stranger = await attest.given.candidate();
    const [busy, session, ...others] = await sessionsOfOneLane(candidate);
    if (busy === undefined || session === undefined) throw new Error('there are four');

    const bad = { candidate, stranger, session, headers };
    const [refusal, ...good] = await whileBusy(candidate, busy, () => [
      send(bad),
      ...others.map((other) => {
        const of = { ...bad, session: other };
        return put(of, 1, first(of));
      }),
    ]);

    expect(refusal).toBeProblem(problem);
    expect(await storedIn(session)).toEqual([]);
    expect(good.map((reply) => reply.read(ResponsesReceipt).accepted)).toEqual(
      others.map(({ form }) => [[form.items[0]?.id, 1]]),
    );
    const rows = (await Promise.all(others.map(storedIn))).flat();
    // One transaction has one instant: nobody's answer had to be tried by itself.
    expect(new Set(rows.map(({ saved_at: at }) => String(at)))).toHaveLength(1);
  });

  it('one that names an item twice stores the higher revision and speaks of no other', async () => {
    const candidate = await attest.given.candidate();
    const [busy, session, ...others] = await sessionsOfOneLane(candidate);
    if (busy === undefined || session === undefined) throw new Error('there are four');

    const twice = { candidate, stranger: candidate, session, headers };
    const [reply, ...good] = await whileBusy(candidate, busy, () => [
      put(twice, 1, first(twice, 2), first(twice, 1)),
      ...others.map((other) => {
        const of = { ...twice, session: other };
        return put(of, 1, first(of));
      }),
    ]);

    const id = session.form.items[0]?.id;
    expect(reply?.read(ResponsesReceipt).accepted).toEqual([[id, 2]]);
    expect(await storedIn(session)).toMatchObject([{ item_no: 1, revision: 2 }]);
    expect(good.map(({ status }) => status)).toEqual([200, 200]);
  });
});
