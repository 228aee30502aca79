import type { Plugin } from 'vite';

/** Adds a preload link for each named font file of the build, so that text settles before it is read. */
export function preloadFonts(names: readonly string[]): Plugin {
  return {
    name: 'attest:preload-fonts',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        const files = Object.keys(bundle ?? {});
        return names.flatMap((name) => {
          const file = files.find((candidate) => candidate.includes(name) && candidate.endsWith('.woff2'));
          if (file === undefined) throw new Error(`The build holds no font file named ${name}`);
          return [
            {
              tag: 'link',
              injectTo: 'head' as const,
              attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${file}`, crossorigin: '' },
            },
          ];
        });
      },
    },
  };
}
