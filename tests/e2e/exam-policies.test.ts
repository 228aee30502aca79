import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
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

describe('the tools of an exam', () => {
  it('that are forbidden are absent, and their keys do nothing', async () => {
    const tools = { highlights: false, notes: false, ruleOut: false };
    const { page } = await sitting(await walk.attest.given.exam({ tools }));
    while ((await page.locator('main input[type=radio]').count()) === 0) await turnPage(page, 'n');
    for (const name of ['Note', 'Highlights', 'Calculator']) {
      expect(await page.getByRole('button', { name }).count(), name).toBe(0);
    }
    expect(await page.getByRole('button', { name: /^Rule out/ }).count()).toBe(0);
    for (const key of ['l', 'w', 'k', 'Shift+A']) await page.keyboard.press(key);
    expect(await page.locator('dialog[open], textarea, main s').count()).toBe(0);
    await page.keyboard.press('?');
    const keys = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await keys.getByText('Next question', { exact: true }).waitFor();
    expect(await keys.getByText(/note|[Hh]ighlight|Calculator|Rule out/).count()).toBe(0);
  });

  it('may hold a calculator for pointer and keys, which moves and leaves the letters to the exam', async () => {
    const { page } = await sitting(await walk.attest.given.exam({ tools: { calculator: true } }));
    await page.keyboard.press('k');
    const panel = page.getByRole('region', { name: 'Calculator' });
    await panel.getByLabel('Calculation').waitFor();
    await page.keyboard.type('(0.1+0.2)*10');
    await page.keyboard.press('Enter');
    await panel.getByText('= 3', { exact: true }).waitFor();
    for (const name of ['divided by', '0']) await panel.getByRole('button', { name, exact: true }).click();
    await panel.getByRole('button', { name: 'Calculate' }).click();
    await panel.getByText('Nothing can be divided by zero.').waitFor();
    await panel.getByText('Earlier results').click();
    await panel.getByText('(0.1+0.2)*10 = 3').waitFor();
    await panel.getByLabel('Calculation').fill('6*7');
    await page.keyboard.type('=');
    await panel.getByText('= 42', { exact: true }).waitFor();

    const before = await panel.boundingBox();
    await panel.getByRole('button', { name: 'Move to the other side' }).click();
    await panel.getByRole('button', { name: 'Move up' }).click();
    const after = await panel.boundingBox();
    expect(after?.x).toBeLessThan(before?.x ?? 0);
    expect(after?.y).toBeLessThan(before?.y ?? 0);

    await turnPage(page, 'n');
    await tabTo(page, panel.getByLabel('Calculation'));
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Calculator');
  });
});

const policy = {
  mayGoBack: false,
  scenarioShare: { min: 0 },
  minTestletSize: 1,
  sections: [
    { title: 'Knowledge', itemCount: 5 },
    { title: 'Judgement', itemCount: 7 },
  ],
};

