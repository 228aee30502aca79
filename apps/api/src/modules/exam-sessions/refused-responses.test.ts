import { ResponsesReceipt, type CandidateItem } from '@attest/contracts';
import { beforeAll, describe, expect, it } from 'vitest';
import { respondTo, storedResponses } from '../../../../../tests/support/answers.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import { detailOf } from '../../../../../tests/support/problem-detail.ts';
import {
  changedIn,
  openShortWay,
  savesBy,
  saveWays,
  unchanged,
} from '../../../../../tests/support/save-ways.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });
beforeAll(() => openShortWay(attest));

const path = ({ id }: { readonly id: string }) => `/exam-sessions/${id}/responses`;
describe.each(saveWays)('on $way', (way) => {
  const { headers } = way;
  const { saveAnyhow, save } = savesBy(attest, way);

  describe('a save is refused as a whole', () => {
    it('with more than a hundred responses, or none', async () => {
      const { candidate, session } = await attest.given.openSession();
      const many = Array.from({ length: 101 }, (_, at) => respondTo(session.form.items[0], at + 1));

      expect(await saveAnyhow(candidate, session, 1, ...many)).toBeProblem('request-malformed');
      expect(await saveAnyhow(candidate, session, 1)).toBeProblem('request-malformed');
      expect(await changedIn(attest, session)).toEqual(unchanged);
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
      expect(await changedIn(attest, session)).toEqual(unchanged);
    });

    it('when one value does not fit its question, and says which', async () => {
      const { candidate, session } = await attest.given.openSession();
      const good = respondTo(session.form.items[0]);
      const bad = { ...respondTo(session.form.items[1]), value: { OTHER: null } };

      const reply = await save(candidate, session, 1, good, bad);

      expect(reply).toBeProblem('response-malformed');
      expect(reply.body).toMatchObject({ faults: [{ path: bad.itemId }] });
      expect(await changedIn(attest, session)).toEqual(unchanged);
    });

    it('when it brings more than the body may hold', async () => {
      const { candidate, session } = await attest.given.openSession();
      const note = 'x'.repeat(4_000);
      const large = Array.from({ length: 70 }, (_, at) => ({
        ...respondTo(session.form.items[0], at + 1),
        marks: { note },
      }));

      expect(await saveAnyhow(candidate, session, 1, ...large)).toBeProblem('body-too-large');
      expect(await changedIn(attest, session)).toEqual(unchanged);
    });

    it.each<[string, string | Uint8Array<ArrayBuffer>]>([
      ['no JSON', '{"epoch":1,'],
      ['a prototype', '{"epoch":1,"responses":[{"itemId":"a","revision":1,"value":{"__proto__":null}}]}'],
      ['a list', '[]'],
      ['nothing', ''],
      ['a number beyond all', '{"epoch":1e999,"responses":[{"itemId":"a","revision":1,"value":null}]}'],
      ['no text', Uint8Array.from([0xff, 0xfe, 0x00])],
    ])('when its body is %s', async (_, rawBody) => {
      const { candidate, session } = await attest.given.openSession();

      const reply = await attest.as(candidate).put(path(session), undefined, { rawBody, headers });

      expect(reply).toBeProblem('request-malformed');
      expect(await changedIn(attest, session)).toEqual(unchanged);
    });

    it.each([
      ['a lone continuation', [0x80]],
      ['an early end', [0xe2, 0x82]],
      ['half of a pair', [0xed, 0xa0, 0xbd]],
      ['a detour', [0xc0, 0xaf]],
    ])('when a note in it is no UTF-8 but %s: nothing else is stored in its place', async (_, bytes) => {
      const { candidate, session } = await attest.given.openSession();
      const response = { ...respondTo(session.form.items[0]), marks: { note: 'HERE' } };
      const [before = '', after = ''] = JSON.stringify({ epoch: 1, responses: [response] }).split('HERE');
      const rawBody = Uint8Array.from([...Buffer.from(before), ...bytes, ...Buffer.from(after)]);

      const reply = await attest.as(candidate).put(path(session), undefined, { rawBody, headers });

      expect(reply).toBeProblem('request-malformed');
      expect(detailOf(reply)).toBe('The body is not well-formed UTF-8.');
      expect(await changedIn(attest, session)).toEqual(unchanged);
    });

    it.each([-1, 1.5, 2 ** 31, Number.MAX_SAFE_INTEGER, 2 ** 64])('with the epoch %d', async (epoch) => {
      const { candidate, session } = await attest.given.openSession();

      expect(await saveAnyhow(candidate, session, epoch, respondTo(session.form.items[0]))).toBeProblem(
        'request-malformed',
      );
      expect(await changedIn(attest, session)).toEqual(unchanged);
    });

    it.each([
      ['a negative revision', { revision: -1 }],
      ['a revision of zero', { revision: 0 }],
      ['a revision that is no whole number', { revision: 1.5 }],
      ['a revision beyond 32 bits', { revision: 2 ** 31 }],
      ['a negative time', { marks: { secondsSpent: -1 } }],
      ['a time of years', { marks: { secondsSpent: 2 ** 40 } }],
      ['a field nobody knows', { score: 1 }],
      ['an id with a space', { itemId: 'a b' }],
      ['a text for a value', { value: 'b' }],
      ['marks nobody knows', { marks: { points: 1 } }],
    ])('with %s', async (_, change) => {
      const { candidate, session } = await attest.given.openSession();
      const good = respondTo(session.form.items[1]);

      const reply = await saveAnyhow(candidate, session, 1, good, {
        ...respondTo(session.form.items[0]),
        ...change,
      });

      expect(reply).toBeProblem('request-malformed');
      expect(await changedIn(attest, session)).toEqual(unchanged);
    });

    it('without the header of our pages', async () => {
      const { candidate, session } = await attest.given.openSession();
      const body = { epoch: 1, responses: [respondTo(session.form.items[0])] };

      const reply = await attest
        .as(candidate)
        .put(path(session), body, { headers: { ...headers, 'x-requested-with': '' } });

      expect(reply).toBeProblem('request-not-from-this-site');
      expect(await changedIn(attest, session)).toEqual(unchanged);
    });
  });

  describe('a save changes nothing', () => {
    it('in a session of somebody else, which looks as if it were not there', async () => {
      const { session } = await attest.given.openSession();
      const stranger = await attest.given.candidate();
      // Only whom the process has met before goes the short way.
      await attest.as(stranger).get('/me');

      const foreign = await save(stranger, session, 1, respondTo(session.form.items[0]));
      const unknown = await save(
        stranger,
        { id: '018f0000-0000-7000-8000-000000000000' },
        1,
        respondTo(session.form.items[0]),
      );

      expect(foreign).toBeProblem('not-found');
      expect(unknown.text.replace(/"traceId":"[^"]*"/, '')).toBe(
        foreign.text.replace(/"traceId":"[^"]*"/, ''),
      );
      expect(await changedIn(attest, session)).toEqual(unchanged);
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
      expect(await changedIn(attest, session)).toEqual(unchanged);
    });

    it('with an epoch that is over, or that nobody was given', async () => {
      const { candidate, session } = await attest.given.openSession();
      await attest.as(candidate).post(`/exam-sessions/${session.id}/resume`, {});

      const older = await save(candidate, session, 1, respondTo(session.form.items[0]));
      const bogus = await save(candidate, session, 3, respondTo(session.form.items[0]));

      expect(older).toBeProblem('session-continued-elsewhere');
      expect(bogus).toBeProblem('session-continued-elsewhere');
      expect(await changedIn(attest, session)).toEqual(unchanged);
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
      expect(await changedIn(attest, session)).toMatchObject([{ item_no: 1 }]);
    });

    it('when it comes a second time, or with something else under a revision that is known', async () => {
      const { candidate, session } = await attest.given.openSession();
      const [item] = session.form.items;
      await save(candidate, session, 1, respondTo(item, 5, 0));
      const before = await storedResponses(attest.databaseUrl, session.id);

      const again = (await save(candidate, session, 1, respondTo(item, 5, 0))).read(ResponsesReceipt);
      const other = (await save(candidate, session, 1, respondTo(item, 5, 1))).read(ResponsesReceipt);

      expect(again).toMatchObject({ accepted: [[item?.id, 5]], superseded: [] });
      expect(other).toMatchObject({ accepted: [], superseded: [[item?.id, 5, respondTo(item, 5, 0).value]] });
      expect(await storedResponses(attest.databaseUrl, session.id)).toEqual(before);
    });
  });
});
