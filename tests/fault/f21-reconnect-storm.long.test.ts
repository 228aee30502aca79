import { expect, it, onTestFinished } from 'vitest';
import { useSystem } from './support/system.ts';
import { TcpProxy } from './support/tcp-proxy.ts';

const system = useSystem();

it('F21: two hundred candidates who come back at once with their queues are through within thirty seconds', async () => {
  const cables = await Promise.all(
    system().addresses.map((address) => TcpProxy.before(Number(new URL(address).port))),
  );
  onTestFinished(async () => {
    await Promise.all(cables.map((cable) => cable.close()));
  });
  const addresses = cables.map(({ url }) => url);
  const candidates = [];
  for (let at = 0; at < 200; at += 1) {
    candidates.push(await system().sitting(`storm-${String(at)}`, undefined, { addresses }));
  }
  for (const cable of cables) cable.goDark();
  for (const candidate of candidates) candidate.answer(12);
  let asked = 0;
  for (const cable of cables) cable.goLight();

  const began = performance.now();
  const fates = await Promise.all(
    candidates.map(async (candidate) => {
      // A player that comes back looks what is stored, then sends its queue.
      await candidate.persistently(() => {
        asked += 1;
        return candidate.resume();
      });
      return candidate.persistently(() => {
        asked += 1;
        return candidate.save();
      });
    }),
  );
  const drainedMs = performance.now() - began;

  expect(new Set(fates)).toEqual(new Set(['done']));
  expect(drainedMs).toBeLessThan(30_000);
  expect(asked).toBeLessThan(3 * 2 * candidates.length);
  expect(await system().faults()).toEqual([]);
});
