import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { takePicture, WIDTHS } from '../support/browser.ts';
import { clippedTexts } from './accessibility/page-faults.ts';
import { expectHeading, goToChoice, useBrowserWalk } from './browser-walk.ts';

const walk = useBrowserWalk();

/**
 * Every word of the pages two fifths longer, as other languages need, and in letters that show what was
 * never translated. Done to the finished page, so that the product carries nothing for it.
 */
function lengthenEveryText(): void {
  const accents = { a: 'á', e: 'é', i: 'í', o: 'ó', u: 'ú', n: 'ñ', c: 'ç' };
  const accented = new Map(Object.entries(accents));
  const done = new WeakMap<Node, string>();
  function lengthen(node: Node): void {
    const text = node.nodeValue ?? '';
    const code = node.parentElement?.closest('script, style, pre, code, kbd, textarea') ?? null;
    if (code !== null || done.get(node) === text || !/[a-z]{2}/i.test(text)) return;
    const longer = text
      .replaceAll(/[A-Za-z]{2,}/g, (word) => word + word.slice(-Math.ceil(word.length * 0.4)))
      .replaceAll(/[aeiounc]/g, (letter) => accented.get(letter) ?? letter);
    done.set(node, longer);
    node.nodeValue = longer;
  }
  function lengthenIn(root: Node): void {
    if (root.nodeType === Node.TEXT_NODE) lengthen(root);
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) lengthen(texts.currentNode);
  }
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes)
      for (const node of [target, ...addedNodes]) lengthenIn(node);
  }).observe(document, { childList: true, characterData: true, subtree: true });
}

async function look(page: Page, name: string): Promise<void> {
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
  await page.getByRole('heading', { level: 1, name: /[áéíóúñç]/ }).waitFor();
  for (const width of ['narrowest', 'narrow', 'tablet', 'wide'] as const) {
    await page.setViewportSize(WIDTHS[width]);
    await takePicture(page, `longer-${name}-${width}`);
    expect.soft(await page.evaluate(clippedTexts), `${name}, ${width}`).toEqual([]);
  }
}

describe('with words two fifths longer', () => {
  it('no text of a page is cut off', async () => {
    const { candidate, session } = await walk.attest.given.bookedSession();
    const page = await walk.open({}, candidate);
    await page.addInitScript(lengthenEveryText);
    for (const path of ['/home', '/exams', '/exams/caisa-sampler', '/settings/display']) {
      await page.goto(path);
      await look(page, path.slice(1).replaceAll('/', '-'));
    }
    await page.goto(`/sit/${session.id}`);
    await look(page, 'gate');
    await page.locator('form button[type=submit]').click();
    await expectHeading(page, /1/);
    for (const number of ['1', '4', '7']) {
      await look(page, `player-${number}`);
      for (const key of ['b', 'n', 'n', 'n']) await page.keyboard.press(key);
    }
    await page.context().setOffline(true);
    await goToChoice(page);
    await page.keyboard.press('b');
    await look(page, 'player-offline');
    await page.context().setOffline(false);
    await page.keyboard.press('r');
    await page.waitForURL(/review/);
    await look(page, 'overview');
    await candidate.client.post(`/exam-sessions/${session.id}/submit`, { epoch: 1 });
    await expect
      .poll(async () => (await candidate.client.get(`/exam-sessions/${session.id}/outcome`)).status)
      .toBe(200);
    await page.goto(`/sit/${session.id}/finished`);
    await look(page, 'finished');
    for (const path of ['', '/questions/1']) {
      await page.goto(`/outcomes/${session.id}${path}`);
      await look(page, path === '' ? 'outcome' : 'review');
    }
  });

  it('nor of the bank', async () => {
    const page = await walk.open({}, await walk.attest.given.instructor());
    await page.addInitScript(lengthenEveryText);
    for (const path of ['/bank', '/bank?search=nothing-has-this', '/bank/caisa-a1-0001', '/stimuli']) {
      await page.goto(path);
      await look(page, path.slice(1).replaceAll(/\W+/g, '-'));
    }
  });
});
