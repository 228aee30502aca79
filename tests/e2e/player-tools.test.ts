import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { takePicture } from '../support/browser.ts';
import type { Person } from '../support/given.ts';
import {
  expectHeading,
  pressByKeyboard,
  shownText,
  tabTo,
  turnPage,
  useBrowserWalk,
} from './browser-walk.ts';
import { look } from './look-at-page.ts';

const walk = useBrowserWalk();

describe('highlights', () => {
  it('are made with a pointer, in two lines, and come back on another device', async () => {
    const { candidate, page, sessionId } = await inScenario();
    const word = await doubleClickWord(page, 'fact-1');
    await bar(page).getByRole('button', { name: 'Highlight' }).click();
    expect(await drawn(page, 'solid')).toEqual([word]);
    const other = await doubleClickWord(page, 'text-0');
    await look(page, 'player-selection');
    await doubleClickWord(page, 'text-0');
    await bar(page).getByRole('button', { name: 'Wavy line' }).click();
    expect(await drawn(page, 'wavy')).toEqual([other]);
    await look(page, 'player-highlights');
    await page.emulateMedia({ forcedColors: 'active' });
    await takePicture(page, 'player-highlights-forced');
    await page.emulateMedia({ forcedColors: 'none' });
    await stored(candidate, sessionId, '"wavy"');

    const second = await walk.open({ theme: 'dark' }, candidate);
    await second.goto(`/sit/${sessionId}?question=${await questionOn(page)}`);
    await second.getByRole('button', { name: 'Continue here' }).click();
    await expect.poll(() => drawn(second, 'solid'), { timeout: 20_000 }).toEqual([word]);
    expect(await drawn(second, 'wavy')).toEqual([other]);
  });

  it('of the same words change with the key, and go', async () => {
    const { page } = await inScenario();
    const word = await doubleClickWord(page, 'fact-1');
    await page.keyboard.press('l');
    expect(await drawn(page, 'solid')).toEqual([word]);
    await page.keyboard.press('l');
    expect([await drawn(page, 'solid'), await drawn(page, 'wavy')]).toEqual([[], [word]]);
    await page.keyboard.press('l');
    expect([await drawn(page, 'solid'), await drawn(page, 'wavy')]).toEqual([[], []]);
  });

  it('are made, found again and removed with keys alone', async () => {
    const { page } = await inScenario();
    const words = await firstWords(page, 'fact-2');
    await page.keyboard.press('l');
    const list = page.getByRole('dialog', { name: 'Highlights' });
    await list.waitFor();
    await page.keyboard.type(words.toUpperCase());
    await page.keyboard.press('Enter');
    await list.getByText('Highlighted in 1 place.').waitFor();
    expect(await drawn(page, 'solid')).toEqual([words]);
    await list.getByLabel('Words to highlight').fill('');
    await look(page, 'player-highlight-list');

    await pressByKeyboard(page, list.getByRole('button', { name: `Show “${words}”` }));
    await list.waitFor({ state: 'hidden' });
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-place'))).toBe('fact-2');

    await page.keyboard.press('l');
    await pressByKeyboard(page, list.getByRole('button', { name: `Remove highlight from “${words}”` }));
    await list.getByText('Nothing is highlighted').waitFor();
    expect(await drawn(page, 'solid')).toEqual([]);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
  });

  it('can be dragged over the text of an option without choosing it', async () => {
    const { page } = await inScenario();
    while ((await page.locator('main input[type=radio]').count()) === 0) await turnPage(page, 'n');
    const option = page.locator('[data-place^="option-"]').first();
    const box = await option.boundingBox();
    if (box === null) throw new Error('the option is on screen');
    await page.mouse.move(box.x + 2, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + 120, box.y + 10, { steps: 5 });
    await page.mouse.up();
    await bar(page).waitFor();
    expect(await page.locator('main input:checked').count()).toBe(0);
  });

  it('are drawn by wrapping where the browser cannot draw ranges', async () => {
    const { page } = await inScenario(async (before) => {
      await before.addInitScript(() => {
        Reflect.deleteProperty(CSS, 'highlights');
      });
    });
    const text = await page.locator('[data-place="fact-1"]').textContent();
    const word = await doubleClickWord(page, 'fact-1');
    await page.keyboard.press('l');
    const mark = page.locator('[data-place="fact-1"] mark');
    await expect.poll(() => mark.allTextContents()).toEqual([word]);
    expect(await page.locator('[data-place="fact-1"]').textContent()).toBe(text);
    await turnPage(page, 'n');
    await turnPage(page, 'p');
    await expect.poll(() => mark.allTextContents()).toEqual([word]);
  });

  it('are made by touch on a phone', async () => {
    const { page } = await inScenario(undefined, true);
    await page.getByRole('button', { name: 'Scenario' }).tap();
    const word = await firstWords(page, 'fact-1');
    await page.evaluate((length) => {
      const text = document.querySelector('[data-place="fact-1"] p')?.firstChild ?? null;
      if (text !== null) getSelection()?.setBaseAndExtent(text, 0, text, length);
    }, word.length);
    await bar(page).getByRole('button', { name: 'Highlight' }).tap();
    expect(await drawn(page, 'solid')).toEqual([word]);
  });
});

