import { BankItems } from '@attest/contracts';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import {
  expectHeading,
  fillByKeyboard,
  pressByKeyboard,
  shownText,
  tabTo,
  useBrowserWalk,
} from './browser-walk.ts';
import { look } from './look-at-page.ts';

const walk = useBrowserWalk();

it('changes several questions at once by keyboard alone, having said what will change, and takes it back', async () => {
  const author = await walk.attest.given.instructor();
  const page = await walk.open({}, author);
  await page.goto('/bank?certification=CAISA');
  await expectHeading(page, 'Question bank');
  const boxes = page.getByRole('checkbox', { name: /^Select caisa-/ });
  await pressByKeyboard(page, page.getByRole('button', { name: 'Skip to the questions' }));
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await shownText(page, '2 questions selected.').waitFor();
  expect(await boxes.first().isChecked()).toBe(true);

  await open(page, 'Shift+Tab');
  await look(page, 'bulk-change');
  await choose(page, 'New status', 'Retired');
  await pressByKeyboard(page, page.getByRole('button', { name: 'See what changes' }));
  await shownText(page, 'No question changes.').waitFor();
  await page.getByText('Needs a reason').waitFor();
  await look(page, 'bulk-nothing');
  await pressByKeyboard(page, page.getByRole('button', { name: 'Back' }));
  await fillByKeyboard(page, 'Reason', 'Their facts are dated.');
  await pressByKeyboard(page, page.getByRole('button', { name: 'See what changes' }));
  await pressByKeyboard(page, page.getByRole('button', { name: 'Change 2 questions' }));

  const last = page.getByRole('group', { name: 'Last change' });
  await last.getByText('2 questions changed.').waitFor();
  await expect.poll(() => retired(author)).toBe(2);
  await pressByKeyboard(page, last.getByRole('button', { name: 'Undo' }));
  await last.getByText('2 questions are as before.').waitFor();
  expect(await retired(author)).toBe(0);
  await look(page, 'bulk-undone');
});

it('offers the way back for ten seconds, and for longer while somebody is at it', async () => {
  const page = await walk.open({}, await walk.attest.given.instructor());
  await page.clock.install();
  await page.goto('/bank?certification=CAISA');
  await page
    .getByRole('checkbox', { name: /^Select caisa-/ })
    .first()
    .check();
  await open(page, 'Shift+Tab');
  await choose(page, 'What to change', 'Add a tag');
  await page.getByLabel('Tag', { exact: true }).selectOption('F4');
  await page.getByRole('button', { name: 'See what changes' }).click();
  await page.getByRole('button', { name: 'Change one question' }).click();
  const last = page.getByRole('group', { name: 'Last change' });
  const undo = last.getByRole('button', { name: 'Undo' });
  await undo.focus();
  await page.clock.runFor(20_000);
  await undo.waitFor();
  await page.getByRole('heading', { level: 1 }).focus();
  await page.mouse.move(0, 0);
  await page.clock.runFor(12_000);
  await last.getByText('The time for undoing is over.').waitFor();
  expect(await undo.count()).toBe(0);
});

async function open(page: Page, key: 'Tab' | 'Shift+Tab'): Promise<void> {
  await pressByKeyboard(page, page.getByRole('button', { name: 'Change…' }), key);
  await page.getByRole('dialog').waitFor();
}

async function choose(page: Page, label: string, option: string): Promise<void> {
  await tabTo(page, page.getByLabel(label));
  await page.keyboard.type(option);
}

async function retired({
  client,
}: Awaited<ReturnType<typeof walk.attest.given.instructor>>): Promise<number> {
  return (await client.get('/items?status=retired')).read(BankItems).total;
}
