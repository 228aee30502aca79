import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { importSampleItems } from '../support/sample-bank.ts';
import {
  expectHeading,
  fillByKeyboard,
  pressByKeyboard,
  shownText,
  tabTo,
  useBrowserWalk,
} from './browser-walk.ts';
import { look } from './look-at-page.ts';

const walk = useBrowserWalk({});
/** A page and a half. */
beforeEach(() => importSampleItems(70)(walk.attest.databaseUrl));

describe('selected questions', () => {
  it('are moved from two pages at once and brought back, by keyboard alone', async () => {
    const page = await walk.open({}, await walk.attest.given.instructor());
    await openBank(page);
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+Space');
    await shownText(page, '3 questions selected.').waitFor();
    await pressByKeyboard(page, button(page, 'Next page'));
    await shownText(page, '51–70 of 70').waitFor();
    await pressByKeyboard(page, button(page, 'Skip to the questions'), 'Shift+Tab');
    await page.keyboard.press('Space');
    await shownText(page, '4 questions selected.').waitFor();
    const before = await statuses();

    await pressByKeyboard(page, button(page, 'Change'), 'Shift+Tab');
    await choose(page, 'What to do', 'Move to another status');
    await choose(page, 'New status', 'Retired');
    await pressByKeyboard(page, button(page, 'Show what changes'));
    await page.getByText('Check this entry').waitFor();
    await look(page, 'bulk-choice');
    await fillByKeyboard(page, 'Reason', 'The tool they name is gone.');
    await pressByKeyboard(page, button(page, 'Show what changes'));
    await shownText(page, '2 questions move to “Retired”. 2 questions stay as they are.').waitFor();
    await shownText(page, 'There is no such step from the status it has (2)').waitFor();
    await look(page, 'bulk-preview');
    expect(await statuses()).toEqual(before);
    await pressByKeyboard(page, button(page, 'Change 2 questions'));

    await shownText(page, '2 questions moved to “Retired”.').waitFor();
    expect((await statuses()).filter(([, status]) => status === 'retired')).toHaveLength(2);
    await tabTo(page, button(page, 'Undo'));
    await shownText(page, 'You can undo this. The time stands still while you are here.').waitFor();
    // Longer than the time that is given, and Escape takes nothing away.
    await page.keyboard.press('Escape');
    await page.waitForFunction((since) => Date.now() - since > 11_000, Date.now());
    await page.keyboard.press('Enter');

    await shownText(page, '2 questions are as before.').waitFor();
    expect(await statuses()).toEqual(before);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('are as before');
    await pressByKeyboard(page, button(page, 'Dismiss'));
    expect(await page.getByRole('region', { name: 'Last change' }).count()).toBe(0);
  });

  it('say when they can no longer be brought back, and stay changed', async () => {
    const page = await walk.open({}, await walk.attest.given.instructor());
    await openBank(page);
    await page.keyboard.press('Space');
    await change(page, async () => choose(page, 'Tag', 'F2'));
    await shownText(page, '1 question has the tag F2 now.').waitFor();

    await shownText(page, 'The time to undo this is over.').waitFor({ timeout: 15_000 });

    expect(await button(page, 'Undo').getAttribute('aria-disabled')).toBe('true');
    const [row] = await walk.attest.rows(
      `SELECT metadata->'tags' AS tags FROM items ORDER BY bank_id LIMIT 1`,
    );
    expect(row).toEqual({ tags: ['F2'] });
  });

  it('are put before a reviewer who is found by name', async () => {
    await walk.attest.given.staff(['reviewer'], { displayName: 'Ada Marlow' });
    const reviewer = await walk.attest.given.staff(['reviewer'], { displayName: 'Rosalind Hale' });
    const page = await walk.open({}, await walk.attest.given.instructor());
    await openBank(page);
    await page.keyboard.press('Space');
    await change(page, async () => {
      await choose(page, 'What to do', 'Ask for a review');
      await fillByKeyboard(page, 'Find a reviewer by name', 'rosa');
      await page.getByRole('option', { name: 'Ada Marlow' }).waitFor({ state: 'detached' });
      await choose(page, 'Reviewer', 'Rosalind');
    });

    await shownText(page, 'Rosalind Hale is asked to review 1 question now.').waitFor();

    const rows = await walk.attest.rows(`SELECT reviewer_id FROM item_review_assignments`);
    expect(rows).toEqual([{ reviewer_id: reviewer.id }]);
  });

  it('name those that somebody else changed meanwhile', async () => {
    const [person, other] = [await walk.attest.given.instructor(), await walk.attest.given.instructor()];
    const page = await walk.open({}, person);
    await openBank(page);
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+Space');
    await pressByKeyboard(page, button(page, 'Change'), 'Shift+Tab');
    await pressByKeyboard(page, button(page, 'Show what changes'));
    await shownText(page, '2 questions get the tag S1.').waitFor();
    const body = { itemIds: ['caisa-a1-0001'], action: { kind: 'add-tag', tag: 'F1' } };
    const seen = await other.client.post('/item-changes/preview', body);
    const [{ id, stamp }] = (seen.body as { changes: [{ id: string; stamp: string }] }).changes;
    await other.client.post('/item-changes', { items: [{ id, stamp }], action: body.action });

    await pressByKeyboard(page, button(page, 'Change 2 questions'));

    await shownText(page, '1 question has the tag S1 now.').waitFor();
    await shownText(page, 'Changed by somebody meanwhile: caisa-a1-0001').waitFor();
    await look(page, 'bulk-done');
  });

  it('leave as files that an import takes', async () => {
    const page = await walk.open({}, await walk.attest.given.instructor());
    await openBank(page);
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await pressByKeyboard(page, button(page, 'Export'), 'Shift+Tab');
    const saving = page.waitForEvent('download');
    await pressByKeyboard(page, button(page, 'Download as bank files'));
    const file = await saving;
    expect(file.suggestedFilename()).toMatch(/^attest-bank-files-\d{4}-\d\d-\d\d\.zip$/);
    const archive = readFileSync(await file.path());
    expect(archive.subarray(0, 2).toString()).toBe('PK');
    for (const id of ['caisa-a1-0001', 'caisa-a1-0004']) {
      expect(archive.includes(`caisa/items/a1/${id}.yaml`)).toBe(true);
    }
    expect(archive.includes('caisa-a1-0007')).toBe(false);
  });

  it('are a range under a pointer, too, and one by one again after it', async () => {
    const page = await walk.open({}, await walk.attest.given.instructor());
    await openBank(page);
    const boxes = page.getByRole('grid').locator('tbody input[type=checkbox]');
    await boxes.nth(1).click();
    await boxes.nth(4).click({ modifiers: ['Shift'] });
    await shownText(page, '4 questions selected.').waitFor();
    await boxes.nth(2).click();
    await boxes.nth(3).click({ modifiers: ['Shift'] });
    await shownText(page, '2 questions selected.').waitFor();
    expect(
      await boxes.evaluateAll((all) => all.map((each) => (each as HTMLInputElement).checked).slice(0, 6)),
    ).toEqual([false, true, false, false, true, false]);
  });
});

