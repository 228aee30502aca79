import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { storedResponses } from '../support/answers.ts';
import type { Person } from '../support/given.ts';
import { answerNearTheEnd, expectHeading, goToChoice, shownText, useBrowserWalk } from './browser-walk.ts';

const walk = useBrowserWalk();
/** What staff do reaches the page within this, also where nothing announced it. */
const soon = { timeout: 15_000 };
const patience = { timeout: 20_000 };

describe('time that staff change', () => {
  it('reaches the page by itself: more time, a message, and staff learn that they were seen', async () => {
    const { proctor, page, sessionId } = await sitting();
    const before = await secondsLeft(page);

    await act(proctor, sessionId, { action: 'add-time', seconds: 600, reason: 'Fire drill' });

    await page
      .getByText(/^10 minutes added\. \d+:\d\d left\. Reason: Fire drill$/)
      .first()
      .waitFor(soon);
    const after = await secondsLeft(page);
    expect(after - before).toBeGreaterThan(480);
    expect(after - before).toBeLessThanOrEqual(600);
    await act(proctor, sessionId, { action: 'message', text: 'Water is at the back.' });
    const message = page.locator('div').getByText('Message from the organisers: Water is at the back.');
    await message.last().waitFor(soon);
    await expect.poll(() => unseen(sessionId), patience).toBe(0);
    await page.getByRole('button', { name: 'Dismiss' }).first().click();
    await expect.poll(() => page.getByRole('button', { name: 'Dismiss' }).count()).toBe(1);
  });

  it('covers the questions while it stands, loses nothing, and goes on where it stood', async () => {
    const { proctor, page, sessionId } = await sitting();
    await page.route(/\/responses$/, (route) => route.abort());
    await page.keyboard.press('a');
    await page
      .locator('[data-save-state]', { hasText: /1 answer kept on this device for .+, trying again/ })
      .waitFor();

    await act(proctor, sessionId, { action: 'pause', reason: 'Power cut' });

    await expectHeading(page, 'Your exam is paused');
    await shownText(page, 'Reason: Power cut', { exact: true }).waitFor();
    await shownText(page, /^The clock is stopped at \d+:\d\d\./).waitFor();
    expect(await page.locator('main input').count()).toBe(0);
    const stood = await secondsLeft(page);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await act(proctor, sessionId, { action: 'continue', reason: 'Power is back' });

    await expectHeading(page, /Question \d+/);
    expect(Math.abs(stood - (await secondsLeft(page)))).toBeLessThan(15);
    await expect.poll(() => answersOf(sessionId), patience).toHaveLength(1);
    await page.keyboard.press('b');
    await expect.poll(() => answersOf(sessionId), patience).toMatchObject([{ revision: 2 }]);
  });

  it('is not cut short by a page that did not hear of more of it', async () => {
    const { proctor, page, sessionId } = await sitting('caisa-sampler', /\/changes$/);
    await answerNearTheEnd(walk, page, 'a');
    await page.context().setOffline(true);
    await act(proctor, sessionId, { action: 'add-time', seconds: 600, reason: 'Network away' });
    await expectHeading(page, 'Time is up. Sending your answers');

    await page.context().setOffline(false);

    await expectHeading(page, /Question \d+/);
    expect(await secondsLeft(page)).toBeGreaterThan(500);
    await page.keyboard.press('c');
    // How long was spent on the question may have been kept with a revision of its own meanwhile.
    const revision = async () => Number((await answersOf(sessionId))[0]?.['revision']);
    await expect.poll(revision, patience).toBeGreaterThanOrEqual(2);
    await page
      .getByText(/^Saved/)
      .first()
      .waitFor();
  });
});

describe('an exam that staff take out of account', () => {
  it('ends on the page, which says so', async () => {
    const { page, sessionId } = await sitting();
    const [proposer, confirmer] = [
      await walk.attest.given.instructor(),
      await walk.attest.given.instructor(),
    ];
    await act(proposer, sessionId, { action: 'void', reason: 'Wrong person' });
    const [proposal] = await walk.attest.rows('SELECT id FROM session_proposals');
    const decided = await confirmer.client.post(
      `/sessions-monitor/proposals/${String(proposal?.['id'])}/decisions`,
      { decision: 'confirmed', reason: 'Seen the recording' },
    );
    expect(decided.status).toBeLessThan(300);

    await expectHeading(page, 'Exam finished');
    await page
      .getByRole('main')
      .getByText(/^This exam no longer counts: its organisers voided it\./)
      .waitFor();
  });
});

describe('a break', () => {
  it('covers the questions and keeps what is left of it', async () => {
    const { candidate, session } = await walk.attest.given.bookedSession();
    await walk.attest.rows('UPDATE bookings SET break_seconds_left = 600');
    const page = await walk.open({}, candidate);
    await start(page, session.id);
    await page.getByRole('button', { name: 'Take a break' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('You have 10 minutes for breaks in all.').waitFor();

    await dialog.getByRole('button', { name: 'Start break' }).click();

    await expectHeading(page, 'You’re on a break');
    await shownText(page, /^The break ends by itself at \d+:\d\d.* \((?:10:00|9:\d\d) left\)\./).waitFor();
    await page.getByRole('button', { name: 'End break' }).click();
    await expectHeading(page, /Question \d+/);
    await page.keyboard.press('a');
    await expect.poll(() => answersOf(session.id), patience).toHaveLength(1);
    await page.getByRole('button', { name: 'Take a break' }).waitFor();
  });
});

/** @param unheard addresses whose requests never get through */
async function sitting(
  exam = 'caisa-sampler',
  unheard?: RegExp,
): Promise<{ proctor: Person; page: Page; sessionId: string }> {
  const proctor = await walk.attest.given.staff(['proctor']);
  const { candidate, session } = await walk.attest.given.bookedSession({ exam });
  const page = await walk.open({}, candidate);
  if (unheard) await page.route(unheard, (route) => route.abort());
  await start(page, session.id);
  return { proctor, page, sessionId: session.id };
}

async function start(page: Page, sessionId: string): Promise<void> {
  await page.goto(`/sit/${sessionId}`);
  await page.getByRole('button', { name: 'Start exam' }).click();
  await expectHeading(page, /Question 1/);
  await goToChoice(page);
}

async function act(proctor: Person, sessionId: string, action: object): Promise<void> {
  const reply = await proctor.client.post(`/sessions-monitor/${sessionId}/actions`, action);
  expect(reply.status).toBeLessThan(300);
}

async function secondsLeft(page: Page): Promise<number> {
  const text = (await page.getByRole('timer').textContent()) ?? '';
  const [seconds = 0, minutes = 0, hours = 0] = (/[\d:]+/.exec(text)?.[0] ?? '')
    .split(':')
    .map(Number)
    .toReversed();
  return hours * 3600 + minutes * 60 + seconds;
}

/** Notices that the page has not confirmed as seen. */
async function unseen(sessionId: string): Promise<number> {
  const rows = await walk.attest.rows(
    'SELECT 1 FROM session_notices WHERE session_id = $1 AND seen_at IS NULL',
    [sessionId],
  );
  return rows.length;
}

/** Answers the database holds; notes and marks alone are not answers. */
async function answersOf(sessionId: string) {
  const rows = await storedResponses(walk.attest.databaseUrl, sessionId);
  return rows.filter(({ value }) => value !== null);
}
