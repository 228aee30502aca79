import type { CandidateItem, ResponseValue, RunningSession } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { respondTo, storedResponses } from '../../../../../tests/support/answers.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import type { Person } from '../../../../../tests/support/given.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

const path = ({ id }: { readonly id: string }) => `/exam-sessions/${id}/responses`;
const save = (candidate: Person, session: { readonly id: string }, epoch: number, ...responses: unknown[]) =>
  attest.as(candidate).put(path(session), { epoch, responses });
const stored = ({ id }: RunningSession) => storedResponses(attest.databaseUrl, id);

describe('a save is refused as a whole', () => {
  it('with more than a hundred responses, or none', async () => {
    const { candidate, session } = await attest.given.openSession();
    const many = Array.from({ length: 101 }, (_, at) => respondTo(session.form.items[0], at + 1));

    expect(await save(candidate, session, 1, ...many)).toBeProblem('request-malformed');
    expect(await save(candidate, session, 1)).toBeProblem('request-malformed');
    expect(await stored(session)).toEqual([]);
  });

  it('when one question is not in the form', async () => {
    const { candidate, session } = await attest.given.openSession();
    const other = await attest.given.openSession({ exam: 'caisp-sampler' });
    const good = respondTo(session.form.items[0]);
    const foreign = respondTo(other.session.form.items[0]);

    expect(await save(candidate, session, 1, good, foreign)).toBeProblem('item-not-in-form');
    expect(await save(candidate, session, 1, { ...good, itemId: 'stimulus:other' })).toBeProblem(
      'item-not-in-form',
    );
    expect(await stored(session)).toEqual([]);
  });

  it('when one value does not fit its question, and says which', async () => {
    const { candidate, session } = await attest.given.openSession();
    const good = respondTo(session.form.items[0]);
    const bad = { ...respondTo(session.form.items[1]), value: { OTHER: null } };

    const reply = await save(candidate, session, 1, good, bad);

    expect(reply).toBeProblem('response-malformed');
    expect(reply.body).toMatchObject({ faults: [{ path: bad.itemId }] });
    expect(await stored(session)).toEqual([]);
  });

  it('when it brings more than the body may hold', async () => {
    const { candidate, session } = await attest.given.openSession();
    const note = 'x'.repeat(4_000);
    const large = Array.from({ length: 70 }, (_, at) => ({
      ...respondTo(session.form.items[0], at + 1),
      marks: { note },
    }));

    expect(await save(candidate, session, 1, ...large)).toBeProblem('body-too-large');
  });

  it.each([
    ['no JSON', '{"epoch":1,'],
    ['a prototype', '{"epoch":1,"responses":[{"itemId":"a","revision":1,"value":{"__proto__":null}}]}'],
    ['a list', '[]'],
    ['nothing', ''],
  ])('when its body is %s', async (_, rawBody) => {
    const { candidate, session } = await attest.given.openSession();

    const reply = await attest.as(candidate).put(path(session), undefined, { rawBody });

    expect(reply).toBeProblem('request-malformed');
  });

  it.each([
    ['a revision of zero', { revision: 0 }],
    ['a revision that is no whole number', { revision: 1.5 }],
    ['a revision beyond 32 bits', { revision: 2 ** 31 }],
    ['a field nobody knows', { score: 1 }],
    ['an id with a space', { itemId: 'a b' }],
    ['a text for a value', { value: 'b' }],
    ['marks nobody knows', { marks: { points: 1 } }],
  ])('with %s', async (_, change) => {
    const { candidate, session } = await attest.given.openSession();

    const reply = await save(candidate, session, 1, { ...respondTo(session.form.items[0]), ...change });

    expect(reply).toBeProblem('request-malformed');
  });
});

