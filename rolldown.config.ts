import { basename, dirname, join } from 'node:path';
import { defineConfig, type Plugin } from 'rolldown';

/**
 * Bundles the API and its command-line tools for Node 24 into one folder.
 *
 * The compiler options that matter (`experimentalDecorators`, `emitDecoratorMetadata`) come from
 * tsconfig.json, so that the bundle, the tests and the type checker agree on them.
 */

/**
 * Ours: relative and absolute paths, the workspace packages, and the small decorator helpers that
 * the compiler itself brings (they are not an installed package). All else is required from npm.
 */
const OURS = /^(?:\.|\/|[A-Za-z]:[\\/]|@attest\/|@oxc-project\/runtime\/|\0)/;

const worker = /new URL\('(\.\/[\w-]+-worker\.ts)', import\.meta\.url\)/g;

/** Files that threads begin with are bundled like entries, and found from wherever their caller ends up. */
const workers: Plugin = {
  name: 'workers',
  transform: {
    filter: { code: worker },
    handler(code, id) {
      const found = code.replace(worker, (_whole, file: string) => {
        const reference = this.emitFile({
          type: 'chunk',
          id: join(dirname(id), file),
          name: basename(file, '.ts'),
        });
        return `new URL(import.meta.ROLLUP_FILE_URL_${reference})`;
      });
      return { code: found, map: null };
    },
  },
};

export default defineConfig({
  input: {
    main: 'apps/api/src/main.ts',
    openapi: 'apps/api/src/openapi.ts',
    admin: 'apps/api/src/admin.ts',
    bank: 'apps/api/src/bank.ts',
    'demo-data': 'apps/api/src/demo-data.ts',
  },
  plugins: [workers],
  platform: 'node',
  tsconfig: 'tsconfig.json',
  external: (id) => !OURS.test(id),
  output: {
    dir: 'dist/api',
    format: 'esm',
    sourcemap: true,
    cleanDir: true,
    keepNames: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'shared/[name].js',
  },
});
