import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { bankTables } from '../support/bank.ts';
import { provideGallery } from '../support/gallery.ts';
import { expectHeading, shownText, useBrowserWalk } from './browser-walk.ts';
import { partsOf, sitGallery } from './gallery-walk.ts';

const walk = useBrowserWalk({ prepare: provideGallery, keptTables: bankTables });
const chosen = '.choice.chosen, .span.chosen, .place.chosen';
const megabyte = 'lorem ipsum '.repeat(90_000);

/** As the browser does it: one change of the field, however long the text. */
function paste(page: Page, text: string): Promise<void> {
  return page.evaluate((pasted) => {
    const field = document.activeElement;
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
      field.setRangeText(pasted, field.selectionStart ?? 0, field.selectionEnd ?? 0, 'end');
      field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));
    }
  }, text);
}

/** The whole of it, between the bars of the player. */
function isInSight(place: Locator): Promise<boolean> {
  return place.evaluate(
    (element) =>
      new Promise<boolean>((tell) => {
        const seen = ([entry]: IntersectionObserverEntry[]) => tell((entry?.intersectionRatio ?? 0) > 0.98);
        new IntersectionObserver(seen).observe(element);
      }),
  );
}

describe('an answer that is typed', () => {
  it('takes a paste of a megabyte up to its limit, says what was left out, and keeps what stood there', async () => {
    const sitting = await sitGallery(walk);
    const question = sitting.questions.find(
      ({
        item: {
          interactions: [only, ...more],
        },
      }) => more.length === 0 && only?.kind === 'text' && only.lines === 'many',
    );
    if (question === undefined) throw new Error('the gallery has no answer in own words');
    await sitting.goTo(question);
    const field = sitting.page.getByRole('textbox', { name: /Your answer/ });
    await field.fill('before after');
    await field.evaluate((element: HTMLTextAreaElement) => element.setSelectionRange(7, 7));

    await paste(sitting.page, megabyte);

    const cut = shownText(
      sitting.page,
      /^The last [\d,]+ characters did not fit and were left out, beginning/,
    );
    await cut.waitFor();
    expect(await isInSight(cut)).toBe(true);
    await field.evaluate((element) => element.scrollIntoView({ block: 'end' }));
    expect(await isInSight(cut)).toBe(true);
    const shown = await field.inputValue();
    expect(shown.length).toBeLessThanOrEqual(20_000);
    expect(shown.startsWith('before lorem')).toBe(true);
    expect(shown.endsWith('after')).toBe(true);
    await expect
      .poll(() => sitting.stored(question), { timeout: 20_000 })
      .toEqual({ RESPONSE: { kind: 'text', text: shown } });
    await shownText(sitting.page, /over the limit\. What stands here is kept\./).waitFor();
  });

  it('is told gently that it is no number, after the field is left, and how one was read', async () => {
    const sitting = await sitGallery(walk);
    const question = sitting.withKind('number');
    await sitting.goTo(question);
    const field = sitting.page.getByRole('textbox', { name: /Your answer/ });
    const note = shownText(sitting.page, /not read as a number/);

    await field.pressSequentially('twelve');
    expect(await note.count()).toBe(0);
    await sitting.page.keyboard.press('Tab');
    await note.first().waitFor();
    expect(await field.inputValue()).toBe('twelve');

    await field.fill('0,5');
    await sitting.page.keyboard.press('Tab');
    await sitting.page.getByText('Read as 0.5.').first().waitFor();
    await expect
      .poll(() => sitting.stored(question), { timeout: 20_000 })
      .toEqual({ RESPONSE: { kind: 'number', text: '0,5' } });
  });
});

