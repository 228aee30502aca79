import { setTimeout as pause } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { underLoad } from './support/load.ts';
import { useSystem } from './support/system.ts';
import { TcpProxy } from './support/tcp-proxy.ts';

const system = useSystem();

const cables = async () => {
  const all = await Promise.all(
    system().addresses.map((address) => TcpProxy.before(Number(new URL(address).port))),
  );
  onTestFinished(async () => {
    await Promise.all(all.map((cable) => cable.close()));
  });
  return all;
};

it.each([5, 60])(
  'F4: after %i seconds without network, and with half-closed and slow connections, every queue drains',
  async (seconds) => {
    const all = await cables();
    const candidates = await system().manyCandidates(8, { addresses: all.map(({ url }) => url) });

    await underLoad(candidates, { thinkMs: [20, 100], items: [1, 4] }, async (load) => {
      for (const cable of all) cable.goDark();
      await pause(seconds * 1_000);
      for (const cable of all) cable.goLight();
      await load.untilAllSaved();
      for (const cable of all) cable.halfCloseAll();
      await load.untilAllSaved();
      for (const cable of all) cable.delayMs = 300;
      await load.untilAllSaved();
      for (const cable of all) cable.delayMs = 0;
    });
    await Promise.all(candidates.map((candidate) => candidate.persistently(() => candidate.save())));

    expect(candidates.map(({ unsentCount }) => unsentCount)).toEqual(candidates.map(() => 0));
    expect(await system().faults()).toEqual([]);
  },
);

it('F4: whoever comes back after deadline and grace is told so, keeps the rest and gets the receipt', async () => {
  const [cable] = await cables();
  if (!cable) throw new Error('there is a cable to each process');
  const exam = await system().exam({ durationSeconds: 8, graceSeconds: 1 });
  const candidate = await system().sitting('cut-off', exam, { addresses: [cable.url] });
  candidate.answer(4);
  await candidate.save();
  cable.goDark();
  candidate.answer(6);
  const kept = candidate.unsentCount;
  await pause(12_000);
  cable.goLight();

  const late = await candidate.persistently(() => candidate.save());
  const handedIn = await candidate.persistently(() => candidate.submit());

  expect([late, handedIn]).toEqual(['response-after-deadline', 'done']);
  expect(candidate.unsentCount).toBe(kept);
  expect(await system().faults()).toEqual([]);
});
