import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Person } from '../support/given.ts';
import {
  answerNearTheEnd,
  expectHeading,
  goToChoice,
  shownText,
  untilClosed,
  useBrowserWalk,
} from './browser-walk.ts';
import { look } from './look-at-page.ts';

const walk = useBrowserWalk();

describe('every face of a running exam', () => {
  it('is accessible without network, before and after a reload', async () => {
    const { page } = await sitting();
    await page.context().setOffline(true);
    await page.keyboard.press('b');
    await saved(page, 'kept on this device');
    await look(page, 'player-offline');
    await page.reload();
    await shownText(page, /^You’re offline\. This is/).waitFor();
    await look(page, 'player-gate-offline');
    await page.getByRole('button', { name: 'Continue here' }).click();
    await page
      .getByRole('region', { name: 'Notices' })
      .getByText(/may be off/)
      .waitFor();
    await look(page, 'player-offline-reloaded');
  });

  it('is accessible where neither server nor device keeps anything', async () => {
    const { candidate, session } = await walk.attest.given.bookedSession();
    const page = await walk.open({}, candidate);
    await page.addInitScript(() => {
      Object.defineProperty(globalThis, 'indexedDB', { value: undefined });
    });
    await start(page, session.id);
    await page.context().setOffline(true);
    await page.keyboard.press('b');
    await saved(page, 'Not saved on this device either');
    await look(page, 'player-lost');
  });

  it('is accessible when staff act, and in a break', async () => {
    const { candidate, session } = await walk.attest.given.bookedSession();
    await walk.attest.rows('UPDATE bookings SET break_seconds_left = 900');
    const page = await walk.open({}, candidate);
    await start(page, session.id);
    const proctor = await walk.attest.given.staff(['proctor']);
    await act(proctor, session.id, { action: 'add-time', seconds: 600, reason: 'Fire drill' });
    await act(proctor, session.id, { action: 'message', text: 'Water is at the back of the room.' });
    await page
      .locator('main, div')
      .getByText(/Water is at the back/)
      .last()
      .waitFor();
    await look(page, 'player-notices');
    await page.getByRole('button', { name: 'Take a break' }).click();
    await page.getByRole('dialog').waitFor();
    await look(page, 'player-break-dialog');
    await page.getByRole('dialog').getByRole('button', { name: 'Start break' }).click();
    await expectHeading(page, 'You’re on a break');
    await look(page, 'player-break');
    await page.getByRole('button', { name: 'End break' }).click();
    await expectHeading(page, /Question/);
    await act(proctor, session.id, { action: 'pause', reason: 'The power failed in the building.' });
    await expectHeading(page, 'Your exam is paused');
    await look(page, 'player-paused');
  });

  it('is accessible to whoever lost the exam to another device with an answer unsent', async () => {
    const { candidate, page, sessionId } = await sitting();
    await page.context().setOffline(true);
    await page.keyboard.press('a');
    await saved(page, 'kept on this device');
    await candidate.client.post(`/exam-sessions/${sessionId}/resume`, {});
    await page.context().setOffline(false);
    await page
      .getByText(/continued in another tab or device/)
      .last()
      .waitFor();
    // What could not be kept is not offered.
    for (const name of ['Note', 'Highlights'])
      expect(await page.getByRole('button', { name, exact: true }).last().getAttribute('aria-disabled')).toBe(
        'true',
      );
    await look(page, 'player-elsewhere');
  });

  it('is accessible when the time is up without network, and after the answers came too late', async () => {
    const exam = await walk.attest.given.exam({ graceSeconds: 1 });
    const { candidate, page, sessionId } = await sitting(exam);
    await answerNearTheEnd(walk, page, 'a');
    await page.context().setOffline(true);
    await page.keyboard.press('b');
    await expectHeading(page, 'Time is up. Sending your answers');
    await look(page, 'player-late');
    await untilClosed(candidate, sessionId);
    await page.context().setOffline(false);
    await expectHeading(page, 'Exam finished');
    await shownText(page, /handed in on/).waitFor();
    await look(page, 'finished-late');
  });
});

async function sitting(
  exam = 'caisa-sampler',
): Promise<{ candidate: Person; page: Page; sessionId: string }> {
  const { candidate, session } = await walk.attest.given.bookedSession({ exam });
  const page = await walk.open({}, candidate);
  await start(page, session.id);
  return { candidate, page, sessionId: session.id };
}

/** Starts the exam and goes to its first single-choice question. */
async function start(page: Page, sessionId: string): Promise<void> {
  page.on('dialog', (dialog) => void dialog.accept());
  await page.goto(`/sit/${sessionId}`);
  await page.getByRole('button', { name: 'Start exam' }).click();
  await expectHeading(page, /Question 1/);
  await goToChoice(page);
}

async function saved(page: Page, text: string): Promise<void> {
  await page.locator('[data-save-state]', { hasText: text }).waitFor();
}

async function act(proctor: Person, sessionId: string, action: object): Promise<void> {
  await proctor.client.post(`/sessions-monitor/${sessionId}/actions`, action);
}
