import { describe, expect, it } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import { servePages } from '../../../../../tests/support/served-pages.ts';

const attest = useAttest();

describe('pages', () => {
  it('are served at every address that is none of the API', async () => {
    const { client } = await servePages(attest.databaseUrl);

    for (const path of ['//', '//exams/caisa-sampler', '//sign-in?next=/bank']) {
      const reply = await client.get(path);
      expect(reply.text).toContain('<title>A page</title>');
      expect(reply.headers.get('content-type')).toContain('text/html');
      expect(reply.headers.get('cache-control')).toBe('no-cache');
      expect(reply.headers.get('content-security-policy')).toContain("script-src 'self'");
    }
  });

  it('never answer for an address of the API, the operator or a missing asset', async () => {
    const { client } = await servePages(attest.databaseUrl);

    for (const path of ['/nowhere', '//health/nowhere', '//assets/gone.js', '//.well-known/gone']) {
      expect(await client.get(path)).toBeProblem('not-found');
    }
  });

  it('let a browser keep hashed assets for a year', async () => {
    const { client } = await servePages(attest.databaseUrl);

    const reply = await client.get('//assets/app-1a2b3c.js');

    expect(reply.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it.each(['//../secret.txt', '//%2e%2e/secret.txt', '//assets/..%2f..%2fsecret.txt', '//..%5csecret.txt'])(
    'never lead out of their folder: %s',
    async (path) => {
      const { client } = await servePages(attest.databaseUrl);

      expect((await client.get(path)).text).not.toContain('outside');
    },
  );

  it('name what a browser needs for them, so that it does not find out one thing after the other', async () => {
    const { client } = await servePages(attest.databaseUrl);
    const linkOf = async (path: string, cookie = '') =>
      (await client.get(path, { headers: { cookie } })).headers.get('link');

    expect(await linkOf('//exams/caisa-sampler')).toBe('</assets/app-1a2b3c.js>; rel=modulepreload');
    expect(await linkOf('//')).toBe('</assets/other.js>; rel=modulepreload');
    expect(await linkOf('//exams/caisa-sampler?from=home', 'attest=known')).toBe(
      '</assets/app-1a2b3c.js>; rel=modulepreload, </api/exams/caisa-sampler>; rel=preload; as=fetch',
    );
  });

  it.each(['//exams/x%3E;rel=preload,%3Cy', '//exams/x>;rel=modulepreload,<y', '//exams/$1', '//exams/a,b'])(
    'take nothing into that header that could say more than an address: %s',
    async (path) => {
      const { client } = await servePages(attest.databaseUrl);

      const reply = await client.get(path, { headers: { cookie: 'attest=known' } });

      expect(reply.headers.get('link')).toBe('</assets/other.js>; rel=modulepreload');
    },
  );

  it.each([
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['identity', null],
  ])('are sent as the build compressed them: %s', async (accepted, encoding) => {
    const { client } = await servePages(attest.databaseUrl);

    const { headers } = await client.call('HEAD', '//assets/app-1a2b3c.js', undefined, {
      headers: { 'accept-encoding': accepted },
    });

    expect(headers.get('content-encoding')).toBe(encoding);
    expect(headers.get('vary')).toContain('ccept-');
    expect(headers.get('content-type')).toContain('javascript');
    expect(headers.get('cache-control')).toContain('immutable');
  });
});
