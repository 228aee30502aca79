import { Accommodations, ListedAccommodation, OwnAccommodations } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { useAttest } from '../../../../../../tests/support/app.ts';
import { detailOf } from '../../../../../../tests/support/problem-detail.ts';
import type { Person } from '../../../../../../tests/support/given.ts';

const attest = useAttest();

const halfMore = {
  timeFactor: 1.5,
  extraSeconds: 0,
  breakSeconds: 600,
  tools: ['screen-reader'],
  reason: 'letter of the clinic',
  validUntil: null,
};
const proctor = () => attest.given.staff(['proctor'], { displayName: 'Pat Proctor' });
const ask = (person: Person, request = 'I read with a screen reader and need more time.') =>
  attest.as(person).post('/me/accommodation-requests', { request });
const own = async (person: Person) =>
  (await attest.as(person).get('/me/accommodations')).read(OwnAccommodations);
const grant = (decider: Person, person: Person, changes: object = {}) =>
  attest.as(decider).post('/accommodations', { email: person.email, ...halfMore, ...changes });

describe('asking for accommodations', () => {
  it('keeps one request open until somebody decides', async () => {
    const candidate = await attest.given.candidate();

    expect((await ask(candidate)).read(OwnAccommodations).requested).toMatchObject({ status: 'requested' });
    expect(await ask(candidate)).toBeProblem('accommodation-requested-already');
    expect(await own(candidate)).toMatchObject({ inForce: null, earlier: [] });
  });

  it('opens one request when twenty arrive at the same time', async () => {
    const candidate = await attest.given.candidate();

    const replies = await Promise.all(Array.from({ length: 20 }, () => ask(candidate)));

    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 409)).toHaveLength(19);
  });

  it('is not for those who only watch', async () => {
    expect(await ask(await proctor())).toBeProblem('permission-missing');
  });
});

