import { expect, it } from 'vitest';
import { underLoad } from './support/load.ts';
import { useSystem } from './support/system.ts';

const system = useSystem();

it('F19: a storm of registrations, sign-ins and lists beside an exam fails no save', async () => {
  const candidates = await system().manyCandidates(8);
  const stranger = await system().candidate('stranger', { cookie: 'none' });
  const person = (at: number) => ({
    email: `storm-${String(at)}@example.org`,
    displayName: `Storm ${String(at)}`,
    password: 'plum harbour 47 lantern',
  });
  const statuses = new Set<number>();

  await underLoad(candidates, { thinkMs: [20, 100], items: [1, 4] }, async (load) => {
    const storm = Array.from({ length: 120 }, async (_, at) => {
      const { email, password } = person(at % 60);
      const registered = await stranger.ask('POST', '/accounts', person(at));
      const signedIn = await stranger.ask('POST', '/sign-in', { email, password });
      const listed = await stranger.ask('GET', '/exams?limit=100');
      for (const { status } of [registered, signedIn, listed]) statuses.add(status);
    });
    const over = new AbortController();
    const ended = Promise.all(storm).finally(() => {
      over.abort();
    });
    while (!over.signal.aborted) await load.untilAllSaved();
    await ended;
  });

  // Refused where too many ask at once or before they are registered; never broken.
  expect([...statuses].filter((status) => ![200, 201, 401, 409, 429, 503].includes(status))).toEqual([]);
  expect(await system().faults()).toEqual([]);
});
