import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { ExamSession } from '@attest/contracts';
import { storedResponses } from '../support/answers.ts';
import type { Person } from '../support/given.ts';
import {
  answerNearTheEnd,
  expectHeading,
  goToChoice,
  shownText,
  turnPage,
  untilClosed,
  useBrowserWalk,
} from './browser-walk.ts';

const walk = useBrowserWalk();
/** A browser and a server share the machine with the other walks. */
const patience = { timeout: 20_000 };

describe('an exam without network', () => {
  it('of a minute comes back from a reload with answers, place and clock, goes on, and sends all when it is back', async () => {
    const { candidate, session } = await walk.attest.given.bookedSession();
    const page = await startedAtChoice(candidate, session.id);
    await page.keyboard.press('a');
    await page.locator('[data-save-state]', { hasText: /Saved \d/ }).waitFor();
    await page.keyboard.press('m');
    await page.locator('[data-save-state]', { hasText: /Saved \d/ }).waitFor();
    const left = await secondsLeft(page);

    await page.context().setOffline(true);
    const notices = page.getByRole('region', { name: 'Notices' });
    await notices.getByText(/^You’re offline\. Keep working: answers are kept on this device/).waitFor();
    await page.keyboard.press('b');
    await page
      .locator('[data-save-state]', { hasText: /1 answer kept on this device for .+, trying again/ })
      .waitFor();
    const heading = await page.getByRole('heading', { level: 1 }).textContent();
    const answer = await chosen(page);

    await page.reload();
    await shownText(page, /^You’re offline\. This is what this device has kept/).waitFor();
    await shownText(page, /^1 of \d+$/).waitFor();
    await page.getByRole('button', { name: 'Continue here' }).click();

    await notices
      .getByText(/^You’re offline.*The time shown may be off until you’re back online\.$/)
      .waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(heading);
    expect(await chosen(page)).toBe(answer);
    expect(await page.getByRole('button', { name: 'Flag', exact: true }).getAttribute('aria-pressed')).toBe(
      'true',
    );
    expect(left - (await secondsLeft(page))).toBeLessThan(120);
    await page.keyboard.press('c');
    const last = await chosen(page);
    await turnPage(page, 'n');
    await goToChoice(page);
    await page.keyboard.press('d');
    // Long enough that a server, a network or a player that gives up would have done so.
    await page
      .locator('[data-save-state]', { hasText: '2 answers kept on this device for 1 minute, trying again' })
      .waitFor({ timeout: 120_000 });

    await page.context().setOffline(false);

    await shownText(page, 'Back online, everything saved.').waitFor();
    await page.locator('[data-save-state]', { hasText: /Saved \d/ }).waitFor();
    expect(await notices.getByText(/may be off/).count()).toBe(0);
    const stored = await answersOf(session.id);
    expect(stored).toHaveLength(2);
    expect(stored.every(({ epoch }) => epoch === 1)).toBe(true);
    await turnPage(page, 'p');
    await goToChoice(page, 'p');
    await expect.poll(() => chosen(page), patience).toBe(last);
    expect(last).not.toBe(answer);
  });

  it('says so in red, with what to do, where the device keeps nothing either', async () => {
    const { candidate, session } = await walk.attest.given.bookedSession();
    const page = await walk.open({}, candidate);
    await page.addInitScript(() => {
      Object.defineProperty(globalThis, 'indexedDB', { value: undefined });
    });
    await start(page, session.id);
    await page.keyboard.press('a');
    await page.locator('[data-save-state]', { hasText: /Saved \d/ }).waitFor();

    await page.context().setOffline(true);
    await page.keyboard.press('b');

    const state = page.locator('[data-save-state]');
    await state.getByText('Not saved on this device either: keep this page open').waitFor();
    await page
      .getByRole('region', { name: 'Notices' })
      .getByText(/^Don’t reload or close this page\./)
      .waitFor();
    await page.context().setOffline(false);
    await page.locator('[data-save-state]', { hasText: /Saved \d/ }).waitFor();
    await expect.poll(() => answersOf(session.id), patience).toHaveLength(1);
  });

  it('hands in sealed what was entered in time and arrives too late', async () => {
    const exam = await walk.attest.given.exam({ graceSeconds: 1 });
    const { candidate, session } = await walk.attest.given.bookedSession({ exam });
    const page = await startedAtChoice(candidate, session.id);
    await answerNearTheEnd(walk, page, 'a');
    await page.context().setOffline(true);
    await page.keyboard.press('b');

    await expectHeading(page, 'Time is up. Sending your answers');
    await page
      .getByRole('main')
      .getByText(/1 answer is kept on this device/)
      .waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download sealed answers' }).click();
    expect((await download).suggestedFilename()).toBe(`attest-answers-${session.id}.jwe`);
    await untilClosed(candidate, session.id);
    await page.context().setOffline(false);

    await expectHeading(page, 'Exam finished');
    await page.getByRole('heading', { name: '1 answer came too late' }).waitFor();
    await shownText(page, /^It had not arrived.*Sealed on this device and handed in on/).waitFor();
    const rows = await walk.attest.rows('SELECT 1 FROM late_material WHERE session_id = $1', [session.id]);
    expect(rows).toHaveLength(1);

    await page.reload();
    await page.getByRole('heading', { name: '1 answer came too late' }).waitFor();
    await page.getByRole('button', { name: 'Download sealed answers' }).waitFor();
    await shownText(page, /handed in on/).waitFor();
    expect(await keptParts(page)).toEqual(['late']);
  });

  it('keeps nothing on the device once everything is stored', async () => {
    const { candidate, session } = await walk.attest.given.bookedSession();
    const page = await startedAtChoice(candidate, session.id);
    await page.keyboard.press('a');
    await expect.poll(() => keptParts(page), patience).toContain('place');
    await page.keyboard.press('r');
    await page.getByRole('button', { name: 'Finish exam' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /finish/i })
      .click();
    await expectHeading(page, 'Exam finished');

    await expect.poll(() => keptParts(page), patience).toEqual([]);
  });
});

