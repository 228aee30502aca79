import type { ResponsePart } from '@attest/contracts';
import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { bankTables } from '../support/bank.ts';
import { WIDTHS } from '../support/browser.ts';
import { provideGallery } from '../support/gallery.ts';
import { answer, finger, keyboard, mouse, type Hand } from './answer-by.ts';
import { expectHeading, shownText, useBrowserWalk } from './browser-walk.ts';
import {
  finishGallery,
  partsOf,
  sitGallery,
  type GalleryQuestion,
  type GallerySitting,
} from './gallery-walk.ts';

const walk = useBrowserWalk({ prepare: provideGallery, keptTables: bankTables });

it.each<[Hand, { hasTouch?: boolean; width: 'wide' | 'narrow' }]>([
  [keyboard, { width: 'wide' }],
  [mouse, { width: 'wide' }],
  [finger, { hasTouch: true, width: 'narrow' }],
])('takes the right answer to every kind of question from $name', async (hand, look) => {
  const sitting = await sitGallery(walk, look);
  for (const question of sitting.questions) await answerRight(hand, sitting, question);

  const review = await finishGallery(sitting);

  const scored = review.items.filter(({ isScored }) => isScored);
  expect(scored.length).toBeGreaterThan(20);
  expect(scored.filter(({ verdict }) => verdict !== 'correct').map(({ item }) => item.number)).toEqual([]);
});

it('takes pairs and orders that a mouse drags, too', async () => {
  const sitting = await sitGallery(walk);
  // Nothing has to be scrolled on the way.
  await sitting.page.setViewportSize({ width: 1440, height: 1800 });
  const { mouse: hand } = sitting.page;
  const drag = async (place: Locator, from: string, to: string) => {
    const target = place.locator(`[data-drop="${to}"]`);
    await place.locator(`[data-drag="${from}"]`).hover();
    await hand.down();
    // A browser takes the first move for the beginning of a drag, and the next ones for where it leads.
    await target.hover();
    await target.hover();
    await hand.up();
  };

  const matching = sitting.withKind('match');
  const pairs = await placeOf(matching, 'match');
  for (const [premise, choice] of pairs.part.pairs) await drag(pairs.place, choice, premise);
  await isStored(matching);

  const ordering = sitting.withKind('order');
  const steps = await placeOf(ordering, 'order');
  for (const [at, step] of steps.part.order.entries()) {
    const shown = await steps.place.locator('[data-drop]').nth(at).getAttribute('data-drop');
    if (shown !== step) await drag(steps.place, step, shown ?? '');
  }
  await isStored(ordering);

  async function placeOf<Kind extends 'match' | 'order'>(question: GalleryQuestion, kind: Kind) {
    await sitting.goTo(question);
    const at = question.item.interactions.findIndex((interaction) => interaction.kind === kind);
    const part = question.right[question.item.interactions[at]?.responseVariable ?? ''];
    const place = partsOf(sitting.page, question.item)[at];
    if (part?.kind !== kind || place === undefined) throw new Error(`the question has no part to ${kind}`);
    return { part: part as Extract<ResponsePart, { kind: Kind }>, place };
  }

  async function isStored(question: GalleryQuestion): Promise<void> {
    await expect
      .poll(() => sitting.stored(question).then(comparable), { timeout: 20_000 })
      .toEqual(comparable(question.right));
  }
});

it('asks a matrix as a table where its words fit, and row by row on a phone', async () => {
  const sitting = await sitGallery(walk);
  const { page } = sitting;
  const question = sitting.questions.find(({ item }) => item.interactions[0]?.kind === 'matrix');
  if (question === undefined) throw new Error('the gallery has no matrix');
  await sitting.goTo(question);
  const [place] = partsOf(page, question.item);
  await place?.getByRole('table').waitFor();
  expect(await page.getByText('For questions').isVisible()).toBe(true);

  await page.setViewportSize(WIDTHS.narrow);
  await place?.getByRole('table').waitFor({ state: 'detached' });
  await place?.getByRole('group').first().waitFor();

  await page.setViewportSize(WIDTHS.wide);
  await place?.getByRole('table').waitFor();
});

