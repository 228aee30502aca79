import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, it, onTestFinished } from 'vitest';
import { underLoad } from './support/load.ts';
import { FaultSystem } from './support/system.ts';
import { untilTrue } from './support/until.ts';

const readiness = (system: FaultSystem) =>
  Promise.all(
    system.addresses.map((address) =>
      fetch(`${address}/health/ready`).then(
        ({ status }) => status,
        () => 0,
      ),
    ),
  );

it.runIf(process.getuid?.() === 0)(
  'F9: on a full disk nothing is acknowledged that is not stored, readiness fails, and space heals it',
  async ({ skip }) => {
    const disk = mkdtempSync(join(inject('faultDirectory'), 'disk-'));
    chmodSync(disk, 0o755);
    const mounted =
      spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=400m,mode=755', 'tmpfs', disk]).status === 0;
    skip(!mounted, 'this machine lets nobody mount a small disk');
    onTestFinished(() => {
      execFileSync('umount', ['--lazy', disk]);
    });
    const directory = join(disk, 'system');
    mkdirSync(directory);
    const system = await FaultSystem.start({ apis: 1, directory });
    onTestFinished(() => system.stop());
    const candidates = await system.manyCandidates(6);

    await underLoad(candidates, { thinkMs: [5, 20], items: [3, 8], submits: 0.01 }, async (load) => {
      fill(join(disk, 'filler'));
      await untilTrue('it is not ready', 120_000, async () =>
        (await readiness(system)).every((code) => code !== 200),
      );
      rmSync(join(disk, 'filler'));
      await untilTrue('it is ready again', 60_000, async () =>
        (await readiness(system)).every((code) => code === 200),
      );
      await load.untilAllSaved();
    });

    expect(await system.faults()).toEqual([]);
  },
);

/** Takes all space but a little, which saves then use up. */
function fill(file: string): void {
  const { stdout } = spawnSync('df', ['--output=avail', '-B1', file.replace(/\/[^/]*$/, '')], {
    encoding: 'utf8',
  });
  const free = Number(stdout.trim().split('\n').at(-1));
  writeFileSync(file, Buffer.alloc(Math.max(0, free - 256 * 1024)));
}
