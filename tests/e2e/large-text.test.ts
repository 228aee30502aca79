import { expect, it } from 'vitest';
import { WIDTHS } from '../support/browser.ts';
import { expectHeading, goToChoice, useBrowserWalk } from './browser-walk.ts';

const walk = useBrowserWalk();

it.each(['narrowest', 'narrow', 'wide'] as const)(
  'twice as large leaves room to read on a %s screen: nothing is cut off, and the page scrolls as a whole',
  async (width) => {
    const { candidate, session } = await walk.attest.given.bookedSession();
    const page = await walk.open({ width }, candidate);
    await page.addInitScript(() => {
      localStorage.setItem('attest.preferences', JSON.stringify({ textScale: 2 }));
    });
    await page.goto(`/sit/${session.id}`);
    await page.getByRole('button', { name: 'Start exam' }).click();
    await expectHeading(page, /^Question 1 /);
    await goToChoice(page);

    const size = await page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      return { scrollWidth, scrollHeight };
    });
    expect(size.scrollWidth).toBeLessThanOrEqual(WIDTHS[width].width);
    expect(size.scrollHeight).toBeGreaterThan(WIDTHS[width].height);
    const heading = page.getByRole('heading', { level: 1 });
    const before = await heading.textContent();
    await page.locator('main input[type=radio]').last().check();
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await expect.poll(() => heading.textContent()).not.toBe(before);
    const top = async () => (await heading.boundingBox())?.y ?? Number.NaN;
    await expect.poll(top).toBeGreaterThanOrEqual(0);
    await expect.poll(top).toBeLessThan(WIDTHS[width].height);
  },
);
