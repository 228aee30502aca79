import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { ExamSession } from '@attest/contracts';
import { useAttest, type Attest, type AttestOptions } from '../support/app.ts';
import { bankTables, provideBank } from '../support/bank.ts';
import { contextOptions, launchBrowser, type Look } from '../support/browser.ts';
import type { Person } from '../support/given.ts';

export interface BrowserWalk {
  readonly attest: Attest;
  /** A fresh window; signed in when a person is given. Closed after the test. */
  open(look?: Look & Pick<BrowserContextOptions, 'hasTouch'>, person?: Person): Promise<Page>;
}

/** The built pages on the real API, by default with the shipped bank, and a browser to walk through them. */
export function useBrowserWalk(
  options: AttestOptions = { prepare: provideBank, keptTables: bankTables },
): BrowserWalk {
  const attest = useAttest(options);
  let browser: Browser | undefined;
  let contexts: BrowserContext[] = [];
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterEach(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    contexts = [];
  });
  afterAll(() => browser?.close());
  return {
    attest,
    async open({ hasTouch = false, ...look } = {}, person) {
      if (!browser) throw new Error('The browser runs only inside tests.');
      const context = await browser.newContext({ ...contextOptions(attest.url, look), hasTouch });
      contexts.push(context);
      if (person) await context.addCookies(cookiesOf(person, attest.url));
      const page = await context.newPage();
      failOnFaults(page);
      return page;
    },
  };
}

/** A script error or a report of the content security policy fails the walk it happens in. */
function failOnFaults(page: Page): void {
  page.on('pageerror', (error) => {
    throw error;
  });
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) throw new Error(message.text());
  });
}

function cookiesOf(person: Person, url: string) {
  return person.client
    .cookieHeader()
    .split('; ')
    .map((pair) => ({
      name: pair.slice(0, pair.indexOf('=')),
      value: pair.slice(pair.indexOf('=') + 1),
      url,
    }));
}

const mostTabs = 60;

/** Presses Tab until the focus is there, as somebody without a pointer does. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < mostTabs; presses += 1) {
    if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${String(mostTabs)} presses of ${key} did not reach ${target.toString()}`);
}

/** Tabs to a control and presses Enter. */
export async function pressByKeyboard(
  page: Page,
  target: Locator,
  key: 'Tab' | 'Shift+Tab' = 'Tab',
): Promise<void> {
  await tabTo(page, target, key);
  await page.keyboard.press('Enter');
}

export async function fillByKeyboard(page: Page, label: string | RegExp, text: string): Promise<void> {
  await tabTo(page, page.getByLabel(label).first());
  await page.keyboard.type(text);
}

/** The page's only main heading, once it reads like this. */
export async function expectHeading(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('heading', { level: 1, name }).waitFor();
  expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
}

/** Words that can be seen; what is only read out says the same for a moment. */
export function shownText(
  within: Page | Locator,
  text: string | RegExp,
  options?: { exact: boolean },
): Locator {
  return within.getByText(text, options).and(within.locator(':not([data-live])'));
}

const secondsNearTheEnd = 9;

/**
 * Chooses the answer of this key when there are but a few seconds left, which the page hears with the reply. However
 * slowly it got here, the walk has all the seconds that count.
 */
export async function answerNearTheEnd(walk: BrowserWalk, page: Page, key: string): Promise<void> {
  const sessionId = new URL(page.url()).pathname.split('/')[2];
  await walk.attest.rows(
    `UPDATE exam_sessions SET deadline = attest_now() + $2 * interval '1 second' WHERE session_id = $1`,
    [sessionId, secondsNearTheEnd],
  );
  await page.keyboard.press(key);
  await page
    .getByRole('timer')
    .getByText(/(^|\D)0:0\d$/)
    .waitFor();
}

/** Waits until the service has closed the session, its deadline and grace being over. */
export async function untilClosed({ client }: Person, sessionId: string): Promise<void> {
  const status = async () => (await client.get(`/exam-sessions/${sessionId}`)).read(ExamSession).status;
  await expect.poll(status, { timeout: 20_000 }).not.toBe('active');
}

/** Turns to the question after (`n`) or before (`p`) this one, by key, and waits until it is shown. */
export async function turnPage(page: Page, key: 'n' | 'p'): Promise<void> {
  const heading = page.getByRole('heading', { level: 1 });
  const before = await heading.textContent();
  await page.keyboard.press(key);
  await expect.poll(() => heading.textContent(), { timeout: 20_000 }).not.toBe(before);
}

/** Turns pages until it is a single-choice question; stays where one is. */
export async function goToChoice(page: Page, key: 'n' | 'p' = 'n'): Promise<void> {
  while ((await page.locator('main input[type=radio]').count()) === 0) await turnPage(page, key);
}
