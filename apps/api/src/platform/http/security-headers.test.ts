import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import { HttpClient } from '../../../../../tests/support/http-client.ts';
import { createApp } from '../../app.ts';
import { readConfig } from '../config/config.ts';
import { freePort } from '../embedded-database/server.ts';

const attest = useAttest();

const everywhere = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
};

describe('every reply', () => {
  it.each(['/me', '/exams', '/nowhere', '/openapi.json', '//', '//health/live'])(
    'of %s carries the security headers',
    async (path) => {
      const { headers } = await attest.stranger.get(path);

      expect(Object.fromEntries(headers)).toMatchObject(everywhere);
      expect(policyOf(headers)).toMatchObject({
        'default-src': "'self'",
        'script-src': "'self'",
        'style-src': "'self'",
        'object-src': "'none'",
        'base-uri': "'none'",
        'form-action': "'self'",
        'frame-ancestors': "'none'",
      });
      expect(headers.get('server')).toBeNull();
      expect(headers.get('x-powered-by')).toBeNull();
    },
  );

  it('promises https only where Attest is reached by https', async () => {
    const overHttp = await attest.stranger.get('/exams');
    const { client } = await startServing({ PUBLIC_URL: 'https://exams.example.org' });
    const overHttps = await client.get('/exams');

    expect(overHttp.headers.get('strict-transport-security')).toBeNull();
    expect(overHttps.headers.get('strict-transport-security')).toBe('max-age=31536000');
  });

  it('is open to no other site', async () => {
    const { headers } = await attest.stranger.get('/exams', { headers: { origin: 'https://evil.example' } });

    expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });

  it('of the API is never kept by a browser or a proxy', async () => {
    const { client } = await attest.given.candidate();

    for (const path of ['/me', '/exams', '/certifications', '/access-tokens']) {
      expect((await client.get(path)).headers.get('cache-control')).toBe('no-store');
    }
  });
});

describe('pages', () => {
  it('are served at every address that is none of the API', async () => {
    const { client } = await startServing();

    for (const path of ['//', '//exams/caisa-sampler', '//sign-in?next=/bank']) {
      const reply = await client.get(path);
      expect(reply.text).toContain('<title>A page</title>');
      expect(reply.headers.get('content-type')).toContain('text/html');
      expect(reply.headers.get('cache-control')).toBe('no-cache');
      expect(policyOf(reply.headers)['script-src']).toBe("'self'");
    }
  });

  it('never answer for an address of the API, the operator or a missing asset', async () => {
    const { client } = await startServing();

    for (const path of ['/nowhere', '//health/nowhere', '//assets/gone.js', '//.well-known/gone']) {
      expect(await client.get(path)).toBeProblem('not-found');
    }
  });

  it('let a browser keep hashed assets for a year', async () => {
    const { client } = await startServing();

    const reply = await client.get('//assets/app-1a2b3c.js');

    expect(reply.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it.each(['//../secret.txt', '//%2e%2e/secret.txt', '//assets/..%2f..%2fsecret.txt', '//..%5csecret.txt'])(
    'never lead out of their folder: %s',
    async (path) => {
      const { client } = await startServing();

      expect((await client.get(path)).text).not.toContain('outside');
    },
  );
});

/** An application of its own with two built files, beside a file that is nobody's business. */
async function startServing(environment: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'attest-pages-'));
  mkdirSync(join(folder, 'web', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'outside');
  writeFileSync(join(folder, 'web', 'index.html'), '<!doctype html><title>A page</title>');
  writeFileSync(join(folder, 'web', 'assets', 'app-1a2b3c.js'), 'export {};');
  const port = await freePort();
  const config = readConfig({ PORT: String(port), LOG_LEVEL: 'fatal', ...environment });
  const app = await createApp(config, {
    databaseUrl: attest.databaseUrl,
    pagesDirectory: join(folder, 'web'),
  });
  onTestFinished(async () => {
    await app.close();
    rmSync(folder, { recursive: true });
  });
  await app.listen(port, '127.0.0.1');
  return { client: new HttpClient(`http://localhost:${String(port)}`) };
}

function policyOf(headers: Headers): Record<string, string> {
  const directives = (headers.get('content-security-policy') ?? '').split(';');
  return Object.fromEntries(
    directives.map((directive) => {
      const [name = '', ...sources] = directive.trim().split(' ');
      return [name, sources.join(' ')];
    }),
  );
}
