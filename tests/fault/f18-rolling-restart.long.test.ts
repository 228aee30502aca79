import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import { mkdtempSync } from 'node:fs';
import { expect, inject, it, onTestFinished } from 'vitest';
import { underLoad } from './support/load.ts';
import { LossyProxy } from './support/lossy-proxy.ts';
import { bundleApi } from './support/program-bundle.ts';
import { useSystem } from './support/system.ts';

const system = useSystem({ apis: 2, environment: () => ({ DRAIN_SECONDS: '3' }) });

/** Asks each process whether it is ready, a few times a second, and sends requests to one that is. */
const balancer = async () => {
  const proxy = await LossyProxy.before(system().addresses[0] ?? '');
  const over = new AbortController();
  const watching = (async () => {
    while (!over.signal.aborted) {
      for (const address of system().addresses) {
        const isReady = await fetch(`${address}/health/ready`).then(
          ({ ok }) => ok,
          () => false,
        );
        if (isReady) proxy.target = address;
      }
      await pause(200);
    }
  })();
  onTestFinished(async () => {
    over.abort();
    await watching;
    await proxy.close();
  });
  return proxy;
};

it('F18: no save fails while the processes are replaced by another build, one after the other, nor while a migration runs', async () => {
  const directory = mkdtempSync(join(inject('faultDirectory'), 'next-version-'));
  const next = await bundleApi(join(directory, 'build'));
  const proxy = await balancer();
  const candidates = await system().manySitting(8, undefined, { addresses: [proxy.url] });
  const fates = new Set<string>();
  const over = new AbortController();

  const saving = candidates.map(async (candidate) => {
    while (!over.signal.aborted) {
      candidate.answer(2);
      fates.add(await candidate.save());
      await pause(candidate.chance.whole(100, 200));
    }
  });
  try {
    for (const api of system().apis) {
      expect(await api.stop()).toBe(0);
      await api.start(next);
    }
    // As a migration of the next version would: additive, and not waiting long for a lock.
    await system().rows(`SET lock_timeout = '2s'`);
    await system().rows('ALTER TABLE responses ADD COLUMN next_version text');
    await system().rows('ALTER TABLE exam_sessions ADD COLUMN next_version integer NOT NULL DEFAULT 0');
    await pause(2_000);
    await system().rows('ALTER TABLE responses DROP COLUMN next_version');
    await system().rows('ALTER TABLE exam_sessions DROP COLUMN next_version');
  } finally {
    over.abort();
    await Promise.all(saving);
  }

  expect([...fates]).toEqual(['done']);
  expect(await system().faults()).toEqual([]);
});

it('F18: sittings go on while one process after the other ends and comes back without a balancer', async () => {
  const candidates = await system().manyCandidates(6);

  await underLoad(candidates, { thinkMs: [20, 100], items: [1, 3], submits: 0.02 }, async (load) => {
    for (const api of system().apis) {
      await api.stop();
      await load.untilAllSaved();
      await api.start();
    }
  });

  expect(await system().faults()).toEqual([]);
});

it('F18: a process comes up although its first connections after the migrations break', async () => {
  const [api] = system().apis;
  await api?.stop();
  let broken = 0;
  system().proxy.rule = ({ applicationName }) => {
    if (applicationName !== 'attest' || broken >= 2) return 'pass';
    broken += 1;
    return 'cut-before';
  };
  // The other one, which runs, must not use them up.
  await system().apis[1]?.stop();

  await api?.start();
  await system().apis[1]?.start();

  expect(broken).toBe(2);
});