it('breaks no word of a table in a question; what is too wide scrolls by itself, by keyboard as well', async () => {
  const sitting = await sitGallery(walk, { width: 'narrow' });
  const { page } = sitting;
  const question = sitting.questions.find(({ item }) =>
    item.body.some((block) => block.type === 'html' && block.html.includes('<table')),
  );
  if (question === undefined) throw new Error('the gallery has no table in a question');
  await sitting.goTo(question);
  const scroller = page.getByRole('region', { name: /^Place\s+Copies\s+Deleted by$/ });
  expect(await scroller.evaluate(wordsInTwo)).toEqual([]);

  await page.evaluate(() => document.documentElement.style.setProperty('--text-scale', '2'));
  expect(await scroller.evaluate(wordsInTwo)).toEqual([]);
  await scroller.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => scroller.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
});

/** Runs in the browser: words that stand on more than one line. */
function wordsInTwo(table: Element): string[] {
  const texts = document.createTreeWalker(table, NodeFilter.SHOW_TEXT);
  const broken: string[] = [];
  while (texts.nextNode()) {
    const node = texts.currentNode;
    for (const { 0: word, index } of (node.nodeValue ?? '').matchAll(/\w+/g)) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      if (range.getClientRects().length > 1) broken.push(word);
    }
  }
  return broken;
}

it('counts as answered what is begun, and says how much of it is partly answered', async () => {
  const { page, goTo, withKind, questions } = await sitGallery(walk);
  const matching = withKind('match');
  await goTo(matching);
  await page.locator('main select').first().selectOption({ index: 1 });
  const counted = `1 of ${String(questions.length)} answered`;
  await shownText(page, counted).waitFor();

  await page.keyboard.press('Escape');
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  await page.keyboard.press('r');
  await expectHeading(page, 'Overview');
  await page.getByRole('main').getByText(`${counted} (1 of them partly)`).waitFor();
  const words = await page.getByRole('main').locator('.words').allTextContents();
  expect(words.filter((text) => text.trim().length < 10)).toEqual([]);
  expect(words).toHaveLength(questions.length);
  await page.getByRole('radio', { name: /^No full answer/ }).check();
  await expect.poll(() => new URL(page.url()).search).toBe('?show=unanswered');
  await page.getByRole('main').getByRole('button', { name: /^1 / }).click();
  await expectHeading(page, /^Question 1 /);
  await page.goBack();
  await expectHeading(page, 'Overview');
  expect(await page.getByRole('radio', { name: /^No full answer/ }).isChecked()).toBe(true);
});

async function answerRight(hand: Hand, sitting: GallerySitting, question: GalleryQuestion): Promise<void> {
  await sitting.goTo(question);
  const places = partsOf(sitting.page, question.item);
  for (const [at, interaction] of question.item.interactions.entries()) {
    const part = question.right[interaction.responseVariable];
    const place = places[at];
    if (part && place) await answer(hand, sitting.page, place, interaction, part);
  }
  await expect
    .poll(() => sitting.stored(question).then(comparable), { timeout: 20_000 })
    .toEqual(comparable(question.right));
}

/** Chosen ids and pairs are sets; the page keeps them in the order in which it shows them. */
function comparable(value: GalleryQuestion['right'] | null) {
  return Object.fromEntries(
    Object.entries(value ?? {}).map(([variable, part]) => [variable, part === null ? null : sorted(part)]),
  );
}

function sorted(part: ResponsePart): unknown {
  switch (part.kind) {
    case 'choice':
    case 'spans':
    case 'places':
      return part.selected.toSorted();
    case 'match':
      return part.pairs.map(String).toSorted();
    case 'matrix':
      return part.cells.map(String).toSorted();
    default:
      return part;
  }
}
