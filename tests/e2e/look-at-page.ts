import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import {
  accessibilityFaults,
  changeLook,
  isWholeWalk,
  takePicture,
  type WIDTHS,
  type ChangedLook,
} from '../support/browser.ts';
import { faultsOf, type PageRule } from './accessibility/page-rules.ts';

/** Narrow first, so that a page ends as wide as it was opened. */
const looks: readonly ChangedLook[] = [
  ...(isWholeWalk
    ? ([
        { theme: 'light', width: 'narrowest' },
        { theme: 'light', width: 'tablet' },
        { theme: 'dark', width: 'narrow' },
        { theme: 'light', width: 'narrow', colours: 'more-contrast' },
        { theme: 'dark', width: 'wide', colours: 'more-contrast' },
        { theme: 'light', width: 'narrow', colours: 'forced' },
        { theme: 'dark', width: 'wide', colours: 'forced' },
      ] as const)
    : []),
  { theme: 'light', width: 'narrow' },
  { theme: 'dark', width: 'wide' },
  { theme: 'light', width: 'wide' },
];

/** Where there is little room, and where there is much. */
const rulesAt: Readonly<Partial<Record<keyof typeof WIDTHS, readonly PageRule[]>>> = {
  narrow: ['A5', 'A6', 'A13'],
  wide: ['A3', 'A4', 'A5', 'A6', 'A7', 'A10', 'A11', 'A12', 'A13'],
};

/** Colours do not depend on the width, and what is no colour does not depend on the theme. */
function askedOf({ theme, width, colours }: ChangedLook) {
  // The system's own colours are nobody's fault.
  if (colours === 'forced') return 'all but colours';
  if (isWholeWalk) return 'everything';
  if (theme === 'dark') return 'colours';
  return width === 'wide' ? 'everything' : 'all but colours';
}

/** Looks at the page as it stands in every theme and width: axe and the rules of the product find nothing. */
export async function look(page: Page, name: string): Promise<void> {
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
  await page.getByRole('heading', { level: 1 }).waitFor();
  for (const at of looks) {
    await changeLook(page, at);
    const { theme, width, colours = 'as-designed' } = at;
    const here = `${name}, ${theme} and ${width}, ${colours}`;
    const faults = await accessibilityFaults(page, askedOf(at));
    expect(faults, `accessibility of ${here}`).toEqual([]);
    for (const rule of theme === 'light' ? (rulesAt[width] ?? ['A5']) : []) {
      expect.soft(await faultsOf(page, rule), `${rule} of ${here}`).toEqual([]);
    }
    const kind = colours === 'as-designed' ? '' : `-${colours}`;
    await takePicture(page, `${name}-${theme}-${width}${kind}`);
  }
}

/** Opens a page of the product and looks at it. */
export async function visit(page: Page, path: string, name: string): Promise<void> {
  await page.goto(path);
  await look(page, name);
}
