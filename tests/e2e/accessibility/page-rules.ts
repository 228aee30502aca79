import type { Page } from 'playwright-core';
import { accessibilityFaults } from '../../support/browser.ts';
import { focusFaults } from './focus-faults.ts';
import {
  clippedTexts,
  drawingFaults,
  filledBoxes,
  forcedColourFaults,
  imitatedControls,
  liveRegionFaults,
  motionFaults,
  sidewaysScrolling,
  smallTargets,
  statesByColourAlone,
  structureFaults,
} from './page-faults.ts';

/** The rules that every page must hold as it stands, by their place in the accessibility statement. */
export type PageRule = 'A1' | 'A3' | 'A4' | 'A5' | 'A6' | 'A7' | 'A10' | 'A11' | 'A12' | 'A13';

/** What breaks a rule on this page, one line a fault. The page is left as it was found. */
export async function faultsOf(page: Page, rule: PageRule): Promise<string[]> {
  switch (rule) {
    case 'A1':
      return accessibilityFaults(page, 'everything');
    case 'A3':
      return page.evaluate(imitatedControls);
    case 'A4':
      return [
        ...(await page.evaluate(statesByColourAlone)),
        ...(await page.evaluate(filledBoxes)),
        ...(await focusFaults(page)),
      ];
    case 'A5':
      return [...(await page.evaluate(sidewaysScrolling)), ...(await withWiderSpacing(page))];
    case 'A6':
      return page.evaluate(smallTargets);
    case 'A7':
      return page.evaluate(liveRegionFaults);
    case 'A10':
      return page.evaluate(structureFaults);
    case 'A11':
      return page.evaluate(drawingFaults);
    case 'A12':
      return [...(await page.evaluate(motionFaults)), ...(await withForcedColours(page))];
    case 'A13':
      return fromRightToLeft(page);
  }
}

/** The spacing of WCAG 1.4.12. */
const widerSpacing = `* {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}
p { margin-block-end: 2em !important; }`;

async function withWiderSpacing(page: Page): Promise<string[]> {
  const style = await page.evaluateHandle((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return sheet;
  }, widerSpacing);
  const faults = await page.evaluate(clippedTexts);
  await page.evaluate((sheet) => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
  }, style);
  return faults.map((fault) => `with wider spacing, ${fault}`);
}

async function withForcedColours(page: Page): Promise<string[]> {
  await page.emulateMedia({ forcedColors: 'active' });
  const faults = await page.evaluate(forcedColourFaults);
  await page.emulateMedia({ forcedColors: 'none' });
  return faults;
}

async function fromRightToLeft(page: Page): Promise<string[]> {
  await page.evaluate(() => (document.documentElement.dir = 'rtl'));
  const faults = await page.evaluate(clippedTexts);
  await page.evaluate(() => document.documentElement.removeAttribute('dir'));
  return faults.map((fault) => `from right to left, ${fault}`);
}
