import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { ExamSession, SessionReceipt } from '@attest/contracts';
import { storedResponses } from '../support/answers.ts';
import type { Person } from '../support/given.ts';
import { answerNearTheEnd, expectHeading, goToChoice, shownText, useBrowserWalk } from './browser-walk.ts';

const walk = useBrowserWalk();
/** A browser and a server share the machine with the other walks. */
const patience = { timeout: 15_000 };

describe('an exam that is interrupted', () => {
  it('goes on after a reload where it stood, with every answer', async () => {
    const { candidate, session } = await walk.attest.given.bookedSession();
    const page = await startedAtChoice(candidate, session.id);
    await page.keyboard.press('c');
    const chosen = page.locator('main input:checked');
    await page.locator('[data-save-state]', { hasText: /Saved \d/ }).waitFor();
    const answer = await chosen.evaluate((input) => input.closest('label')?.textContent.trim());

    await page.reload();
    await page.getByRole('button', { name: 'Continue here' }).click();

    await chosen.waitFor();
    expect(await chosen.evaluate((input) => input.closest('label')?.textContent.trim())).toBe(answer);
    await page.keyboard.press('d');
    await expect.poll(() => stored(session.id), patience).toMatchObject([{ revision: 2, epoch: 2 }]);
  });

  it('ends by itself at the deadline while the page is open, and keeps what was answered', async () => {
    const { candidate, session } = await walk.attest.given.bookedSession();
    const page = await startedAtChoice(candidate, session.id);
    await answerNearTheEnd(walk, page, 'a');

    await expectHeading(page, 'Exam finished');

    const closed = (await candidate.client.get(`/exam-sessions/${session.id}`)).read(ExamSession);
    expect(closed.answeredCount).toBe(1);
    const receipt = await candidate.client.post(`/exam-sessions/${session.id}/submit`, { epoch: 1 });
    await shownText(page, receipt.read(SessionReceipt).receiptNumber).waitFor();
  });

  it('becomes read-only where it was continued elsewhere, keeps what it has not sent, can be taken back', async () => {
    const { candidate, session } = await walk.attest.given.bookedSession();
    const first = await startedAtChoice(candidate, session.id);
    await first.context().setOffline(true);
    await first.keyboard.press('a');
    await first
      .locator('[data-save-state]', { hasText: /1 answer kept on this device for .+, trying again/ })
      .waitFor();
    const second = await walk.open({}, candidate);
    await second.goto(`/sit/${session.id}`);
    await second.getByRole('button', { name: 'Continue here' }).click();
    await expectHeading(second, /Question/);

    await first.context().setOffline(false);

    await first
      .getByText(/continued in another tab or device/)
      .last()
      .waitFor();
    await first.getByText('1 answer was not stored from here and is kept:').waitFor();
    await first
      .getByRole('listitem')
      .filter({ hasText: /^Question \d+: ./ })
      .waitFor();
    await first.getByRole('button', { name: 'Copy' }).waitFor();
    await first.keyboard.press('b');
    expect(await stored(session.id)).toEqual([]);
    await first.getByRole('button', { name: 'Take back to this page' }).click();
    await expect.poll(() => stored(session.id), patience).toMatchObject([{ revision: 1, epoch: 3 }]);
    await second
      .getByText(/continued in another tab or device/)
      .last()
      .waitFor();
  });

  it('takes what one tab has not sent along into another tab of the same browser', async () => {
    const { candidate, session } = await walk.attest.given.bookedSession();
    const first = await startedAtChoice(candidate, session.id);
    await first.route(/\/responses$/, (route) => route.abort());
    await first.keyboard.press('c');
    await first
      .locator('[data-save-state]', { hasText: /1 answer kept on this device for .+, trying again/ })
      .waitFor();
    const second = await first.context().newPage();
    await second.goto(`/sit/${session.id}`);
    await shownText(second, 'This exam is open in another tab.').waitFor();

    await second.getByRole('button', { name: 'Continue here' }).click();

    await expect.poll(() => stored(session.id), patience).toMatchObject([{ revision: 1, epoch: 2 }]);
    await second.locator('[data-save-state]', { hasText: /Saved \d/ }).waitFor();
    await first
      .getByText(/continued in another tab or device/)
      .last()
      .waitFor();
  });

  it('keeps answers on the device while the network is gone, and sends them when it is back', async () => {
    const { candidate, session } = await walk.attest.given.bookedSession();
    const page = await startedAtChoice(candidate, session.id);

    await page.context().setOffline(true);
    await page.keyboard.press('b');
    await page
      .locator('[data-save-state]', { hasText: /1 answer kept on this device for .+, trying again/ })
      .waitFor();
    await page.context().setOffline(false);

    await shownText(page, 'Back online, everything saved.').waitFor();
    expect(await stored(session.id)).toMatchObject([{ revision: 1 }]);
  });
});

/** Starts the exam in a fresh window and goes to its first single-choice question. */
async function startedAtChoice(candidate: Person, sessionId: string): Promise<Page> {
  const page = await walk.open({}, candidate);
  await page.goto(`/sit/${sessionId}`);
  await page.getByRole('button', { name: 'Start exam' }).click();
  await expectHeading(page, /Question 1/);
  await goToChoice(page);
  return page;
}

/** Answers the database holds; notes and marks alone are not answers. */
async function stored(sessionId: string) {
  const rows = await storedResponses(walk.attest.databaseUrl, sessionId);
  return rows.filter(({ value }) => value !== null);
}
