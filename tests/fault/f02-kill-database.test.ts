import { expect, it } from 'vitest';
import { underLoad } from './support/load.ts';
import { useSystem } from './support/system.ts';

const system = useSystem();

it('F2: saves go on within ten seconds of a crash of the whole database, and no process is restarted', async () => {
  const candidates = await system().manyCandidates(8);
  const processes = system().apis.map(({ processId }) => processId);
  const gaps: number[] = [];

  await underLoad(candidates, { thinkMs: [5, 20], items: [1, 4], submits: 0.01 }, async (load) => {
    for (let crash = 0; crash < 2; crash += 1) {
      system().database.kill();
      gaps.push(await load.untilAllSaved());
    }
  });

  expect(Math.max(...gaps)).toBeLessThan(10_000);
  expect(system().apis.map(({ processId, hasEnded }) => (hasEnded ? 'ended' : processId))).toEqual(processes);
  expect(await system().faults()).toEqual([]);
});