describe('notes', () => {
  it('say what of a long paste was left out', async () => {
    const { page } = await inScenario();
    const number = await questionOn(page);
    await page.keyboard.press('w');
    const field = page.getByLabel(`Note on question ${number}`);
    await field.waitFor();

    await page.keyboard.insertText(`${'a'.repeat(4000)}bcd`);

    await shownText(
      page,
      'The last 3 characters did not fit and were left out, beginning with “bcd”. There is room for 4,000.',
    ).waitFor();
    expect(await field.inputValue()).toBe('a'.repeat(4000));
  });

  it('are written with keys alone, shown in the overview, and come back on another device', async () => {
    const { candidate, page, sessionId } = await inScenario();
    const number = await questionOn(page);
    await page.keyboard.press('w');
    await page.getByLabel(`Note on question ${number}`).waitFor();
    await page.keyboard.type('Ask who signs the model.');
    await shownText(page, '24 of 4,000 characters').waitFor();
    await look(page, 'player-note');
    await tabTo(page, page.getByLabel(`Note on question ${number}`));
    await page.keyboard.press('Escape');
    const button = page.getByRole('button', { name: 'Note, written' });
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('s');
    await page.keyboard.press('w');
    await page.getByLabel('Note on this scenario').waitFor();
    await page.keyboard.type('Two tenants.');
    await page.keyboard.press('Escape');
    await stored(candidate, sessionId, 'Two tenants.');
    await page.keyboard.press('r');
    await expectHeading(page, 'Overview');
    const row = page.locator('main li button', { has: page.getByText('note', { exact: true }) });
    expect(await row.textContent()).toMatch(new RegExp(`^${number}`));

    const second = await walk.open({}, candidate);
    await second.goto(`/sit/${sessionId}?question=${number}`);
    await second.getByRole('button', { name: 'Continue here' }).click();
    await second.getByRole('button', { name: 'Note, written' }).last().click();
    expect(await second.getByLabel(`Note on question ${number}`).inputValue()).toBe(
      'Ask who signs the model.',
    );
    await second.getByRole('button', { name: 'Note, written' }).first().click();
    expect(await second.getByLabel('Note on this scenario').inputValue()).toBe('Two tenants.');
  });
});

describe('the divider', () => {
  it('is moved by keys and by drag, keeps within its bounds, and is remembered', async () => {
    const { page } = await inScenario();
    const divider = page.getByRole('separator', { name: 'Width of the scenario' });
    const value = () => divider.getAttribute('aria-valuenow');
    await tabTo(page, divider);
    await page.keyboard.press('Home');
    expect(await value()).toBe('28');
    await page.keyboard.press('ArrowLeft');
    expect(await value()).toBe('28');
    await look(page, 'player-divider');
    await tabTo(page, divider);
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    expect(await value()).toBe('70');
    const box = await divider.boundingBox();
    if (box === null) throw new Error('the divider is on screen');
    await page.mouse.move(box.x, box.y + 200);
    await page.mouse.down();
    await page.mouse.move(box.x - 300, box.y + 200, { steps: 4 });
    await page.mouse.up();
    const dragged = await value();
    expect(Number(dragged)).toBeLessThan(60);
    await page.reload();
    await page.getByRole('button', { name: 'Continue here' }).click();
    await divider.waitFor();
    expect(await value()).toBe(dragged);
  });
});

/** An exam under way, at a question that has a scenario. */
async function inScenario(
  prepare: (page: Page) => Promise<void> = () => Promise.resolve(),
  isPhone = false,
): Promise<{ candidate: Person; page: Page; sessionId: string }> {
  const { candidate, session } = await walk.attest.given.bookedSession();
  const page = await walk.open(isPhone ? { width: 'narrow', hasTouch: true } : {}, candidate);
  await prepare(page);
  await page.goto(`/sit/${session.id}`);
  await page.getByRole('button', { name: 'Start exam' }).click();
  await expectHeading(page, /Question 1/);
  while ((await page.locator('[data-place="fact-1"]').count()) === 0) await turnPage(page, 'n');
  return { candidate, page, sessionId: session.id };
}

const bar = (page: Page) => page.getByRole('region', { name: 'Highlight the selection' });

/** Selects the first word of a text that is no link, as a double click does, and returns it. */
async function doubleClickWord(page: Page, place: string): Promise<string> {
  const spot = await page.locator(`[data-place="${place}"]`).evaluate((element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let node = walker.nextNode();
    const isPlain = (text: Node) =>
      text.textContent?.trim() !== '' && !(text.parentElement?.matches('a, a *') ?? false);
    while (node !== null && !isPlain(node)) node = walker.nextNode();
    element.scrollIntoView({ block: 'center' });
    const range = document.createRange();
    if (node !== null) range.setEnd(node, 2);
    if (node !== null) range.setStart(node, 0);
    const { x, y, height } = range.getBoundingClientRect();
    return { x: x + 6, y: y + height / 2 };
  });
  await page.mouse.dblclick(spot.x, spot.y);
  await bar(page).waitFor();
  return page.evaluate(() => getSelection()?.toString().trim() ?? '');
}

/** Three words that a person may look for. */
function firstWords(page: Page, place: string): Promise<string> {
  return page
    .locator(`[data-place="${place}"]`)
    .evaluate((element) => element.textContent.trim().split(/\s+/).slice(0, 3).join(' '));
}

/** The words the browser draws as highlighted. */
function drawn(page: Page, style: 'solid' | 'wavy'): Promise<string[]> {
  return page.evaluate(
    (name) =>
      [...(CSS.highlights.get(name) ?? [])].map((range) => (range instanceof Range ? range.toString() : '')),
    `marked-${style}`,
  );
}

async function questionOn(page: Page): Promise<string> {
  const heading = await page.getByRole('heading', { level: 1 }).textContent();
  return /\d+/.exec(heading ?? '')?.[0] ?? '1';
}

/** Once the server has it, another device gets it. */
async function stored(candidate: Person, sessionId: string, text: string): Promise<void> {
  await expect
    .poll(async () => (await candidate.client.get(`/exam-sessions/${sessionId}`)).text, { timeout: 20_000 })
    .toContain(text);
}