describe('deciding on accommodations', () => {
  it('answers the request with what is granted, by whom and why', async () => {
    const candidate = await attest.given.candidate();
    await ask(candidate);

    const granted = (await grant(await proctor(), candidate)).read(ListedAccommodation);

    expect(granted).toMatchObject({
      status: 'granted',
      timeFactor: 1.5,
      breakSeconds: 600,
      tools: ['screen-reader'],
      request: 'I read with a screen reader and need more time.',
      decidedBy: 'Pat Proctor',
      account: { email: candidate.email },
    });
    expect(await own(candidate)).toMatchObject({ inForce: { id: granted.id }, requested: null });
  });

  it('replaces what was granted before, and keeps it as history', async () => {
    const [candidate, decider] = [await attest.given.candidate(), await proctor()];
    const first = (await grant(decider, candidate)).read(ListedAccommodation);

    const second = (await grant(decider, candidate, { timeFactor: 2 })).read(ListedAccommodation);

    const { inForce, earlier } = await own(candidate);
    expect(inForce).toMatchObject({ id: second.id, timeFactor: 2 });
    expect(earlier).toMatchObject([{ id: first.id, status: 'withdrawn', timeFactor: 1.5 }]);
    expect(earlier[0]?.endedAt).not.toBeNull();
  });

  it('leaves one in force when ten grants meet', async () => {
    const [candidate, decider] = [await attest.given.candidate(), await proctor()];

    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, at) => grant(decider, candidate, { extraSeconds: at })),
    );

    expect(replies.map(({ status }) => status)).toEqual(Array(10).fill(201));
    const inForce = await attest.rows(`SELECT 1 FROM accommodations WHERE status = 'granted'`);
    expect(inForce).toHaveLength(1);
  });

  it('ends at its day', async () => {
    const [candidate, decider] = [await attest.given.candidate(), await proctor()];
    const validUntil = new Date(Date.now() + 3_600_000).toISOString();
    await grant(decider, candidate, { validUntil });
    expect((await own(candidate)).inForce).toMatchObject({ validUntil });

    await attest.databaseClock.advance(3_601);

    const after = await own(candidate);
    expect(after.inForce).toBeNull();
    expect(after.earlier).toMatchObject([{ status: 'granted', validUntil }]);
    expect((await grant(decider, candidate)).status).toBe(201);
  });

  it('refuses a request, or takes back what was granted, each for a reason', async () => {
    const [candidate, decider] = [await attest.given.candidate(), await proctor()];
    const { requested } = (await ask(candidate)).read(OwnAccommodations);
    const reason = 'no document came';

    const declined = await attest
      .as(decider)
      .post(`/accommodations/${requested?.id ?? ''}/decline`, { reason });
    const { id } = (await grant(decider, candidate)).read(ListedAccommodation);
    const withdrawn = await attest.as(decider).post(`/accommodations/${id}/withdraw`, { reason });

    expect(declined.read(ListedAccommodation)).toMatchObject({ status: 'declined', reason });
    expect(withdrawn.read(ListedAccommodation)).toMatchObject({ status: 'withdrawn', reason });
    expect(await own(candidate)).toMatchObject({
      inForce: null,
      requested: null,
      earlier: [{ status: 'withdrawn' }, { status: 'declined' }],
    });
    expect(await attest.as(decider).post(`/accommodations/${id}/withdraw`, { reason })).toBeProblem(
      'decision-taken-already',
    );
    expect(await attest.as(decider).post(`/accommodations/${id}/decline`, { reason })).toBeProblem(
      'decision-taken-already',
    );
  });

  it('is never done on oneself', async () => {
    const teacher = await attest.given.instructor();
    const { requested } = (await ask(teacher)).read(OwnAccommodations);

    expect(await grant(teacher, teacher)).toBeProblem('second-person-needed');
    expect(
      await attest.as(teacher).post(`/accommodations/${requested?.id ?? ''}/decline`, { reason: 'mine' }),
    ).toBeProblem('second-person-needed');
  });

  it('is written down with who, why, before and after, and never with words about health', async () => {
    const [candidate, decider] = [await attest.given.candidate(), await proctor()];
    await ask(candidate, 'My diagnosis is private to me.');
    await grant(decider, candidate);
    await grant(decider, candidate, { timeFactor: 2, reason: 'a second letter' });

    const written = await attest.rows(
      `SELECT kind, actor_id AS "actorId", reason, body FROM audit_events ORDER BY id`,
    );

    expect(written).toMatchObject([
      { kind: 'accommodation.requested', actorId: candidate.id },
      { kind: 'accommodation.granted', actorId: decider.id, reason: 'letter of the clinic' },
      { kind: 'accommodation.granted', actorId: decider.id, reason: 'a second letter' },
    ]);
    expect(String(written[2]?.['body'])).toMatch(/"after":\{.*"timeFactor":2.*"before":\{.*"timeFactor":1.5/);
    expect(JSON.stringify(written)).not.toContain('diagnosis');
  });

  it.each([
    ['nothing at all', { timeFactor: 1, breakSeconds: 0, tools: [] }],
    ['another factor', { timeFactor: 1.3 }],
    ['a day in the past', { validUntil: '2020-01-01T00:00:00Z' }],
    ['no reason', { reason: ' ' }],
  ])('does not take %s', async (_, changes) => {
    expect(await grant(await proctor(), await attest.given.candidate(), changes)).toBeProblem(
      'request-malformed',
    );
  });

  it('says that nobody has an address', async () => {
    const decider = await proctor();
    const reply = await attest
      .as(decider)
      .post('/accommodations', { ...halfMore, email: 'nobody@example.org' });

    expect(reply).toBeProblem('not-found');
    expect(detailOf(reply)).toContain('e-mail address');
  });

  it('takes the permission', async () => {
    const [one, other] = [await attest.given.candidate(), await attest.given.candidate()];

    expect(await grant(one, other)).toBeProblem('permission-missing');
    expect(await attest.as(one).get('/accommodations')).toBeProblem('permission-missing');
  });
});

describe('the list of accommodations', () => {
  it('has requests first, is filtered by state and person, and read page by page', async () => {
    const decider = await proctor();
    const [ada, bob, eve] = await Promise.all([
      attest.given.candidate({ displayName: 'Ada Byron', email: 'ada@example.org' }),
      attest.given.candidate({ displayName: 'Bob 100% Sure', email: 'bob@example.org' }),
      attest.given.candidate({ displayName: 'Eve', email: 'eve_x@example.org' }),
    ]);
    await ask(bob);
    await grant(decider, ada);
    await grant(decider, eve);
    const list = async (query: string) =>
      (await attest.as(decider).get(`/accommodations${query}`)).read(Accommodations);
    const names = async (query: string) =>
      (await list(query)).accommodations.map(({ account }) => account.displayName);

    expect(await names('')).toEqual(['Bob 100% Sure', 'Eve', 'Ada Byron']);
    expect(await names('?status=granted')).toEqual(['Eve', 'Ada Byron']);
    expect(await names('?person=ADA@')).toEqual(['Ada Byron']);
    expect(await names('?person=100%25')).toEqual(['Bob 100% Sure']);
    expect(await names('?person=_x')).toEqual(['Eve']);

    const first = await list('?limit=1');
    const second = await list(`?limit=1&after=${first.next ?? ''}`);
    const third = await list(`?limit=1&after=${second.next ?? ''}`);
    expect(
      [first, second, third].map(({ accommodations }) => accommodations[0]?.account.displayName),
    ).toEqual(['Bob 100% Sure', 'Eve', 'Ada Byron']);
    expect(third.next).toBeNull();
  });
});
