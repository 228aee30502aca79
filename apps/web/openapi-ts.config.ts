import { defineConfig } from '@hey-api/openapi-ts';

const input = process.env['OPENAPI_DOCUMENT'] ?? 'openapi.json';
const folder = process.env['CLIENT_FOLDER'] ?? 'apps/web/src/shared/api/generated';

const clientIn = (path: string) => ({
  output: {
    path,
    clean: true,
    // Its types are used, its insides are not ours to check.
    header: ['// @ts-nocheck', '/* Generated from the OpenAPI document. Do not edit. */'],
    importFileExtension: '.ts' as const,
  },
  plugins: [
    '@hey-api/typescript' as const,
    // The browser sends the cookie by itself, so the pages need not carry who may call what.
    { name: '@hey-api/sdk' as const, paramsStructure: 'grouped' as const, auth: false },
    {
      name: '@hey-api/client-fetch' as const,
      runtimeConfigPath: './apps/web/src/shared/api/client-config.ts',
      throwOnError: true,
    },
    '@tanstack/vue-query' as const,
  ],
});

/** What candidates call: their pages do without the calls of those who write, review and watch. */
const ofCandidates = ['accounts', 'access tokens', 'accommodations', 'exams', 'exam sessions', 'outcomes'];

/** The clients are generated from the API's own description, never committed, never edited. */
export default defineConfig([
  { input, ...clientIn(folder) },
  { input, parser: { filters: { tags: { include: ofCandidates } } }, ...clientIn(`${folder}-candidate`) },
]);
