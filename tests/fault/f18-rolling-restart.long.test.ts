import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, inject, it, onTestFinished } from 'vitest';
import { sqlState } from '../../apps/api/src/platform/database/database-errors.ts';
import { secondConnection } from '../support/second-connection.ts';
import { underLoad } from './support/load.ts';
import { LossyProxy } from './support/lossy-proxy.ts';
import { bundleApi, type PlantedChange } from './support/program-bundle.ts';
import type { Fate } from './support/candidate-parts.ts';
import type { ScriptedCandidate } from './support/scripted-candidate.ts';
import { FaultSystem, useSystem } from './support/system.ts';
import { untilTrue } from './support/until.ts';

const drained = () => ({ DRAIN_SECONDS: '3' });

const system = useSystem({ apis: 2, environment: drained });

/** Asks each process whether it is ready, a few times a second, and sends requests in turn to those that are. */
const balancer = async ({ addresses }: FaultSystem) => {
  const proxy = await LossyProxy.before(addresses[0] ?? '');
  const over = new AbortController();
  const watching = (async () => {
    while (!over.signal.aborted) {
      const answers = await Promise.allSettled(
        addresses.map((address) => fetch(`${address}/health/ready`).then(({ ok }) => ok)),
      );
      const ready = addresses.filter((_, at) => {
        const answer = answers[at];
        return answer?.status === 'fulfilled' && answer.value;
      });
      if (ready.length > 0) proxy.targets = ready;
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

/** The version after this one: it tells its name with every save, and brings a migration. */
const nextVersion: readonly PlantedChange[] = [
  {
    file: 'platform/http/fast-route.ts',
    replaces: `const own = ['content-type', type,`,
    with: `const own = ['x-version', 'next', 'content-type', type,`,
  },
  {
    file: 'migrations/index.ts',
    replaces: 'export const migrations = [',
    with: `
      class NextVersion9999999999999 {
        async up(runner) {
          await runner.query('ALTER TABLE responses ADD COLUMN next_version text');
          await runner.query('ALTER TABLE exam_sessions ADD COLUMN next_version integer NOT NULL DEFAULT 0');
        }
        async down() {}
      }
      const nextVersion = NextVersion9999999999999;
      export const migrations = [`,
  },
  {
    file: 'migrations/index.ts',
    replaces: '\n];',
    with: '\n  nextVersion,\n];',
  },
];

/** Lets candidates save without a rest while `act` runs. @returns what became of the saves */
const whileSaving = async (candidates: readonly ScriptedCandidate[], act: () => Promise<void>) => {
  const fates = new Set<Fate>();
  const over = new AbortController();
  const saving = candidates.map(async (candidate) => {
    while (!over.signal.aborted) {
      candidate.answer(2);
      fates.add(await candidate.save());
      await pause(candidate.chance.whole(50, 100));
    }
  });
  try {
    await act();
  } finally {
    over.abort();
    await Promise.all(saving);
  }
  return [...fates];
};

it('F18: no save fails while the next version replaces the processes one after the other and changes the schema', async () => {
  const changing = await FaultSystem.start({ apis: 2, environment: drained });
  onTestFinished(() => changing.stop());
  const directory = mkdtempSync(join(inject('faultDirectory'), 'next-version-'));
  const next = await bundleApi(join(directory, 'build'), nextVersion);
  const proxy = await balancer(changing);
  const candidates = await changing.manySitting(8, undefined, { addresses: [proxy.url] });
  /** Replies to saves by the version that gave them, in each act of the roll. */
  const answered: Record<string, Set<string>> = { before: new Set(), together: new Set(), after: new Set() };
  let act = 'before';
  proxy.onReply = ({ method }, headers) => {
    if (method === 'PUT') answered[act]?.add(String(headers['x-version'] ?? 'present'));
  };

  const fates = await whileSaving(candidates, async () => {
    const [first, second] = changing.apis;
    await pause(1_000);
    act = 'together';
    expect(await first?.stop()).toBe(0);
    await first?.start(next);
    await untilTrue('both versions have answered', 10_000, () => answered['together']?.size === 2);
    expect(await second?.stop()).toBe(0);
    act = 'after';
    await second?.start(next);
    await pause(1_000);
  });

  expect(fates).toEqual(['done']);
  // The first saves of a process take the long way, on which the next version does not tell its name.
  expect(answered['before']).toEqual(new Set(['present']));
  expect(answered['together']).toEqual(new Set(['present', 'next']));
  expect(answered['after']).toContain('next');
  expect(
    await changing.rows(`SELECT 1 FROM migrations WHERE name = 'NextVersion9999999999999'`),
  ).toHaveLength(1);
  expect(await changing.faults()).toEqual([]);
});

it('F18: no save fails while a migration waits for a report to end, two seconds at a time', async () => {
  const candidates = await system().manySitting(8);
  const report = await secondConnection(system().database.url);
  const migration = await secondConnection(system().database.url);
  await migration.query(`SET lock_timeout = '2s'`);
  let tries = 0;
  const persistently = async (sql: string): Promise<void> => {
    tries += 1;
    const isDone = await migration.query(sql).then(
      () => true,
      (error: unknown) => {
        if (sqlState(error) !== '55P03') throw error;
        return false;
      },
    );
    if (isDone) return;
    // Those who queued behind it come first.
    await pause(500);
    await persistently(sql);
  };

  const fates = await whileSaving(candidates, async () => {
    await report.query('BEGIN');
    await report.query('SELECT count(*) FROM responses');
    const migrating = persistently('ALTER TABLE responses ADD COLUMN next_version text');
    await pause(3_000);
    await report.query('COMMIT');
    await migrating;
    await persistently('ALTER TABLE exam_sessions ADD COLUMN next_version integer NOT NULL DEFAULT 0');
    await persistently('ALTER TABLE responses DROP COLUMN next_version');
    await persistently('ALTER TABLE exam_sessions DROP COLUMN next_version');
  });

  // It did wait in vain once.
  expect(tries).toBeGreaterThan(4);
  expect(fates).toEqual(['done']);
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