describe('a saved view', () => {
  it('is made of what is shown, found on another device, renamed and deleted, by keyboard alone', async () => {
    const person = await walk.attest.given.instructor();
    const page = await walk.open({}, person);
    await page.goto('/bank?status=draft&sort=question&direction=descending');
    await expectHeading(page, 'Question bank');
    await pressByKeyboard(page, button(page, 'Saved views'));
    await pressByKeyboard(page, button(page, 'Save this view'));
    await page.getByRole('dialog').waitFor();
    await look(page, 'view-save');
    await fillByKeyboard(page, 'Name of the view', 'Drafts to finish');
    await page.keyboard.press('Enter');
    await button(page, 'View: Drafts to finish').waitFor();

    const elsewhere = await walk.open({ width: 'narrow' }, person);
    await elsewhere.goto('/bank');
    await pressByKeyboard(elsewhere, button(elsewhere, 'Saved views'));
    await look(elsewhere, 'views-open');
    // The look went through everything that takes the focus.
    await elsewhere.keyboard.press('Escape');
    await elsewhere.reload();
    await pressByKeyboard(elsewhere, button(elsewhere, 'Saved views'));
    await pressByKeyboard(elsewhere, elsewhere.getByRole('link', { name: 'Drafts to finish' }));
    await button(elsewhere, 'View: Drafts to finish').waitFor();
    expect(new URL(elsewhere.url()).search).toBe('?status=draft&sort=question&direction=descending');
    await elsewhere.locator('th[aria-sort=descending]', { hasText: 'Question' }).waitFor();

    await pressByKeyboard(page, button(page, 'View: Drafts to finish'));
    await pressByKeyboard(page, button(page, 'Manage views'));
    await pressByKeyboard(page, button(page, 'Rename “Drafts to finish”'));
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('Drafts');
    await page.keyboard.press('Enter');
    await pressByKeyboard(page, button(page, 'Delete “Drafts”'));
    await look(page, 'view-delete');
    await pressByKeyboard(page, button(page, 'Delete view'));
    await button(page, 'Saved views').waitFor();
    expect(await walk.attest.rows(`SELECT 1 FROM bank_views`)).toEqual([]);
  });

  it('takes what is shown now in place of what it held, and says when a name is taken', async () => {
    const page = await walk.open({}, await walk.attest.given.instructor());
    await page.goto('/bank');
    await page.getByLabel(/^Draft/).check();
    await saveView(page, 'Mine');
    await page.getByLabel(/^Operational/).check();
    await saveView(page, 'Mine');
    await page.getByText('You have a view of this name.').first().waitFor();
    await look(page, 'view-taken');
    await page.keyboard.press('Escape');
    await button(page, 'Saved views').click();
    await button(page, 'Manage views').click();
    await button(page, 'Replace “Mine” with what you see now').click();
    await page.keyboard.press('Escape');
    await button(page, 'View: Mine').waitFor();
    const [row] = await walk.attest.rows(`SELECT state->'status' AS status FROM bank_views`);
    expect(row).toEqual({ status: ['draft', 'operational'] });
  });
});

