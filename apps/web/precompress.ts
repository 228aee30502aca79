import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

/** Fonts and pictures are compressed already; what starts with a dot is not served. */
const compressible = /^[^.].*\.(?:js|css|html|json|svg)$/;
/** What fits into one packet does not arrive sooner. */
const fewestBytes = 1_000;

/** Puts a `.br` and a `.gz` beside each file, so that the server compresses none at a request. */
export function precompress(): Plugin {
  let directory = '';
  return {
    name: 'attest:precompress',
    apply: 'build',
    configResolved({ root, build }) {
      directory = resolve(root, build.outDir);
    },
    // Not when all is closed: that comes after a failed build, too, and would hide what failed.
    async writeBundle() {
      const files = readdirSync(directory, { recursive: true, encoding: 'utf8' });
      await Promise.all(
        files
          .filter((file) => compressible.test(file))
          .map(async (file) => {
            const content = readFileSync(join(directory, file));
            if (content.length < fewestBytes) return;
            const [br, gz] = await Promise.all([
              promisify(brotliCompress)(content),
              promisify(gzip)(content, { level: 9 }),
            ]);
            writeFileSync(join(directory, `${file}.br`), br);
            writeFileSync(join(directory, `${file}.gz`), gz);
          }),
      );
    },
  };
}
