import { defineConfig } from 'rolldown';
import product from '../../rolldown.config.ts';

if (Array.isArray(product) || Array.isArray(product.output)) throw new Error('the product is one bundle');

/** The bench and what it compares, bundled as the product is. */
export default defineConfig({
  ...product,
  input: {
    bench: 'tests/load/bench.ts',
    minimal: 'tests/load/minimal-server.ts',
    stubbed: 'tests/load/stubbed-api.ts',
    product: 'apps/api/src/main.ts',
  },
  output: { ...product.output, dir: 'dist/bench' },
});
