import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { bankTables } from '../support/bank.ts';
import { demoItems, provideLargeBank } from '../support/large-bank.ts';
import {
  expectHeading,
  fillByKeyboard,
  pressByKeyboard,
  shownText,
  tabTo,
  useBrowserWalk,
} from './browser-walk.ts';
import { look } from './look-at-page.ts';

const walk = useBrowserWalk({ prepare: provideLargeBank, keptTables: bankTables });

describe('the question bank', () => {
  it('is searched, selected over pages and saved as a file, by keyboard alone', async () => {
    const page = await walk.open({}, await walk.attest.given.instructor());
    await page.goto('/bank');
    await expectHeading(page, 'Question bank');
    await fillByKeyboard(page, 'Search', 'demo');
    await shownText(page, `1–50 of ${String(demoItems)}`).waitFor();

    await pressByKeyboard(page, page.getByRole('button', { name: 'Skip to the questions' }));
    for (const key of ['Space', 'ArrowDown', 'ArrowDown', 'Space', 'End', 'Space', 'Home', 'ArrowDown']) {
      await page.keyboard.press(key);
    }
    expect(await rows(page).nth(1).evaluate(isFocused)).toBe(true);
    expect(await numbersOf(selectedRows(page))).toEqual(['2', '4', '51']);
    await pressByKeyboard(page, page.getByRole('button', { name: 'Next page' }));
    await shownText(page, `51–100 of ${String(demoItems)}`).waitFor();
    await tabTo(page, page.getByLabel('Select all questions on this page'), 'Shift+Tab');
    await page.keyboard.press('Space');
    await shownText(page, '53 questions selected.').waitFor();
    expect(await numbersOf(rows(page))).toEqual(numbers(52, 101));
    await look(page, 'bank-selected');
    await pressByKeyboard(page, page.getByRole('button', { name: 'Skip to the questions' }));

    await pressByKeyboard(page, page.getByRole('button', { name: 'Previous page' }));
    await shownText(page, `1–50 of ${String(demoItems)}`).waitFor();
    expect(await numbersOf(selectedRows(page))).toEqual(['2', '4', '51']);
    const saving = page.waitForEvent('download');
    await pressByKeyboard(page, page.getByRole('button', { name: 'Export' }), 'Shift+Tab');
    await pressByKeyboard(page, page.getByRole('button', { name: 'Download as CSV' }));
    const file = await saving;
    const lines = readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(file.suggestedFilename()).toMatch(/^attest-questions-\d{4}-\d\d-\d\d\.csv$/);
    expect(lines[0]).toMatch(/^id,question,type,/);
    expect(lines).toHaveLength(54);
    expect(new Set(lines.slice(1).map((line) => /^demo-[ap]\d-\d{4}/.test(line)))).toEqual(new Set([true]));

    await pressByKeyboard(
      page,
      page.getByRole('button', { name: `Select all ${String(demoItems)} that match` }),
      'Shift+Tab',
    );
    await shownText(page, `${String(demoItems)} questions selected.`).waitFor();
    await pressByKeyboard(page, page.getByRole('button', { name: 'Clear selection' }));
    await shownText(page, 'No questions selected.').waitFor();
    expect(await selectedRows(page).count()).toBe(0);
  });

  it('opens the question of a row, and knows the selection on the way back', async () => {
    const page = await walk.open({}, await walk.attest.given.instructor());
    await page.goto('/bank?search=demo&sort=difficulty&direction=descending');
    await pressByKeyboard(page, page.getByRole('button', { name: 'Skip to the questions' }));
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    const id = await rows(page).nth(1).getByRole('gridcell').nth(1).textContent();

    await page.keyboard.press('Enter');

    await expectHeading(page, `Question ${id?.trim() ?? ''}`);
    await page.goBack();
    await shownText(page, '1 question selected.').waitFor();
    expect(await page.getByRole('columnheader', { name: 'Expected difficulty' }).count()).toBe(0);
    expect(new URL(page.url()).search).toBe('?search=demo&sort=difficulty&direction=descending');
  });

  it('narrows by facets, says how it is sorted, and keeps the columns a person likes', async () => {
    const page = await walk.open({}, await walk.attest.given.instructor());
    await page.goto('/bank?search=demo');
    await page
      .getByRole('group', { name: 'Status' })
      .getByLabel(/^Draft/)
      .check();
    await page
      .getByRole('group', { name: 'Author' })
      .getByLabel(/^Ada Marlow/)
      .check();
    await expect.poll(() => new URL(page.url()).search).toBe('?search=demo&status=draft&author=Ada+Marlow');
    await page.getByRole('button', { name: 'Columns and rows' }).click();
    await page.getByLabel('Author').last().check();
    await page.getByLabel('Expected difficulty').check();
    await page.getByLabel('Level').last().uncheck();
    await page.getByLabel('Compact').check();
    await page.keyboard.press('Escape');
    await page.getByRole('columnheader', { name: 'Expected difficulty' }).getByRole('button').click();
    await page.locator('th[aria-sort=ascending]', { hasText: 'Expected difficulty' }).waitFor();
    await look(page, 'bank-narrowed');

    await page.reload();

    await page.getByRole('columnheader', { name: 'Author' }).waitFor();
    expect(await page.getByRole('columnheader', { name: 'Level' }).count()).toBe(0);
    expect(new Set(await rows(page).getByRole('gridcell', { name: 'Ada Marlow' }).allTextContents())).toEqual(
      new Set(['Ada Marlow']),
    );
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await shownText(page, /^1–50 of/).waitFor();
  });

  it('has its filters behind a button where there is little room', async () => {
    const page = await walk.open({ width: 'narrow' }, await walk.attest.given.instructor());
    await page.goto('/bank?status=draft');
    await page.getByRole('button', { name: 'Filters (1)' }).click();
    await page
      .getByRole('dialog')
      .getByLabel(/^Approved/)
      .check();
    await look(page, 'bank-filters');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Filters (2)' }).waitFor();
  });

  it('says that it could not load, and loads when asked again', async () => {
    const page = await walk.open({}, await walk.attest.given.instructor());
    await walk.attest.rows('ALTER TABLE items RENAME TO items_elsewhere');
    try {
      await page.goto('/bank?search=demo');
      await page.getByText('We couldn’t load the questions.').first().waitFor();
      await look(page, 'bank-failed');
    } finally {
      await walk.attest.rows('ALTER TABLE items_elsewhere RENAME TO items');
    }

    await page.getByRole('button', { name: 'Try again' }).last().click();

    await shownText(page, `1–50 of ${String(demoItems)}`).waitFor();
  });

  it('says that it waits for the network, and goes on when that is back', async () => {
    const page = await walk.open({}, await walk.attest.given.instructor());
    await page.goto('/bank?search=demo');
    await shownText(page, `1–50 of ${String(demoItems)}`).waitFor();
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Next page' }).click();
    await page.getByText('This list loads when the connection is back.').waitFor();
    expect(await rows(page).count()).toBe(50);

    await page.context().setOffline(false);

    await shownText(page, `51–100 of ${String(demoItems)}`).waitFor();
  });
});

const rows = (page: Page) => page.getByRole('grid').locator('tbody').getByRole('row');
const selectedRows = (page: Page) => rows(page).and(page.locator('[aria-selected=true]'));
const isFocused = (element: Element) => element === element.ownerDocument.activeElement;
const numbersOf = (found: Locator) =>
  found.evaluateAll((all) => all.map((row) => row.getAttribute('aria-rowindex')));
const numbers = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, at) => String(first + at));
