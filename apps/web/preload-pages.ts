import type { Plugin } from 'vite';
import { chunksOf, filesOf } from './bundle-files.ts';
import { framedPages, playerPages, type PageAt } from './src/pages.ts';
import { workspacePages } from './src/workspace-pages.ts';

/** What the browser is to fetch at once with the page at an address, for the `Link` header of the page. */
export interface PagePreloads {
  /** A regular expression for the path; its groups are the parameters. */
  readonly pattern: string;
  readonly links: readonly string[];
  /** Only for who is signed in; `$1` stands for the first parameter. */
  readonly dataLinks: readonly string[];
}

const shellFile = 'layouts/AppShell.vue';
const workspaceFile = 'workspace-routes.ts';

/**
 * Writes `page-preloads.json`: without it a browser learns only from the entry that there is a page to fetch, and only
 * from the page what that needs and shows, each a round trip later. What the entry itself needs comes first, as it
 * is the largest and a browser asks for a few files at a time.
 *
 * @param source folder of the sources
 */
export function preloadPages(source: string): Plugin {
  return {
    name: 'attest:preload-pages',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const { chunks, entry } = chunksOf(bundle);
        const chunkOf = (file: string) => {
          const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId === file);
          if (chunk === undefined) throw new Error(`The build has no chunk of ${file}`);
          return chunk;
        };
        const preloadsOf = (path: string, page: PageAt, frames: readonly string[]): PagePreloads => {
          const roots = [...frames, `features/${page.page}.vue`].map((file) => chunkOf(source + file));
          return {
            pattern: patternOf(path),
            links: [theme, ...[...filesOf(bundle, [entry, ...roots], ({ imports }) => imports)].map(linkTo)],
            dataLinks: [account, ...(page.data ?? [])].map((address) => dataLink(path, address)),
          };
        };
        const preloads = [
          ...workspacePages.map((page) => preloadsOf(page.path, page, [shellFile, workspaceFile])),
          ...playerPages.map((page) => preloadsOf(page.path, page, [])),
          ...framedPages.flatMap((frame) => [
            preloadsOf(frame.path, frame, [shellFile]),
            ...(frame.within ?? []).map((page) =>
              preloadsOf(`${frame.path}/${page.path}`, page, [shellFile, `features/${frame.page}.vue`]),
            ),
          ]),
        ];
        this.emitFile({ type: 'asset', fileName: 'page-preloads.json', source: JSON.stringify(preloads) });
      },
    },
  };
}

/** Nothing is drawn before it has run. */
const theme = '</theme.js>; rel=preload; as=script';
/** Who is signed in decides what every page shows. */
const account = '/api/me';

const parameter = /:\w+(?:\(([^)]*)\)\*?)?/g;

/** @param path as vue-router writes it: `/exams/:slug`, `/:number(\\d+)`, `/:path(.*)*` */
function patternOf(path: string): string {
  return `^${path.replaceAll(parameter, (_all, custom?: string) => `(${custom ?? '[\\w-]+'})`)}/?$`;
}

function dataLink(path: string, address: string): string {
  const names = [...path.matchAll(parameter)].map(([name]) => name);
  const known = names.reduce((text, name, at) => text.replaceAll(name, `$${String(at + 1)}`), address);
  return `<${known}>; rel=preload; as=fetch; crossorigin`;
}

function linkTo(file: string): string {
  const rel = file.endsWith('.css') ? 'rel=preload; as=style' : 'rel=modulepreload';
  return `</${file}>; ${rel}; crossorigin`;
}
