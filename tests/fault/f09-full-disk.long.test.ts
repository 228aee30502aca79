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

/** @returns null where nobody may mount one */
const smallDisk = (): string | null => {
  const disk = mkdtempSync(join(inject('faultDirectory'), 'disk-'));
  chmodSync(disk, 0o755);
  const options = 'size=400m,mode=755';
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', disk]).status !== 0) return null;
  onTestFinished(() => {
    execFileSync('umount', ['--lazy', disk]);
  });
  return disk;
};

/** What lies on the disk that fills up; all else has room. */
const disks = [
  { holds: 'data and write-ahead log', on: (disk: string) => ({ directory: folder(disk) }) },
  { holds: 'write-ahead log', on: (disk: string) => ({ logDirectory: folder(disk) }) },
];

it.runIf(process.getuid?.() === 0).for(disks)(
  'F9: when the disk of $holds is full nothing is acknowledged that is not stored, readiness fails, and space heals it',
  async ({ on }, { skip }) => {
    const disk = smallDisk();
    if (disk === null) return skip('this machine lets nobody mount a small disk');
    const system = await FaultSystem.start({ apis: 1, ...on(disk) });
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

function folder(disk: string): string {
  const directory = join(disk, 'system');
  mkdirSync(directory);
  return directory;
}

/** Takes all space but a little, which saves then use up. */
function fill(file: string): void {
  const { stdout } = spawnSync('df', ['--output=avail', '-B1', file.replace(/\/[^/]*$/, '')], {
    encoding: 'utf8',
  });
  const free = Number(stdout.trim().split('\n').at(-1));
  writeFileSync(file, Buffer.alloc(Math.max(0, free - 256 * 1024)));
}