describe('the workspace', () => {
  it('has its sections beside each of its pages where there is room', async () => {
    const page = await walk.open({}, await walk.attest.given.instructor());
    await page.goto('/home');
    const rail = page.getByRole('navigation', { name: 'Workspace' });
    expect(await rail.count()).toBe(0);
    await pressByKeyboard(page, page.getByRole('banner').getByRole('link', { name: 'Workspace' }));
    await expectHeading(page, 'Question bank');
    const current = rail.locator('[aria-current=page]');
    await expect.poll(() => current.allTextContents()).toEqual(['Question bank']);
    await pressByKeyboard(page, rail.getByRole('link', { name: 'Reviews' }));
    await expectHeading(page, 'Reviews');
    await expect.poll(() => current.allTextContents()).toEqual(['Reviews']);
    await look(page, 'rail');
  });

  it('has them in a menu where there is little, which a link and Escape close', async () => {
    const page = await walk.open({ width: 'narrow' }, await walk.attest.given.instructor());
    await page.goto('/home');
    const menu = page.getByRole('banner').getByRole('button', { name: 'Workspace' });
    await pressByKeyboard(page, menu);
    await page.getByRole('link', { name: 'Scenarios' }).waitFor();
    await look(page, 'workspace-menu');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto('/home');
    await pressByKeyboard(page, menu);
    await page.keyboard.press('Escape');
    expect(await menu.getAttribute('aria-expanded')).toBe('false');
    await page.keyboard.press('Enter');
    await pressByKeyboard(page, page.getByRole('link', { name: 'Scenarios' }));
    await expectHeading(page, 'Scenarios');
    expect(await page.getByRole('link', { name: 'Accommodations' }).isVisible()).toBe(false);
  });

  it('shows nobody what they may not open', async () => {
    const proctor = await walk.open({}, await walk.attest.given.staff(['proctor']));
    await proctor.goto('/monitor');
    const rail = proctor.getByRole('navigation', { name: 'Workspace' });
    await rail.getByRole('link').first().waitFor();
    expect(await rail.getByRole('link').allTextContents()).toEqual(['Live exams', 'Accommodations']);
    const candidate = await walk.open({}, await walk.attest.given.candidate());
    await candidate.goto('/home');
    await candidate.getByRole('banner').getByRole('link', { name: 'Exams' }).waitFor();
    expect(await candidate.getByRole('link', { name: 'Workspace' }).count()).toBe(0);
  });
});

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function openBank(page: Page): Promise<void> {
  await page.goto('/bank');
  await expectHeading(page, 'Question bank');
  await shownText(page, '1–50 of 70').waitFor();
  await pressByKeyboard(page, button(page, 'Skip to the questions'));
}

/** By the letters an option begins with, as a native select takes them. */
async function choose(page: Page, label: string, option: string): Promise<void> {
  await tabTo(page, page.getByRole('dialog').getByLabel(label, { exact: true }));
  await page.keyboard.type(option);
}

/** From the selection to what was done. */
async function change(page: Page, chooseAction: () => Promise<void>): Promise<void> {
  await pressByKeyboard(page, button(page, 'Change'), 'Shift+Tab');
  await chooseAction();
  await pressByKeyboard(page, button(page, 'Show what changes'));
  await pressByKeyboard(page, button(page, 'Change 1 question'));
}

async function saveView(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^(Saved views|View: )/ }).click();
  await button(page, 'Save this view').click();
  await page.getByLabel('Name of the view').fill(name);
  await page.keyboard.press('Enter');
}

async function statuses() {
  const rows = await walk.attest.rows(`SELECT bank_id, status FROM items ORDER BY bank_id`);
  return rows.map(({ bank_id: id, status }) => [id, status] as const);
}
