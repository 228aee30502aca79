const order = ['accounts', 'item-bank', 'exams', 'exam-sessions', 'scoring', 'proctoring'];
const libs = ['contracts', 'item-bank', 'scoring', 'exam-engine', 'interchange'];

/** A module may use the ones before it, never one after it. */
const modulesInOrder = order.slice(0, -1).map((module, at) => ({
  name: `${module}-comes-before`,
  severity: 'error',
  comment: 'API modules use earlier modules only (design §3).',
  from: { path: `^apps/api/src/modules/${module}/` },
  to: { path: `^apps/api/src/modules/(${order.slice(at + 1).join('|')})/` },
}));

const libsInOrder = libs.slice(0, -1).map((lib, at) => ({
  name: `lib-${lib}-comes-before`,
  severity: 'error',
  comment: 'Libs use the ones below them only (style §2).',
  from: { path: `^libs/${lib}/` },
  to: { path: `^libs/(${libs.slice(at + 1).join('|')})/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'domain-stays-pure',
      severity: 'error',
      comment: 'Libs know no framework, no database, no browser framework.',
      from: { path: '^libs/' },
      to: {
        path: [
          '^apps/',
          'node_modules/(@nestjs|typeorm|pg|fastify|vue|pino)/',
          '(^|/)(@nestjs|typeorm|pg|fastify|vue|pino)(/|$)',
        ],
      },
    },
    {
      name: 'libs-use-few-builtins',
      severity: 'error',
      comment: 'Hashing is pure; files, network and process are not.',
      from: { path: '^libs/', pathNot: ['\\.test\\.ts$', '^libs/[^/]+/tests/'] },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'contracts-know-zod-only',
      severity: 'error',
      from: { path: '^libs/contracts/src', pathNot: '\\.test\\.ts$' },
      to: { pathNot: ['^libs/contracts/', '(^|/)zod(/|$)'] },
    },
    {
      name: 'modules-meet-at-the-door',
      severity: 'error',
      comment: "Another module's index.ts is its only door.",
      from: { path: '^apps/api/src/modules/([^/]+)/' },
      to: { path: '^apps/api/src/modules/', pathNot: ['^apps/api/src/modules/$1/', '/index\\.ts$'] },
    },
    {
      name: 'platform-knows-no-module',
      severity: 'error',
      from: { path: '^apps/api/src/platform/', pathNot: '\\.test\\.ts$' },
      to: { path: '^apps/api/src/(modules/|[^/]+$)' },
    },
    {
      name: 'pages-know-no-server',
      severity: 'error',
      comment: 'The SPA never sees scoring, keys or the API.',
      from: { path: '^apps/web/src' },
      to: {
        path: ['^apps/api/', '^libs/(scoring|item-bank|interchange)/', '^libs/exam-engine/src/(?!player/)'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'player-is-light',
      severity: 'error',
      comment: 'No zod in the browser: contracts come as types, or from the zod-free subpaths.',
      from: { path: '^(apps/web/src|libs/exam-engine/src/player)', pathNot: '\\.test\\.ts$' },
      to: {
        path: [
          '^libs/contracts/src/(?!problems|permissions|offered-choices|entered-number)',
          '(^|/)zod(/|$)',
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { pathNot: ['^tests/', '\\.test\\.ts$', '^vitest\\.config\\.ts$', '^scripts/'] },
      to: { path: ['^tests/', '\\.test\\.ts$'] },
    },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(~icons/|virtual:)' },
    },
    ...modulesInOrder,
    ...libsInOrder,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['apps/web/src/shared/api/generated', '(^|/)dist/'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
