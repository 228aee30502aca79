import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { readConfig } from '../../apps/api/src/platform/config/config.ts';
import { freePort } from '../../apps/api/src/platform/embedded-database/server.ts';
import { HttpClient } from './http-client.ts';

/** What a build leaves: the page, an asset in three forms, and what to fetch with which page. */
const built: Readonly<Record<string, string | Uint8Array>> = {
  'index.html': '<!doctype html><title>A page</title>',
  'assets/app-1a2b3c.js': 'export {};',
  'assets/app-1a2b3c.js.br': brotliCompressSync('export {};'),
  'assets/app-1a2b3c.js.gz': gzipSync('export {};'),
  'page-preloads.json': JSON.stringify([
    {
      pattern: '^/exams/([\\w-]+)/?$',
      links: ['</assets/app-1a2b3c.js>; rel=modulepreload'],
      dataLinks: ['</api/exams/$1>; rel=preload; as=fetch'],
    },
    { pattern: '^/(.*)/?$', links: ['</assets/other.js>; rel=modulepreload'], dataLinks: [] },
  ]),
};

/** An application of its own with built files, beside a file that is nobody’s business; gone after the test. */
export async function servePages(
  databaseUrl: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<{ client: HttpClient }> {
  const folder = mkdtempSync(join(tmpdir(), 'attest-pages-'));
  mkdirSync(join(folder, 'web', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'outside');
  for (const [name, content] of Object.entries(built)) writeFileSync(join(folder, 'web', name), content);
  const port = await freePort();
  const config = readConfig({ PORT: String(port), LOG_LEVEL: 'fatal', ...environment });
  const app = await createApp(config, { databaseUrl, pagesDirectory: join(folder, 'web') });
  onTestFinished(async () => {
    await app.close();
    rmSync(folder, { recursive: true });
  });
  await app.listen(port, '127.0.0.1');
  return { client: new HttpClient(`http://localhost:${String(port)}`) };
}
