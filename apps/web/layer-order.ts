import type { Plugin } from 'vite';

const order = '@layer properties, theme, base, components, workspace, utilities, workspace-variants;';

/**
 * Puts the order of the cascade layers first in each stylesheet. Chunks arrive in any order, and the
 * first to name a layer decides its rank.
 */
export function layerOrder(): Plugin {
  return {
    name: 'attest:layer-order',
    apply: 'build',
    generateBundle(_options, bundle) {
      for (const asset of Object.values(bundle)) {
        if (asset.type === 'asset' && asset.fileName.endsWith('.css')) {
          asset.source = `${order}${String(asset.source)}`;
        }
      }
    },
  };
}
