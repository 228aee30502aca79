import type { Locator, Page } from 'playwright-core';
import { tabStopsTo } from './focus-faults.ts';

const firstAnswer = 'main input, main select, main textarea';

/** A2: the first answer is at most 15 stops from the top of the page, and the next one after the skip link. */
export async function reachFaults(page: Page): Promise<string[]> {
  const stops = await tabStopsTo(page, firstAnswer);
  const toSkipLink = await tabStopsTo(page, '.skip');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const next = await page.evaluate(
    (wanted) => (document.activeElement?.matches(wanted) === true ? null : document.activeElement?.outerHTML),
    firstAnswer,
  );
  return [
    ...(stops > 15 ? [`${String(stops)} stops to the first answer`] : []),
    ...(toSkipLink === 1 ? [] : ['the skip link is not the first stop']),
    ...(next === null ? [] : [`after the skip link comes ${String(next).slice(0, 160)}`]),
  ];
}

/** A3: arrow keys of no length at all choose as they move. Begins at the first radio of the page. */
export async function quickArrowFaults(page: Page): Promise<string[]> {
  const radios = page.locator('main input[type=radio]');
  await radios.first().focus();
  const faults: string[] = [];
  for (let at = 1; at < (await radios.count()); at += 1) {
    await page.keyboard.press('ArrowDown', { delay: 0 });
    const isChosen = await radios
      .nth(at)
      .evaluate((radio) => radio instanceof HTMLInputElement && radio.checked);
    if (!isChosen) faults.push(`radio ${String(at + 1)} was passed over`);
  }
  return faults;
}

/** A7: keeps what the live regions say, and when, from now on. */
export async function listen(page: Page): Promise<() => Promise<string[]>> {
  const record = await page.evaluateHandle(() => {
    const said: { at: number; text: string }[] = [];
    for (const region of document.querySelectorAll('[data-live]')) {
      new MutationObserver(() => {
        const text = region.textContent;
        if (text !== '') said.push({ at: performance.now(), text });
      }).observe(region, { childList: true, characterData: true, subtree: true });
    }
    return said;
  });
  return () =>
    record.evaluate((said) =>
      said.flatMap(({ at, text }, index) => {
        const before = said[index - 1];
        const isHurried = before !== undefined && at - before.at < 950;
        return [
          ...(isHurried
            ? [`“${text}” came ${String(Math.round(at - before.at))} ms after “${before.text}”`]
            : []),
          ...(/^\d+:\d\d$/.test(text) ? [`the clock was announced: ${text}`] : []),
        ];
      }),
    );
}

/** A8: once the sign-in is about to end, the page says so and offers to stay signed in. */
export async function signInEndFaults(page: Page): Promise<string[]> {
  const stay = page.getByRole('button', { name: 'Stay signed in' });
  return (await stay.isVisible()) ? [] : ['nothing says that the sign-in is about to end'];
}

/** A9: after a change of the page the focus is on its heading. */
export async function arrivalFaults(page: Page, link: Locator): Promise<string[]> {
  const before = new URL(page.url()).pathname;
  await link.click();
  await page.waitForURL((url) => url.pathname !== before);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
  const isThere = await page.evaluate(() => document.activeElement?.matches('h1') ?? false);
  return isThere ? [] : [`after “${before}” the focus is not on the heading`];
}

/** A9: closing a layer gives the focus back to what opened it. */
export async function returnFaults(page: Page, opener: Locator): Promise<string[]> {
  await opener.focus();
  await page.keyboard.press('Enter');
  await page.locator('dialog[open]').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
  // What else may move the focus does so in its own time.
  await page.evaluate(() => new Promise(requestAnimationFrame));
  const isBack = await opener.evaluate((element) => element === element.ownerDocument.activeElement);
  return isBack ? [] : ['the focus did not come back to what opened the dialog'];
}
