import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { BaseBackup } from './support/base-backup.ts';
import { underLoad } from './support/load.ts';
import { FaultSystem, useSystem } from './support/system.ts';

const system = useSystem({ apis: 2 });

it('F20: restored to a named second, the database holds all that was acknowledged before, and nothing from after', async () => {
  const noted = join(system().directory, 'noted');
  const candidates = await system().manyCandidates(6);
  let instant = new Date(0);
  const kept: BaseBackup[] = [];

  await underLoad(candidates, { thinkMs: [10, 40], items: [1, 4], submits: 0.02 }, async (load) => {
    kept.push(await BaseBackup.of(system(), join(system().directory, 'database')));
    await load.untilAllSaved();
    await pause(2_000);
    // Nobody writes while this program copies: what is noted here was acknowledged before the second ends.
    cpSync(system().histories, noted, { recursive: true });
    const [now] = await system().rows<{ second: Date }>(
      `SELECT date_trunc('second', clock_timestamp()) + interval '1 second' AS second`,
    );
    instant = now?.second ?? instant;
    await pause(2_000);
    await load.untilAllSaved();
  });
  const [backup] = kept;
  if (backup === undefined) throw new Error('there is no backup');
  await backup.endAt(instant);

  const restored = await FaultSystem.start({ apis: 1, cluster: backup.directory });
  onTestFinished(() => restored.stop());
  copyNotes(noted, restored.histories, /\.(acknowledged|told)$/);
  // What was sent in the rest of that second may be there too.
  copyNotes(system().histories, restored.histories, /\.intents$/);

  const after = (one: FaultSystem) =>
    one.rows<{ before: number; after: number }>(
      `SELECT count(*) FILTER (WHERE saved_at <= $1)::int AS before,
         count(*) FILTER (WHERE saved_at > $1)::int AS after FROM responses`,
      [instant],
    );
  const [[original], [copy]] = await Promise.all([after(system()), after(restored)]);
  expect(original?.after).toBeGreaterThan(0);
  expect(copy?.before).toBeGreaterThan(0);
  expect(copy?.after).toBe(0);
  expect(await restored.faults()).toEqual([]);
  expect(await system().faults()).toEqual([]);
});

function copyNotes(from: string, to: string, names: RegExp): void {
  mkdirSync(to, { recursive: true });
  cpSync(from, to, { recursive: true, filter: (path) => path === from || names.test(path) });
}