describe('the clock of an exam', () => {
  it('does not follow a computer clock that is wrong by a day, or jumps by one', async () => {
    const { candidate, session } = await walk.attest.given.bookedSession();
    const page = await walk.open({}, candidate);
    await page.addInitScript(() => {
      const real = Date.now.bind(Date);
      const now = () => real() + Number(localStorage.getItem('wrong-by-ms') ?? 86_400_000);
      const RealDate = Date;
      globalThis.Date = class extends RealDate {
        constructor(...given: [] | [string]) {
          super(given[0] ?? now());
        }
        static override now = now;
      } as DateConstructor;
    });
    await start(page, session.id);
    const left = await secondsLeft(page);
    const read = await candidate.client.get(`/exam-sessions/${session.id}`);
    const { deadline, serverTime } = read.read(ExamSession);
    const real = (Date.parse(String(deadline)) - Date.parse(serverTime)) / 1000;
    expect(Math.abs(left - real)).toBeLessThan(20);

    await page.evaluate(() => {
      localStorage.setItem('wrong-by-ms', '-86400000');
    });
    await page.keyboard.press('a');
    await page.locator('[data-save-state]', { hasText: /Saved \d/ }).waitFor();

    expect(Math.abs(left - (await secondsLeft(page)))).toBeLessThan(20);
    await page.reload();
    await page.getByRole('button', { name: 'Continue here' }).click();
    await expectHeading(page, /Question/);
    expect(Math.abs(left - (await secondsLeft(page)))).toBeLessThan(60);
  });
});

async function startedAtChoice(candidate: Person, sessionId: string): Promise<Page> {
  const page = await walk.open({}, candidate);
  await start(page, sessionId);
  return page;
}

/** Starts the exam and goes to its first single-choice question. */
async function start(page: Page, sessionId: string): Promise<void> {
  page.on('dialog', (dialog) => void dialog.accept());
  await page.goto(`/sit/${sessionId}`);
  await page.getByRole('button', { name: 'Start exam' }).click();
  await expectHeading(page, /Question 1/);
  await goToChoice(page);
}

/** Text of the option that is chosen on screen. */
function chosen(page: Page): Promise<string> {
  const input = page.locator('main input:checked');
  return input.evaluate((element) => element.closest('label')?.textContent.trim() ?? '');
}

async function secondsLeft(page: Page): Promise<number> {
  const text = (await page.getByRole('timer').textContent()) ?? '';
  const [seconds = 0, minutes = 0, hours = 0] = (/[\d:]+/.exec(text)?.[0] ?? '')
    .split(':')
    .map(Number)
    .toReversed();
  return hours * 3600 + minutes * 60 + seconds;
}

/** Answers the database holds; notes and marks alone are not answers. */
async function answersOf(sessionId: string) {
  const rows = await storedResponses(walk.attest.databaseUrl, sessionId);
  return rows.filter(({ value }) => value !== null);
}

/** Names of the records that this browser keeps, of whatever session; their content is sealed. */
function keptParts(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const open = indexedDB.open('attest-player');
    await new Promise((resolve) => (open.onsuccess = resolve));
    const asked = open.result.transaction('records').objectStore('records').getAllKeys();
    await new Promise((resolve) => (asked.onsuccess = resolve));
    open.result.close();
    return asked.result.flatMap((key) => {
      const part = Array.isArray(key) ? key[1] : null;
      return typeof part === 'string' ? [part] : [];
    });
  });
}