describe('an exam in one-way sections', () => {
  it('is gone through with keys alone; what was left stays closed on another device, too', async () => {
    const { candidate, page, sessionId } = await sitting(await walk.attest.given.exam(policy));
    await turnPage(page, 'n');
    await turnPage(page, 'p');
    await expectHeading(page, 'Question 1 of 12 · Knowledge');
    for (let number = 1; number < 5; number += 1) await turnPage(page, 'n');
    await page.keyboard.press('n');
    const dialog = page.getByRole('dialog', { name: 'Leave “Knowledge”' });
    await dialog.getByText('5 questions have no answer').waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent.trim())).toBe(
      'Stay in this section',
    );
    await look(page, 'player-section-dialog');
    await page.keyboard.press('Enter');
    await expectHeading(page, 'Question 5 of 12 · Knowledge');

    await page.keyboard.press('n');
    await pressByKeyboard(page, dialog.getByRole('button', { name: 'Go to “Judgement”' }));
    await expectHeading(page, 'Question 6 of 12 · Judgement');
    await page.keyboard.press('p');
    await page.goBack();
    await expectHeading(page, 'Question 6 of 12 · Judgement');
    await page.getByRole('heading', { name: 'Knowledge (closed)' }).waitFor();
    await look(page, 'player-sections');
    await page.keyboard.press('j');
    await page.keyboard.type('3');
    await page.keyboard.press('Enter');
    await shownText(page, 'Enter a number from 6 to 12.').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog input').waitFor({ state: 'detached' });
    await page.keyboard.press('r');
    await expectHeading(page, 'Overview');
    await look(page, 'overview-sections');
    expect(await page.getByRole('button', { name: /^1 / }).count()).toBe(0);

    const second = await walk.open({ width: 'narrow', hasTouch: true }, candidate);
    await second.goto(`/sit/${sessionId}?question=2`);
    await second.getByRole('button', { name: 'Continue here' }).tap();
    await expectHeading(second, 'Question 6 of 12 · Judgement');
    await second.getByRole('button', { name: 'Previous' }).tap({ force: true });
    await expectHeading(second, 'Question 6 of 12 · Judgement');
  });

  it('offline says that the next section needs a connection, and keeps the answers of this one open', async () => {
    const { page, dialog, open, go } = await atTheEndOfASection();
    await page.context().setOffline(true);
    await page.keyboard.press('m');
    await open();
    await pressByKeyboard(page, go);
    await dialog.getByText('The next section needs a connection.').waitFor();
    await look(page, 'player-section-offline');
    await pressByKeyboard(page, dialog.getByRole('button', { name: 'Stay in this section' }));
    await turnPage(page, 'p');
    await expectHeading(page, 'Question 4 of 12 · Knowledge');

    await page.context().setOffline(false);
    await turnPage(page, 'n');
    await open();
    await pressByKeyboard(page, go);
    await expectHeading(page, 'Question 6 of 12 · Judgement');
  });

  it('is asked for again and again once it was asked for, and this one stays closed meanwhile', async () => {
    const { page, dialog, open, go, sessionId, candidate } = await atTheEndOfASection();
    let isLost = true;
    await page.route('**/sections/1', async (route) => {
      const response = await route.fetch();
      if (isLost) await route.abort('connectionreset');
      else await route.fulfill({ response });
    });
    await open();
    await pressByKeyboard(page, go);
    await dialog.getByText('The next section has not arrived yet.').waitFor();
    await page.keyboard.press('Escape');
    expect(await dialog.getByRole('button', { name: 'Stay in this section' }).count()).toBe(0);
    expect(await dialog.isVisible()).toBe(true);

    isLost = false;
    await expectHeading(page, 'Question 6 of 12 · Judgement');
    await page.keyboard.press('m');
    await expect
      .poll(async () => (await candidate.client.get(`/exam-sessions/${sessionId}`)).text, { timeout: 10_000 })
      .toContain('"flagged":true');
  });

  it('shows the section that was opened after a reload without network', async () => {
    const { page, open, go } = await atTheEndOfASection();
    await open();
    await pressByKeyboard(page, go);
    await expectHeading(page, 'Question 6 of 12 · Judgement');
    await turnPage(page, 'n');
    await page.context().setOffline(true);
    await page.reload();
    await page.getByRole('button', { name: 'Continue here' }).click();
    await expectHeading(page, 'Question 7 of 12 · Judgement');
  });

  it('goes on by touch on a narrow screen; the tab that lost the exam gets no section', async () => {
    // The page learns from its own request that it lost the exam.
    const { page, candidate, sessionId, open, go } = await atTheEndOfASection(/\/changes$/);
    await open();
    const second = await walk.open({ width: 'narrow', hasTouch: true }, candidate);
    await second.goto(`/sit/${sessionId}?question=5`);
    await second.getByRole('button', { name: 'Continue here' }).tap();
    await expectHeading(second, 'Question 5 of 12 · Knowledge');

    await go.click();
    await page
      .getByText(/continued in another tab or device/)
      .first()
      .waitFor();
    await second.getByRole('button', { name: 'Next section' }).tap();
    const dialog = second.getByRole('dialog', { name: 'Leave “Knowledge”' });
    await look(second, 'player-section-narrow');
    await dialog.getByRole('button', { name: 'Go to “Judgement”' }).tap();
    await expectHeading(second, 'Question 6 of 12 · Judgement');
  });
});

/**
 * Answers of the section on screen, and the dialog that leaves it.
 *
 * @param unheard addresses whose requests never get through
 */
async function atTheEndOfASection(unheard?: RegExp) {
  const sat = await sitting(await walk.attest.given.exam(policy), unheard);
  const { page } = sat;
  for (let number = 1; number < 5; number += 1) await turnPage(page, 'n');
  const dialog = page.getByRole('dialog', { name: 'Leave “Knowledge”' });
  const open = async () => {
    await page.keyboard.press('n');
    await dialog.waitFor();
  };
  return { ...sat, dialog, open, go: dialog.getByRole('button', { name: 'Go to “Judgement”' }) };
}

async function sitting(
  exam: string,
  unheard?: RegExp,
): Promise<{ candidate: Person; page: Page; sessionId: string }> {
  const { candidate, session } = await walk.attest.given.bookedSession({ exam });
  const page = await walk.open({}, candidate);
  if (unheard) await page.route(unheard, (route) => route.abort());
  await page.goto(`/sit/${session.id}`);
  await page.getByRole('button', { name: 'Start exam' }).click();
  await expectHeading(page, /Question 1/);
  return { candidate, page, sessionId: session.id };
}
