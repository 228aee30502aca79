import { expect, inject, it } from 'vitest';
import { underLoad } from './support/load.ts';
import { useSystem } from './support/system.ts';

const system = useSystem({ apis: 2 });

const pace = { thinkMs: [20, 60], items: [1, 4], submits: 0.01 } as const;

it('F1: while one process is killed again and again, all candidates go on within a second by the other', async () => {
  const candidates = await system().manyCandidates(8);
  const gaps: number[] = [];

  await underLoad(candidates, pace, async (load) => {
    for (const victim of system().apis) {
      await victim.kill();
      gaps.push(await load.untilAllSaved());
      await victim.start();
    }
  });

  expect(Math.max(...gaps)).toBeLessThan(1_000);
  expect(await system().faults()).toEqual([]);
});

it('F1: a process that stands alone is killed, and saves within five seconds of its restart', async () => {
  const [alone, other] = system().apis;
  if (!alone || !other) throw new Error('the system has two processes');
  await other.stop();
  const candidates = await system().manyCandidates(4, { addresses: [alone.url] });
  const gaps: number[] = [];

  await underLoad(candidates, pace, async (load) => {
    await alone.kill();
    alone.launch();
    gaps.push(await load.untilAnySaved());
  });

  // A machine that needs longer to load the program at all is no fault of the recovery.
  expect(Math.max(...gaps)).toBeLessThan(Math.max(5_000, inject('faultStartMs')));
  expect(await system().faults()).toEqual([]);
});
