import { describe, expect, it } from 'vitest';
import { expectHeading, useBrowserWalk } from './browser-walk.ts';

const walk = useBrowserWalk();

describe('the start page of an exam', () => {
  it('finds connection and clock in order, asking nothing that is hidden from the public', async () => {
    const candidate = await walk.attest.given.candidate();
    const page = await walk.open({}, candidate);
    // What a proxy in front of the service does for everybody outside.
    await page.route(/\/(?:health|metrics)/, (route) => route.fulfill({ status: 404 }));

    await page.goto('/exams/caisa-sampler');

    await expectHeading(page, /CAISA/);
    await page.getByText(/Connection: the server answers within \d+ ms/).waitFor();
    await page.getByText('Clock: your clock agrees with the server’s.').waitFor();
    expect(await page.getByRole('button', { name: 'Start exam' }).isEnabled()).toBe(true);
  });
});