describe('a value must fit its question', () => {
  const ids = (item: CandidateItem) =>
    item.interactions.flatMap((entry) => ('choices' in entry ? entry.choices.map(({ id }) => id) : []));
  const premises = (item: CandidateItem) =>
    item.interactions.flatMap((entry) => (entry.kind === 'match' ? entry.premises.map(({ id }) => id) : []));

  it.each<[string, 'choice' | 'order' | 'match', (item: CandidateItem) => ResponseValue]>([
    ['a choice it does not offer', 'choice', () => ({ RESPONSE: { kind: 'choice', selected: ['nowhere'] } })],
    [
      'more choices than allowed',
      'choice',
      (item) => ({ RESPONSE: { kind: 'choice', selected: ids(item) } }),
    ],
    [
      'an order in place of a choice',
      'choice',
      (item) => ({ RESPONSE: { kind: 'order', order: ids(item) } }),
    ],
    [
      'an order without all steps',
      'order',
      (item) => ({
        RESPONSE: { kind: 'order', order: ids(item).slice(1) },
      }),
    ],
    [
      'a step twice',
      'order',
      (item) => ({
        RESPONSE: { kind: 'order', order: ids(item).map(() => String(ids(item)[0])) },
      }),
    ],
    [
      'a premise twice',
      'match',
      (item) => ({
        RESPONSE: {
          kind: 'match',
          pairs: ids(item)
            .slice(0, 2)
            .map((choice) => [String(premises(item)[0]), choice]),
        },
      }),
    ],
    [
      'a choice used twice',
      'match',
      (item) => ({
        RESPONSE: {
          kind: 'match',
          pairs: premises(item)
            .slice(0, 2)
            .map((premise) => [premise, String(ids(item)[0])]),
        },
      }),
    ],
  ])('and not be %s', async (_, kind, valueFor) => {
    const { candidate, session, item } = await attest.given.openSessionWith(kind);

    const reply = await save(candidate, session, 1, { itemId: item.id, revision: 1, value: valueFor(item) });

    expect(reply).toBeProblem('response-malformed');
    expect(await stored(session)).toEqual([]);
  });

  it('and a note may hold only characters that can be stored', async () => {
    const { candidate, session } = await attest.given.openSession();
    const good = respondTo(session.form.items[0]);

    const nul = await save(candidate, session, 1, { ...good, marks: { note: 'a\u0000b' } });
    const half = await save(candidate, session, 1, { ...good, marks: { note: '\ud83d' } });

    expect(nul).toBeProblem('request-malformed');
    expect(half).toBeProblem('request-malformed');
  });

  it('and a scenario takes notes only', async () => {
    const { candidate, session } = await attest.given.openSession();
    const itemId = `stimulus:${String(session.form.stimuli[0]?.id)}`;
    const value = respondTo(session.form.items[0]).value;

    expect(await save(candidate, session, 1, { itemId, revision: 1, value })).toBeProblem(
      'response-malformed',
    );
  });
});

describe('a save changes nothing', () => {
  it('in a session of somebody else, which looks as if it were not there', async () => {
    const { session } = await attest.given.openSession();
    const stranger = await attest.given.candidate();

    const foreign = await save(stranger, session, 1, respondTo(session.form.items[0]));
    const unknown = await save(
      stranger,
      { id: '018f0000-0000-7000-8000-000000000000' },
      1,
      respondTo(session.form.items[0]),
    );

    expect(foreign).toBeProblem('not-found');
    expect(unknown.text.replace(/"traceId":"[^"]*"/, '')).toBe(foreign.text.replace(/"traceId":"[^"]*"/, ''));
    expect(await stored(session)).toEqual([]);
  });

  it('before the start', async () => {
    const { candidate, session } = await attest.given.bookedSession();
    const [form] = await attest.rows(
      `SELECT convert_from(body, 'UTF8')::json->'items' AS items FROM session_forms`,
    );
    const items = form?.['items'] as CandidateItem[];

    expect(await save(candidate, session, 0, respondTo(items[0]))).toBeProblem('session-not-active');
    expect(await save(candidate, session, 1, respondTo(items[0]))).toBeProblem('session-not-active');
    expect(await attest.rows('SELECT 1 FROM responses')).toEqual([]);
  });

  it('after the submit', async () => {
    const { candidate, session } = await attest.given.openSession();
    await attest.as(candidate).post(`/exam-sessions/${session.id}/submit`, { epoch: 1 });

    const reply = await save(candidate, session, 1, respondTo(session.form.items[0]));

    expect(reply).toBeProblem('session-not-active');
    expect(await stored(session)).toEqual([]);
  });

  it('with an epoch that is over, or that nobody was given', async () => {
    const { candidate, session } = await attest.given.openSession();
    await attest.as(candidate).post(`/exam-sessions/${session.id}/resume`, {});

    const older = await save(candidate, session, 1, respondTo(session.form.items[0]));
    const bogus = await save(candidate, session, 3, respondTo(session.form.items[0]));

    expect(older).toBeProblem('session-continued-elsewhere');
    expect(bogus).toBeProblem('session-continued-elsewhere');
    expect(await stored(session)).toEqual([]);
  });

  it('one second after deadline and grace, while within the grace it counts', async () => {
    const { candidate, session } = await attest.given.openSession({
      startedAt: '09:00',
      minutes: 60,
      graceSeconds: 30,
    });
    const deadline = Date.parse(String(session.deadline));

    await attest.databaseClock.moveTo(new Date(deadline + 20_000));
    const inTime = await save(candidate, session, 1, respondTo(session.form.items[0]));
    await attest.databaseClock.moveTo(new Date(deadline + 31_000));
    const late = await save(candidate, session, 1, respondTo(session.form.items[1]));

    expect(inTime.status).toBe(200);
    expect(late).toBeProblem('response-after-deadline');
    expect(await stored(session)).toMatchObject([{ item_no: 1 }]);
  });
});
