// @ts-check
import { existsSync, statfsSync } from 'node:fs';

const memory = '/dev/shm';
const room = 4 * 2 ** 30;

/**
 * Where there is room, the throw-away databases live in memory: they keep all their settings, and a
 * test never waits for a disk.
 *
 * @returns {NodeJS.ProcessEnv}
 */
export function inMemory() {
  if (process.env['TMPDIR'] !== undefined || !existsSync(memory)) return {};
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize < room ? {} : { TMPDIR: memory };
}
