import { describe, expect, it } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import { servePages } from '../../../../../tests/support/served-pages.ts';

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
    const { client } = await servePages(attest.databaseUrl, { PUBLIC_URL: 'https://exams.example.org' });
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

function policyOf(headers: Headers): Record<string, string> {
  const directives = (headers.get('content-security-policy') ?? '').split(';');
  return Object.fromEntries(
    directives.map((directive) => {
      const [name = '', ...sources] = directive.trim().split(' ');
      return [name, sources.join(' ')];
    }),
  );
}
