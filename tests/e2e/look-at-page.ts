import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { accessibilityFaults, changeLook, isWholeWalk, takePicture, type Look } from '../support/browser.ts';

/** Narrow first, so that a page ends as wide as it was opened. */
const looks: readonly Required<Look>[] = [
  ...(isWholeWalk
    ? ([
        { theme: 'light', width: 'narrowest' },
        { theme: 'light', width: 'tablet' },
      ] as const)
    : []),
  { theme: 'dark', width: 'narrow' },
  { theme: 'light', width: 'narrow' },
  { theme: 'dark', width: 'wide' },
  { theme: 'light', width: 'wide' },
];

/** Looks at the page as it stands in every theme and width: nothing may stick out, nothing be left to axe. */
export async function look(page: Page, name: string): Promise<void> {
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
  await page.getByRole('heading', { level: 1 }).waitFor();
  for (const at of looks) {
    await changeLook(page, at);
    const here = `${name}, ${at.theme} and ${at.width}`;
    expect(await sidewaysOverflow(page), `sideways scrolling of ${here}`).toBeLessThanOrEqual(0);
    const faults = await accessibilityFaults(page, at.theme === 'light' ? 'everything' : 'colours');
    expect(faults, `accessibility of ${here}`).toEqual([]);
    await takePicture(page, `${name}-${at.theme}-${at.width}`);
  }
}

function sidewaysOverflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}
