import { describe, expect, it } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import { startProcess } from '../../../../../tests/support/attest-process.ts';
import { HttpClient } from '../../../../../tests/support/http-client.ts';
import { useLogLines } from '../../../../../tests/support/log-lines.ts';

const written = useLogLines();
const attest = useAttest();
const addresses = ['//health/live', '//health/ready', '//metrics'];
const passedOn = [
  { 'x-forwarded-for': '198.51.100.7' },
  { 'x-forwarded-for': '127.0.0.1' },
  { forwarded: 'for=198.51.100.7' },
  { 'x-real-ip': '198.51.100.7' },
];

describe('behind a proxy on this machine that nobody named', () => {
  it.each(passedOn)('shows no stranger with %o what operators watch', async (headers) => {
    for (const path of addresses) {
      expect(await attest.stranger.get(path, { headers })).toBeProblem('not-found');
    }
  });

  it('says once what to set, so that people do not share one limit', async () => {
    const { url, close } = await startProcess(attest.databaseUrl);

    for (const headers of passedOn) await new HttpClient(url).get('/exams', { headers });
    await close();

    const warnings = written.filter((line) => line.includes('TRUSTED_PROXIES'));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).not.toContain('198.51.100.7');
  });
});

it('shows nothing to whoever a named proxy passes on in words we do not read', async () => {
  const environment = { TRUSTED_PROXIES: '127.0.0.1' };
  const { url, close } = await startProcess(attest.databaseUrl, environment);

  const reply = await new HttpClient(url).get('//metrics', { headers: { forwarded: 'for=198.51.100.7' } });
  await close();

  expect(reply).toBeProblem('not-found');
});
