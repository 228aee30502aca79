import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown, type Plugin } from 'rolldown';
import config from '../../../rolldown.config.ts';

export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A change of the sources that lets the API break a promise; it exists in the bundle of a test only. */
export interface PlantedBug {
  /** The end of the path of the changed file. */
  readonly file: string;
  /** Must stand there exactly once. */
  readonly replaces: string;
  readonly with: string;
}

/**
 * Bundles the API as `npm run build` does, from the present sources into a folder of its own: what others
 * build meanwhile does not replace the programs of a system that runs.
 *
 * @returns the path of the program
 */
export async function bundleApi(directory: string, bugs: readonly PlantedBug[] = []): Promise<string> {
  mkdirSync(directory, { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'));
  const planted = new Set<PlantedBug>();
  const bundle = await rolldown({
    ...config,
    cwd: root,
    tsconfig: join(root, 'tsconfig.json'),
    input: { main: join(root, 'apps/api/src/main.ts') },
    plugins: bugs.length === 0 ? [] : [planting(bugs, planted)],
  });
  await bundle.write({ ...outputOptions(), dir: join(directory, 'api') });
  await bundle.close();
  const missing = bugs.filter((bug) => !planted.has(bug)).map(({ file }) => file);
  if (missing.length > 0) throw new Error(`No bug could be planted in ${missing.join(', ')}.`);
  return join(directory, 'api', 'main.js');
}

function outputOptions() {
  const { output } = config;
  if (output === undefined || Array.isArray(output)) throw new Error('The API is bundled in one way.');
  return output;
}

function planting(bugs: readonly PlantedBug[], planted: Set<PlantedBug>): Plugin {
  return {
    name: 'planted-bugs',
    transform(code, id) {
      const changed = bugs
        .filter(({ file }) => id.endsWith(file))
        .reduce((text, bug) => {
          if (text.split(bug.replaces).length !== 2)
            throw new Error(`“${bug.replaces}” is not in ${id} once.`);
          planted.add(bug);
          return text.replace(bug.replaces, () => bug.with);
        }, code);
      return changed === code ? null : { code: changed };
    },
  };
}
