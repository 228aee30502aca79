import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import { startProcess, type AttestProcess } from '../../../../../tests/support/attest-process.ts';
import type { HttpClient } from '../../../../../tests/support/http-client.ts';
import { Load } from '../health/load.ts';
import { bounds } from './urgency.ts';

const attest = useAttest();
let crowded: AttestProcess;
beforeAll(async () => {
  crowded = await startProcess(attest.databaseUrl, { PUBLIC_URL: attest.url });
});
afterAll(() => crowded.close());

const session = `/exam-sessions/${randomUUID()}`;
const saved = { epoch: 1, responses: [{ itemId: 'a', revision: 1, value: null }] };

/** The first to be turned away first. */
const asking: readonly (readonly [string, (client: HttpClient) => Promise<{ readonly status: number }>])[] = [
  ['report', (client) => client.get('/audit-events')],
  ['list', (client) => client.get('/exams')],
  ['sign-in', (client) => client.get('/me')],
  ['change', (client) => client.post('/exam-sessions', {})],
  ['start', (client) => client.post(`${session}/start`)],
  ['resume', (client) => client.post(`${session}/resume`)],
  ['section', (client) => client.post(`${session}/sections/1`, { epoch: 1 })],
  ['save', (client) => client.put(`${session}/responses`, saved)],
  ['submit', (client) => client.post(`${session}/submit`, { epoch: 1 })],
];

it.each([
  { waiting: 0.9, delayMs: 149, turnsAway: [] },
  { waiting: 1, delayMs: 0, turnsAway: ['report'] },
  { waiting: 0, delayMs: 150, turnsAway: ['report'] },
  { waiting: 4, delayMs: 0, turnsAway: ['report', 'list'] },
  { waiting: 0, delayMs: 300, turnsAway: ['report', 'list'] },
  { waiting: 8, delayMs: 0, turnsAway: ['report', 'list', 'sign-in'] },
  { waiting: 0, delayMs: 600, turnsAway: ['report', 'list', 'sign-in'] },
  { waiting: 15, delayMs: 0, turnsAway: ['report', 'list', 'sign-in', 'change'] },
  { waiting: 0, delayMs: 800, turnsAway: ['report', 'list', 'sign-in', 'change'] },
  { waiting: 40, delayMs: 0, turnsAway: ['report', 'list', 'sign-in', 'change', 'start'] },
  { waiting: 0, delayMs: 1_000, turnsAway: ['report', 'list', 'sign-in', 'change', 'start'] },
  {
    waiting: 50,
    delayMs: 0,
    turnsAway: ['report', 'list', 'sign-in', 'change', 'start', 'resume', 'section'],
  },
  {
    waiting: 9_999,
    delayMs: 9_999,
    turnsAway: ['report', 'list', 'sign-in', 'change', 'start', 'resume', 'section'],
  },
])('with $waiting waiting and $delayMs ms of delay turns away $turnsAway', async (given) => {
  Object.defineProperties(crowded.app.get(Load, { strict: false }), {
    waitingPerConnection: { value: given.waiting, configurable: true },
    standingDelayMs: { value: given.delayMs, configurable: true },
  });
  const client = crowded.as(await attest.given.candidate());

  const replies = await Promise.all(
    asking.map(async ([kind, ask]) => ({ kind, status: (await ask(client)).status })),
  );

  expect(replies.filter(({ status }) => status === 503).map(({ kind }) => kind)).toEqual(given.turnsAway);
});

it('each kind is turned away at a heavier load than the one before it, imports after reports', () => {
  const rising = Object.values(bounds);
  const sorted = rising.toSorted((one, other) => one.waiting - other.waiting);

  expect(Object.keys(bounds)).toEqual(['report', 'import', 'list', 'sign-in', 'change', 'start', 'resume']);
  expect(rising).toEqual(sorted);
  expect(rising).toEqual(rising.toSorted((one, other) => one.delayMs - other.delayMs));
});
