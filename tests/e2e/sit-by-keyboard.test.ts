import { ExamSessions } from '@attest/contracts';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { brokenInvariants } from '../support/invariants.ts';
import {
  expectHeading,
  fillByKeyboard,
  goToChoice,
  pressByKeyboard,
  shownText,
  tabTo,
  useBrowserWalk,
} from './browser-walk.ts';

const walk = useBrowserWalk();

/** Answers the question on screen with keys alone, whatever its type. */
async function answerByKeyboard(page: Page): Promise<void> {
  const keepOrder = page.getByRole('button', { name: 'Keep this order' });
  const selects = page.locator('main select:visible');
  const options = page.locator('main input[type=radio], main input[type=checkbox]');
  if (await keepOrder.isVisible()) {
    await pressByKeyboard(page, page.getByRole('button', { name: /^Move down/ }).first());
  } else if ((await options.count()) > 0) {
    const isSingle = (await page.locator('main input[type=radio]').count()) > 0;
    await page.keyboard.press('b');
    if (!isSingle) await page.keyboard.press('c');
  } else {
    for (let at = 0; at < (await selects.count()); at += 1) {
      await tabTo(page, selects.nth(at));
      for (let presses = 0; presses <= at; presses += 1) await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
  }
}

describe('a candidate who uses the keyboard alone', () => {
  it('registers, sits the CAISA sampler, and reads outcome and review', async () => {
    const page = await walk.open();
    await page.goto('/');
    await pressByKeyboard(page, page.getByRole('link', { name: /account|Register/i }).first());
    await fillByKeyboard(page, /E-mail/, 'ada@example.org');
    await fillByKeyboard(page, /name/i, 'Ada Byron');
    await fillByKeyboard(page, /^Password/, 'plum harbour 47 lantern');
    await page.keyboard.press('Enter');
    await expectHeading(page, /Home|Start with/);

    await page.goto('/exams/caisa-sampler');
    await expectHeading(page, 'CAISA sampler');
    await pressByKeyboard(page, page.getByRole('button', { name: 'Start exam' }));
    await expectHeading(page, /Question 1/);

    const requests: string[] = [];
    page.on('request', (request) => requests.push(`${request.method()} ${new URL(request.url()).pathname}`));
    // The browser takes the icon from its cache at every change of the address; what was observed goes
    // every 15 s, whatever one does.
    const isOurs = (request: string) =>
      request !== 'GET /favicon.svg' &&
      !request.startsWith('PUT /api/exam-sessions/') &&
      !request.endsWith('/observations');
    for (let number = 1; number <= 12; number += 1) {
      await expectHeading(page, new RegExp(`Question ${String(number)}\\b`));
      await answerByKeyboard(page);
      if (number < 12) await page.keyboard.press('n');
    }
    expect(requests.filter(isOurs)).toEqual([]);

    await page.keyboard.press('r');
    await expectHeading(page, 'Overview');
    await pressByKeyboard(page, page.getByRole('button', { name: 'Finish exam' }));
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    expect(await dialog.getByRole('button', { name: 'Keep working' }).evaluate(isFocused)).toBe(true);
    await pressByKeyboard(page, dialog.getByRole('button', { name: 'Finish exam' }));
    await expectHeading(page, 'Exam finished');
    expect(await shownText(page, /AT-[0-9A-Z]{4}-[0-9A-Z]{4}/).count()).toBe(1);
    await shownText(page, '12 of 12').waitFor();

    await pressByKeyboard(page, page.getByRole('link', { name: 'See outcome' }));
    await expectHeading(page, /the pass line/);
    await pressByKeyboard(page, page.getByRole('link', { name: 'Review the questions' }));
    await page
      .getByText(/Correct answer|In the correct order/)
      .first()
      .waitFor();
    expect(await brokenInvariants(walk.attest.databaseUrl)).toEqual([]);
  });

  it('reaches the first option within 15 stops of the top, and 1 after the skip link', async () => {
    const { candidate } = await walk.attest.given.bookedSession();
    const page = await walk.open({}, candidate);
    const { examSessions } = (await candidate.client.get('/exam-sessions')).read(ExamSessions);
    await page.goto(`/sit/${String(examSessions[0]?.id)}`);
    await pressByKeyboard(page, page.getByRole('button', { name: 'Start exam' }));
    await expectHeading(page, /Question 1/);
    await goToChoice(page);

    await page.locator('body').evaluate((body) => {
      body.tabIndex = -1;
      body.focus();
    });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');

    expect(await page.evaluate(() => document.activeElement?.matches('main input, main select'))).toBe(true);
  });
});

function isFocused(element: Element): boolean {
  return element === element.ownerDocument.activeElement;
}
