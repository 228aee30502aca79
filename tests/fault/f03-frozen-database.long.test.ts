import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { underLoad } from './support/load.ts';
import { useSystem } from './support/system.ts';

const system = useSystem();

it('F3: while the database stands still for twenty seconds requests are refused in time, then all goes on', async () => {
  const candidates = await system().manyCandidates(20);
  const processes = system().apis.map(({ processId }) => processId);
  const waits: number[] = [];
  const replies: number[] = [];

  await underLoad(candidates, { thinkMs: [20, 100], items: [1, 4] }, async (load) => {
    system().database.freeze();
    const until = performance.now() + 20_000;
    const [probe] = candidates;
    while (performance.now() < until) {
      const began = performance.now();
      const alive = await Promise.all(system().addresses.map((address) => fetch(`${address}/health/live`)));
      waits.push(performance.now() - began);
      expect(alive.map(({ ok }) => ok)).toEqual([true, true]);
      const asked = performance.now();
      const reply = await probe?.ask('GET', '/exam-sessions');
      replies.push(performance.now() - asked);
      expect(reply?.status).toBe(503);
      await pause(200);
    }
    system().database.goOn();
    expect(await load.untilAllSaved()).toBeLessThan(15_000);
  });

  expect(Math.max(...waits)).toBeLessThan(1_000);
  expect(Math.max(...replies)).toBeLessThan(11_000);
  expect(system().apis.map(({ processId }) => processId)).toEqual(processes);
  expect(system().proxy.connections('attest')).toBeLessThanOrEqual(20);
  expect(system().proxy.connections('attest saves')).toBeLessThanOrEqual(4);
  expect(await system().faults()).toEqual([]);
});