describe('an answer that is pressed', () => {
  it('refuses one choice too many with a sentence, in the drawing as in the list', async () => {
    const sitting = await sitGallery(walk);
    const question = sitting.withKind('places');
    await sitting.goTo(question);
    const [place] = partsOf(sitting.page, question.item);
    if (place === undefined) throw new Error('the question has no answer to press');
    const boxes = place.getByRole('checkbox');
    const nodes = place.locator('svg [role=button]');

    await boxes.nth(0).click();
    await nodes.nth(1).locator('.hit-sign').click();
    await boxes.nth(2).click();

    await place.getByText('You have chosen 2 of 2. Clear one to choose another.').waitFor();
    expect(await boxes.evaluateAll((all: HTMLInputElement[]) => all.map(({ checked }) => checked))).toEqual(
      question.item.interactions.flatMap((entry) =>
        entry.kind === 'places' ? entry.places.map((_, at) => at < 2) : [],
      ),
    );
    expect(await place.locator('svg [aria-pressed=true]').count()).toBe(2);
    await place.getByRole('button', { name: 'Clear answer' }).click();
    expect(await place.locator('svg [aria-pressed=true]').count()).toBe(0);
  });

  it.each(['choice', 'spans', 'places'] as const)(
    'says beside what was pressed why it was not taken, on a small screen (%s)',
    async (kind) => {
      const sitting = await sitGallery(walk, { width: 'narrow' });
      const { page } = sitting;
      const withTwo = sitting.questions.find(({ item: { interactions } }) =>
        interactions.some((each) => each.kind === 'choice' && each.maxChoices === 2),
      );
      const question = kind === 'choice' ? withTwo : sitting.withKind(kind);
      if (question === undefined) throw new Error('the gallery has no choice of two');
      await sitting.goTo(question);
      const at = question.item.interactions.findIndex((each) => each.kind === kind);
      const place = partsOf(page, question.item)[at];
      if (place === undefined) throw new Error('the question has no answer to press');
      const targets = place.locator({ choice: '.option', spans: '[role=button]', places: '.hit-sign' }[kind]);
      const sentence = place.getByText(/^You have chosen (\d) of \1\. Clear one to choose another\.$/);
      while ((await sentence.count()) === 0) await targets.nth(await place.locator(chosen).count()).click();

      for (const target of [targets.last(), targets.nth(3)]) {
        await target.evaluate((element) => element.scrollIntoView({ block: 'end' }));
        await target.click();
        expect(await isInSight(sentence)).toBe(true);
        expect(await isInSight(target)).toBe(true);
      }
    },
  );

  it('outlines a place of the drawing for the keyboard, and not after a click', async () => {
    const sitting = await sitGallery(walk);
    const question = sitting.withKind('places');
    await sitting.goTo(question);
    const node = partsOf(sitting.page, question.item)[0]?.locator('svg [role=button]').first();
    if (node === undefined) throw new Error('the question has no answer to press');
    const outline = () => node.evaluate((element) => getComputedStyle(element).outlineStyle);

    await node.locator('.hit-sign').click();
    expect(await node.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await outline()).toBe('none');

    await sitting.page.keyboard.press('Tab');
    await sitting.page.keyboard.press('Shift+Tab');
    expect(await outline()).toBe('solid');
  });

  it('stands after a double click as after two clicks: a span as it was, a radio chosen', async () => {
    const sitting = await sitGallery(walk);
    const spans = sitting.withKind('spans');
    await sitting.goTo(spans);
    const [passage] = partsOf(sitting.page, spans.item);
    await passage?.locator('[aria-pressed]').first().dblclick();
    expect(await passage?.locator('.chosen').count()).toBe(0);

    const matrix = sitting.withKind('matrix');
    await sitting.goTo(matrix);
    const [rows] = partsOf(sitting.page, matrix.item);
    await rows?.getByRole('radio').first().dblclick();
    expect(await rows?.getByRole('radio').first().isChecked()).toBe(true);
    await sitting.page.goBack();
    await sitting.goTo(matrix);
    expect(await rows?.getByRole('radio').first().isChecked()).toBe(true);
  });
});

it('shows a question without an answer where an old page left one of another kind', async () => {
  const sitting = await sitGallery(walk);
  const question = sitting.withKind('matrix');
  await walk.attest.rows(
    `INSERT INTO responses (session_id, item_no, revision, epoch, value, marks, saved_at)
     VALUES ($1, $2, 1, 1, '{"RESPONSE": {"kind": "choice", "selected": ["gone"]}}', '{}', attest_now())`,
    [sitting.sessionId, question.item.number],
  );
  await sitting.page.reload();
  await sitting.page.getByRole('button', { name: 'Continue here' }).click();
  await expectHeading(sitting.page, /Question \d+/);
  await sitting.goTo(question);
  const [rows] = partsOf(sitting.page, question.item);
  await rows?.getByRole('radio').first().waitFor();
  expect(await rows?.locator(':checked').count()).toBe(0);

  await rows?.getByRole('radio').first().click();

  await expect
    .poll(async () => (await sitting.stored(question))?.['RESPONSE']?.kind, { timeout: 20_000 })
    .toBe('matrix');
});
