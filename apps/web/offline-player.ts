import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { transformWithOxc, type Plugin, type Rolldown } from 'vite';
import { chunksOf, filesOf } from './bundle-files.ts';

type Chunk = Rolldown.OutputChunk;
type Bundle = Rolldown.OutputBundle;

/** Files of `public/` that every page asks for. */
const publicFiles = ['/theme.js', '/favicon.svg'];

/**
 * Writes the service worker of the player: `source` with the list of files that a sitting needs from its
 * gate to its receipt. Chosen over vite-plugin-pwa, whose runtime is ten times as large and takes over
 * every page of the site.
 *
 * @param pages folder of the player's pages
 */
export function offlinePlayer(source: string, pages: string): Plugin {
  return {
    name: 'attest:offline-player',
    apply: 'build',
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const { chunks, entry } = chunksOf(bundle);
        const files = storedFiles(bundle, [entry, ...chunks.filter(isPageIn(pages))]);
        const { code } = await transformWithOxc(readFileSync(source, 'utf8'), source);
        this.emitFile({
          type: 'asset',
          fileName: 'service-worker.js',
          source: `${constants(files, entry.fileName, versionOf(bundle, files))}${code}`,
        });
      },
    },
  };
}

const isPageIn = (folder: string) => (chunk: Chunk) =>
  chunk.facadeModuleId?.startsWith(folder) === true && chunk.isDynamicEntry;

/** The chunks with all they may import, their styles, the fonts, the shell. */
function storedFiles(bundle: Bundle, roots: readonly Chunk[]): string[] {
  // The entry knows the way to every page; the others lead no further than their own.
  const needed = filesOf(bundle, roots, ({ imports, isEntry, dynamicImports }) => [
    ...imports,
    ...(isEntry ? [] : dynamicImports),
  ]);
  const fonts = Object.keys(bundle).filter((name) => name.endsWith('.woff2'));
  return ['/index.html', ...publicFiles, ...[...needed, ...fonts].map((name) => `/${name}`)];
}

/** Names of assets carry a hash of their content; the shell does not. */
function versionOf(bundle: Bundle, files: readonly string[]): string {
  const shell = bundle['index.html'];
  const hash = createHash('sha256').update(files.join('\n'));
  if (shell?.type === 'asset') hash.update(shell.source);
  return hash.digest('hex').slice(0, 16);
}

function constants(files: readonly string[], entry: string, version: string): string {
  return `const storedFiles=${JSON.stringify(files)};const entryFile="${entry}";const version="${version}";\n`;
}
