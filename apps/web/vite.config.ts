import { fileURLToPath } from 'node:url';
import vueI18n from '@intlify/unplugin-vue-i18n/vite';
import tailwind from '@tailwindcss/vite';
import vue from '@vitejs/plugin-vue';
import icons from 'unplugin-icons/vite';
import { defineConfig } from 'vite';
import { layerOrder } from './layer-order.ts';
import { workspaceStyles } from './workspace-styles.ts';
import { offlinePlayer } from './offline-player.ts';
import { plainMessages } from './plain-messages.ts';
import { precompress } from './precompress.ts';
import { preloadFonts } from './preload-fonts.ts';
import { preloadPages } from './preload-pages.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const api = process.env['API_URL'] ?? 'http://localhost:3000';

/** What most pages share; the player calls the API without the generated client. */
const kit =
  /src\/(?:shared\/(?:ui(?!\/AppMenu)|api(?!\/generated|\/client-config)|composables|i18n|sanitise|messages|shortcuts\/keys)|layouts\/(?:BrandMark|ErrorBoundary))|libs\/contracts\/|~icons\/|vite\/preload-helper|export-helper/;

export default defineConfig(({ command }) => ({
  root: here('.'),
  plugins: [
    vue(),
    tailwind(),
    vueI18n({
      include: here('./src/**/messages.en.json'),
      runtimeOnly: true,
      compositionOnly: true,
      fullInstall: false,
      dropMessageCompiler: true,
      strictMessage: true,
    }),
    plainMessages(),
    icons({ compiler: 'vue3', defaultClass: 'icon', iconCustomizer: hideFromScreenReaders, scale: 1.25 }),
    layerOrder(),
    offlinePlayer(here('./service-worker.ts'), here('./src/features/exam-sessions/pages/')),
    preloadFonts(['inter-latin-wght-normal']),
    preloadPages(here('./src/')),
    precompress(),
  ],
  // While somebody develops, all utilities stay together.
  css: { postcss: { plugins: command === 'build' ? [workspaceStyles(here('./src/'))] : [] } },
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
    __INTLIFY_JIT_COMPILATION__: 'true',
    __VUE_I18N_LEGACY_API__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'false',
  },
  resolve: {
    // The API streams no events, so the generated client does without that part.
    alias: [{ find: /^.*\/serverSentEvents\.gen\.ts$/, replacement: here('./no-event-streams.ts') }],
  },
  build: {
    outDir: here('../../dist/web'),
    emptyOutDir: true,
    manifest: true,
    // An inlined asset would be a data: address, which the content security policy refuses.
    assetsInlineLimit: 0,
    cssMinify: 'lightningcss',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // Few, larger chunks: small files compress badly and each costs a round trip.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            {
              name: 'framework',
              test: /node_modules\/(?:vue|@vue|vue-router|vue-i18n|@intlify|pinia|@tanstack)\//,
            },
            // An answer key is shown in reviews only, and most questions are choices.
            {
              name: 'answers',
              test: /apps\/web\/src\/shared\/item\/(?:answers\/|\w+Exhibit|ExhibitView)/,
              priority: 3,
            },
            { name: 'revealed', test: /apps\/web\/src\/shared\/item\/revealed\//, priority: 3 },
            {
              name: 'item',
              test: /apps\/web\/src\/shared\/(?:item\/(?!ItemBody|Revealed|Rationale|Scenario|Reference)|ui\/SafeHtml)/,
              priority: 2,
            },
            {
              name: 'forms',
              test: /apps\/web\/src\/shared\/.*(?:TextField|ErrorSummary|use-form\.ts)/,
              priority: 2,
            },
            {
              name: 'pages',
              test: /src\/shared\/ui\/(?:PasswordField|SelectField|TextSizeChooser|ThemeChooser|BadgeLabel)/,
              priority: 2,
            },
            {
              name: 'player',
              test: /features\/exam-sessions\/(?!pages\/|later\/(?!parts))|libs\/exam-engine\/src\/player\/(?!clock)/,
              minShareCount: 3,
            },
            {
              name: 'client',
              test: /shared\/api\/(?:generated-candidate|client-config)|no-event-streams/,
              priority: 3,
            },
            { name: 'workspace-client', test: /shared\/api\/generated\//, priority: 3 },
            { name: 'kit', test: kit, minShareCount: 3 },
          ],
        },
      },
    },
    target: ['es2023', 'chrome120', 'firefox121', 'safari17.2'],
  },
  server: { proxy: { '/api': api, '/health': api } },
}));

/** Icons always stand beside words or in a named button. */
function hideFromScreenReaders(_collection: string, _icon: string, props: Record<string, string>) {
  props['aria-hidden'] = 'true';
  props['focusable'] = 'false';
}
