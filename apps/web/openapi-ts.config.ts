import { defineConfig } from '@hey-api/openapi-ts';

/** The client is generated from the API's own description, never committed, never edited. */
export default defineConfig({
  input: process.env['OPENAPI_DOCUMENT'] ?? 'openapi.json',
  output: {
    path: process.env['CLIENT_FOLDER'] ?? 'apps/web/src/shared/api/generated',
    clean: true,
    // Its types are used, its insides are not ours to check.
    header: ['// @ts-nocheck', '/* Generated from the OpenAPI document. Do not edit. */'],
    importFileExtension: '.ts',
  },
  plugins: [
    '@hey-api/typescript',
    // The browser sends the cookie by itself, so the pages need not carry who may call what.
    { name: '@hey-api/sdk', paramsStructure: 'grouped', auth: false },
    {
      name: '@hey-api/client-fetch',
      runtimeConfigPath: './apps/web/src/shared/api/client-config.ts',
      throwOnError: true,
    },
    '@tanstack/vue-query',
  ],
});
