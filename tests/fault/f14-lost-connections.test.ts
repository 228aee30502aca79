import { expect, it } from 'vitest';
import { secondConnection } from '../support/second-connection.ts';
import { underLoad } from './support/load.ts';
import { useSystem } from './support/system.ts';

const system = useSystem();

/** Pools of two processes, and the connections that only save. */
const most = { attest: 2 * 10, 'attest saves': 2 * 2 };

const backends = () =>
  system().rows<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE application_name IN ('attest', 'attest saves')`,
  );

const expectNoLeak = () => {
  expect(system().proxy.connections('attest')).toBeLessThanOrEqual(most.attest);
  expect(system().proxy.connections('attest saves')).toBeLessThanOrEqual(most['attest saves']);
};

it('F14: connections that are killed one by one are replaced, and none is left over', async () => {
  const candidates = await system().manyCandidates(6);

  await underLoad(candidates, { thinkMs: [5, 30], items: [1, 3], submits: 0.02 }, async (load) => {
    for (let round = 0; round < 3; round += 1) {
      for (const { pid } of await backends()) {
        await system().rows('SELECT pg_terminate_backend($1)', [pid]);
        await load.untilAnySaved();
      }
      await load.untilAllSaved();
    }
  });

  expectNoLeak();
  expect(await system().faults()).toEqual([]);
});

it('F14: with every connection waiting for a row, more requests are told to come again and nothing hangs', async () => {
  const candidates = await system().manySitting(30);
  const holder = await secondConnection(system().database.url);
  await holder.query('BEGIN');
  await holder.query('SELECT 1 FROM exam_sessions FOR UPDATE');

  const began = performance.now();
  const asking = candidates.map((candidate, at) => {
    candidate.answer(2);
    return at % 2 === 0 ? candidate.resume() : candidate.save();
  });
  const alive = await Promise.all(system().addresses.map((address) => fetch(`${address}/health/live`)));
  const fates = await Promise.all(asking);
  const waitedMs = performance.now() - began;
  await holder.query('COMMIT');
  const again = await Promise.all(
    candidates.map((candidate) => candidate.persistently(() => candidate.save())),
  );

  expect(new Set(fates)).toEqual(new Set(['overloaded']));
  expect(waitedMs).toBeLessThan(11_000);
  expect(alive.map(({ ok }) => ok)).toEqual([true, true]);
  expect(new Set(again)).toEqual(new Set(['done']));
  expectNoLeak();
  expect(await system().faults()).toEqual([]);
});
