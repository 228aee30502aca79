import { describe, expect, it } from 'vitest';
import {
  expectHeading,
  fillByKeyboard,
  pressByKeyboard,
  tabTo,
  turnPage,
  useBrowserWalk,
} from './browser-walk.ts';
import { look } from './look-at-page.ts';

const walk = useBrowserWalk();

describe('shortcuts', () => {
  it('are changed in the settings, conflicts said, and act so in the exam', async () => {
    const { candidate, session } = await walk.attest.given.bookedSession();
    const page = await walk.open({}, candidate);
    await page.goto('/settings/shortcuts');
    await expectHeading(page, 'Keyboard shortcuts');
    await fillByKeyboard(page, 'Next question', 'p');
    await page
      .locator('p', {
        hasText: 'P is used for “Previous question”. Change that one first, or choose another letter.',
      })
      .waitFor();
    await look(page, 'settings-shortcuts');
    await fillByKeyboard(page, 'Next question', 'b');
    await page.locator('p', { hasText: 'B chooses an option. Choose a letter from I to Z.' }).waitFor();
    expect(await page.getByLabel('Next question').inputValue()).toBe('N');
    await page.keyboard.type('x');
    expect(await page.getByLabel('Next question').inputValue()).toBe('X');
    await fillByKeyboard(page, 'Flag', 'y');

    await page.goto(`/sit/${session.id}`);
    await page.getByRole('button', { name: 'Start exam' }).click();
    await expectHeading(page, /Question 1/);
    await page.keyboard.press('n');
    await expectHeading(page, /Question 1/);
    await page.keyboard.press('x');
    await expectHeading(page, /Question 2/);
    await turnPage(page, 'p');
    while ((await page.locator('main input[type=radio]').count()) === 0) await page.keyboard.press('x');
    await page
      .getByRole('navigation', { name: 'Questions, one by one' })
      .getByText('Y', { exact: true })
      .waitFor();

    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await look(page, 'player-shortcuts');
    await pressByKeyboard(page, dialog.getByRole('button', { name: 'Change letters' }));
    await look(page, 'player-shortcuts-change');
    await pressByKeyboard(page, dialog.getByRole('button', { name: 'Use the standard letters' }));
    expect(await dialog.getByLabel('Next question').inputValue()).toBe('N');
    await tabTo(page, dialog.getByLabel('Single letters act as shortcuts'));
    await page.keyboard.press('Space');
    await page.keyboard.press('Escape');
    const heading = await page.getByRole('heading', { level: 1 }).textContent();
    await page.keyboard.press('n');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(heading);
    await page.keyboard.press('Alt+Shift+N');
    await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).not.toBe(heading);
  });

  it('are found on a phone, too, for whoever has keys there', async () => {
    const { candidate, session } = await walk.attest.given.bookedSession();
    const page = await walk.open({ width: 'narrow', hasTouch: true }, candidate);
    await page.goto(`/sit/${session.id}`);
    await page.getByRole('button', { name: 'Start exam' }).tap();
    await expectHeading(page, /Question 1/);
    const display = page.getByRole('button', { name: 'Display' });
    await display.tap();
    const settings = page.getByRole('dialog', { name: 'Display' });
    await settings.getByRole('button', { name: 'Keyboard shortcuts' }).tap();
    await settings.waitFor({ state: 'hidden' });
    const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await dialog.getByRole('button', { name: 'Close' }).tap();
    await dialog.waitFor({ state: 'hidden' });
    expect(await display.evaluate((button) => button === document.activeElement)).toBe(true);
  });
});
