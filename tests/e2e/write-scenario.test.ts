import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import {
  expectHeading,
  fillByKeyboard,
  pressByKeyboard,
  shownText,
  tabTo,
  useBrowserWalk,
} from './browser-walk.ts';
import { look, visit } from './look-at-page.ts';

const walk = useBrowserWalk();

describe('a scenario', () => {
  it('is written, approved by another person and taken into use, with keys alone', async () => {
    const page = await walk.open({}, await walk.attest.given.instructor({ displayName: 'Ada Author' }));
    await visit(page, '/stimuli', 'stimuli-author');
    await pressByKeyboard(page, page.getByRole('link', { name: 'New scenario' }));
    await expectHeading(page, 'New scenario');
    await look(page, 'stimulus-new');
    await pressByKeyboard(page, page.getByRole('button', { name: 'Begin' }));
    await page.getByLabel('Title', { exact: true }).waitFor();
    await look(page, 'stimulus-empty');
    await fillByKeyboard(page, 'Title', 'Quarrystone: refund agent');
    await fillByKeyboard(page, 'Organisation', 'Quarrystone');
    await fillByKeyboard(page, 'Industry', 'retail');
    await fillByKeyboard(
      page,
      /^What is the case$/,
      'Quarrystone lets an agent refund up to 50 euros by itself.',
    );
    await pressByKeyboard(page, page.getByRole('button', { name: 'Add fact' }));
    await page.keyboard.type('Each refund is logged with the id of the session.');

    await addExhibit(page, 'Log');
    await page.keyboard.type('Refunds of one night');
    await fillByKeyboard(page, 'Lines', '02:10 refund 50\n02:11 refund 50\n02:12 refund 50');
    await addExhibit(page, 'Diagram');
    await page.keyboard.type('Flow of a refund');
    await pressByKeyboard(page, page.getByRole('button', { name: 'Add boundary' }));
    await page.keyboard.type('Shop network');
    for (const name of ['Customer', 'Refund agent', 'Payment service']) {
      await pressByKeyboard(page, page.getByRole('button', { name: 'Add part' }));
      await page.keyboard.type(name);
    }
    await tabTo(page, part(page, 2).getByLabel('Lies in'), 'Shift+Tab');
    await page.keyboard.press('ArrowDown');
    for (const to of ['Refund agent', 'Payment service']) {
      await pressByKeyboard(page, page.getByRole('button', { name: 'Add flow' }));
      await page.keyboard.press('Tab');
      await page.keyboard.type(to.slice(0, 3));
    }
    await saved(page);
    await look(page, 'stimulus-written');
    const frame = page.frameLocator('iframe');
    await frame.getByRole('tab', { name: 'Diagram' }).waitFor();
    await frame.getByText('Quarrystone lets an agent refund').waitFor();

    await page.keyboard.press('ControlOrMeta+Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('What changed, and why').waitFor();
    await page.keyboard.type('First version');
    await pressByKeyboard(page, dialog.getByRole('button', { name: 'Save and send to review' }));
    await expectHeading(page, /^Review of caisa-s-\d{3}/);
    const id = /caisa-s-\d{3}/.exec(page.url())?.[0] ?? '';
    await shownText(page, /^You wrote this version/).waitFor();
    await look(page, 'stimulus-review-own');

    const reviewing = await walk.open({}, await walk.attest.given.staff(['reviewer']));
    await reviewing.goto('/reviews');
    await pressByKeyboard(
      reviewing,
      reviewing
        .getByRole('navigation', { name: 'What is reviewed' })
        .getByRole('link', { name: 'Scenarios' }),
    );
    await reviewing.getByRole('link', { name: 'Quarrystone: refund agent' }).waitFor();
    await look(reviewing, 'stimulus-reviews');
    await pressByKeyboard(reviewing, reviewing.getByRole('link', { name: 'Quarrystone: refund agent' }));
    await expectHeading(reviewing, new RegExp(`^Review of ${id}`));
    for (const aspect of ['Technical', 'Editorial', 'Fairness']) {
      await tabTo(reviewing, reviewing.getByRole('checkbox', { name: new RegExp(`^${aspect}`) }));
      await reviewing.keyboard.press('Space');
    }
    await look(reviewing, 'stimulus-review');
    await pressByKeyboard(reviewing, reviewing.getByRole('button', { name: 'Approve' }));
    await shownText(reviewing, /approved: Technical, Editorial, Fairness/).waitFor();

    await page.reload();
    await expectHeading(page, new RegExp(`^Review of ${id}`));
    await pressByKeyboard(page, page.getByRole('button', { name: 'Use in exams' }));
    await pressByKeyboard(page, page.getByRole('dialog').getByRole('button', { name: 'Confirm' }));
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.goto(`/stimuli/${id}`);
    await shownText(page, 'Operational', { exact: true }).waitFor();
    await look(page, 'stimulus-author');
  });

  it('is changed in a new revision that says what is new, and its questions wait for its approval', async () => {
    const page = await walk.open({ width: 'narrow' }, await walk.attest.given.instructor());
    await page.goto('/stimuli/caisa-s-001');
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await expectHeading(page, 'Edit caisa-s-001');
    await shownText(page, /questions use it\. What they name by number or place has to stay/).waitFor();
    const industry = page.getByLabel('Industry', { exact: true });
    await industry.fill('public healthcare');
    await page
      .getByRole('group', { name: 'Fact 7' })
      .getByLabel('What is the case', { exact: true })
      .fill('Vectors are computed anew each night.');
    await saved(page);
    await page.getByRole('button', { name: 'What changes' }).click();
    await page.getByRole('dialog').getByText('public').first().waitFor();
    await look(page, 'stimulus-changes');
    await page.getByRole('button', { name: 'Go on writing' }).click();

    // What a question names has to stay; the hint says which question that is.
    await page.getByRole('button', { name: 'Remove Fact 7' }).click();
    await page
      .getByRole('region', { name: 'Hints' })
      .getByText(/caisa-a\d-\d{4}/)
      .first()
      .waitFor();
    await look(page, 'stimulus-fact-in-use');
    await page.getByRole('group', { name: 'Undo' }).getByRole('button', { name: 'Undo' }).click();
    await saved(page);
    await page.getByRole('button', { name: 'Save version' }).click();
    await page.getByRole('dialog').getByLabel('What changed, and why').fill('Vectors once a night');
    await page.getByRole('dialog').getByRole('button', { name: 'Save version' }).click();
    await expectHeading(page, /^Review of caisa-s-001/);
    await shownText(
      page,
      /^Its author works on it and sends it to review\. Its questions are in no new exam\./,
    ).waitFor();

    await page.goto('/stimuli/caisa-s-001/history');
    await shownText(page, 'Vectors once a night').waitFor();
    await look(page, 'stimulus-history');
    await page.getByRole('link', { name: 'Compare with the one before' }).click();
    await expectHeading(page, 'What changed in caisa-s-001');
    await shownText(page, 'public').waitFor();
    await look(page, 'stimulus-compare');
  });

  it('takes the cells of a spreadsheet, and gives back what was taken out', async () => {
    const page = await walk.open({}, await walk.attest.given.instructor());
    await page.goto('/stimuli/new');
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.getByLabel('Title', { exact: true }).waitFor();
    await addExhibit(page, 'Table');
    await page.getByLabel('Column 1', { exact: true }).evaluate((cell: HTMLTextAreaElement) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', 'Time\tBuild\tResult\n08:20\tm41\tgood\n08:40\tm42\tbad');
      cell.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    await page.getByLabel('Row 2, Build').waitFor();
    expect(await page.getByLabel('Row 2, Result').inputValue()).toBe('bad');
    await page.getByRole('button', { name: 'Remove Build' }).click();
    expect(await page.getByLabel('Row 2, Build').count()).toBe(0);
    await page.getByRole('group', { name: 'Undo' }).getByRole('button', { name: 'Undo' }).click();
    expect(await page.getByLabel('Row 2, Build').inputValue()).toBe('m42');
    await look(page, 'stimulus-table');
    await saved(page);
    await page.goto('/stimuli/drafts');
    await page.getByText('No title yet').waitFor();
    await look(page, 'stimulus-drafts');
    await page.getByRole('link', { name: 'No title yet' }).click();
    expect(await page.getByLabel('Row 2, Build').inputValue()).toBe('m42');
    await page.getByRole('button', { name: 'Delete draft' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete draft' }).click();
    await shownText(page, 'You have no drafts of scenarios').waitFor();
    await look(page, 'stimulus-no-drafts');
  });
});

const part = (page: Page, number: number) =>
  page.getByRole('group', { name: `Part ${String(number)}`, exact: true });

/** The focus is then in its title. */
async function addExhibit(page: Page, kind: string): Promise<void> {
  await tabTo(page, page.getByLabel('Kind of the next exhibit'));
  await page.getByLabel('Kind of the next exhibit').selectOption(kind);
  await pressByKeyboard(page, page.getByRole('button', { name: 'Add exhibit' }));
}

async function saved(page: Page): Promise<void> {
  await page.getByText('Saving soon…').waitFor({ state: 'detached' });
  await shownText(page, /^Saved/).waitFor();
}
