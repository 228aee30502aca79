import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { SessionEvents } from '@attest/contracts';
import { storedResponses } from '../support/answers.ts';
import type { Person } from '../support/given.ts';
import { expectHeading, goToChoice, useBrowserWalk } from './browser-walk.ts';

const walk = useBrowserWalk();
/** A browser and a server share the machine with the other walks. */
const patience = { timeout: 20_000 };

describe('an exam page that is closed', () => {
  it('asks once, and stores a choice whose save has not got through yet', async () => {
    const { candidate, session } = await walk.attest.given.bookedSession();
    const page = await walk.open({}, candidate);
    await page.addInitScript(holdSavesBack);
    const asked = noteQuestions(page);
    await start(page, session.id);
    await page.keyboard.press('a');
    await page.locator('[data-save-state]', { hasText: 'Saving…' }).waitFor();
    expect(await answersOf(session.id)).toEqual([]);

    await close(page);

    await expect.poll(() => answersOf(session.id), patience).toMatchObject([{ revision: 1, epoch: 1 }]);
    expect(asked).toEqual(['beforeunload']);
  });

  it('asks nothing once all is stored, and tells which questions were on screen, the first one too', async () => {
    const { candidate, session } = await walk.attest.given.bookedSession();
    const page = await walk.open({}, candidate);
    const asked = noteQuestions(page);
    await start(page, session.id);
    await page.keyboard.press('a');
    await page.locator('[data-save-state]', { hasText: /Saved \d/ }).waitFor();
    const shown = Number(/\d+/.exec((await page.getByRole('heading', { level: 1 }).textContent()) ?? ''));

    await close(page);

    const inOrder = Array.from({ length: shown }, (_, index) => index + 1);
    await expect.poll(() => itemsSeen(candidate, session.id), patience).toEqual(inOrder);
    expect(asked).toEqual([]);
  });
});

/** In the page: a slow network. What is sent while leaving does not wait for it. */
function holdSavesBack(): void {
  const send = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const request = new Request(input, init);
    const isHeldBack = request.url.endsWith('/responses') && !request.keepalive;
    return isHeldBack ? new Promise(() => undefined) : send(request);
  };
}

/** Kinds of the questions that the browser asks; each is answered with yes. */
function noteQuestions(page: Page): string[] {
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  return asked;
}

async function close(page: Page): Promise<void> {
  const closed = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await closed;
}

/** Starts the exam and goes to its first single-choice question. */
async function start(page: Page, sessionId: string): Promise<void> {
  await page.goto(`/sit/${sessionId}`);
  await page.getByRole('button', { name: 'Start exam' }).click();
  await expectHeading(page, /Question 1/);
  await goToChoice(page);
}

async function itemsSeen(candidate: Person, sessionId: string): Promise<(number | undefined)[]> {
  const reply = await candidate.client.get(`/exam-sessions/${sessionId}/events`);
  return reply
    .read(SessionEvents)
    .events.filter(({ kind }) => kind === 'item-seen')
    .map(({ facts }) => facts.itemNumber);
}

/** Answers the database holds; notes and marks alone are not answers. */
async function answersOf(sessionId: string) {
  const rows = await storedResponses(walk.attest.databaseUrl, sessionId);
  return rows.filter(({ value }) => value !== null);
}
