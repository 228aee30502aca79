import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown, type Plugin } from 'rolldown';
import config from '../../../rolldown.config.ts';

export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A change of the sources that lets the API break a promise; it exists in the bundle of a test only. */
export interface PlantedChange {
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
export async function bundleApi(directory: string, bug: readonly PlantedChange[] = []): Promise<string> {
  return join(await bundlePrograms(directory, ['main'], bug), 'main.js');
}

/** @returns the folder in which the programs lie, each by its name */
export async function bundlePrograms(
  directory: string,
  names: readonly ('main' | 'admin' | 'bank')[],
  bug: readonly PlantedChange[] = [],
): Promise<string> {
  mkdirSync(directory, { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'));
  const planted = new Set<PlantedChange>();
  const bundle = await rolldown({
    ...config,
    cwd: root,
    tsconfig: join(root, 'tsconfig.json'),
    input: Object.fromEntries(names.map((name) => [name, join(root, 'apps/api/src', `${name}.ts`)])),
    plugins: [config.plugins, ...(bug.length === 0 ? [] : [planting(bug, planted)])],
  });
  const folder = join(directory, 'api');
  await bundle.write({ ...outputOptions(), dir: folder });
  await bundle.close();
  const missing = bug.filter((change) => !planted.has(change)).map(({ file }) => file);
  if (missing.length > 0) throw new Error(`Nothing could be planted in ${missing.join(', ')}.`);
  return folder;
}

function outputOptions() {
  const { output } = config;
  if (output === undefined || Array.isArray(output)) throw new Error('The API is bundled in one way.');
  return output;
}

function planting(bug: readonly PlantedChange[], planted: Set<PlantedChange>): Plugin {
  return {
    name: 'planted-bug',
    transform(code, id) {
      const changed = bug
        .filter(({ file }) => id.endsWith(file))
        .reduce((text, change) => {
          if (text.split(change.replaces).length !== 2)
            throw new Error(`“${change.replaces}” is not in ${id} once.`);
          planted.add(change);
          return text.replace(change.replaces, () => change.with);
        }, code);
      return changed === code ? null : { code: changed, map: { mappings: '' } };
    },
  };
}
