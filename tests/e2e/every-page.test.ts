import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { rightResponses } from '../support/answers.ts';
import { accessibilityFaults, isWholeWalk, takePicture, type Look } from '../support/browser.ts';
import type { Person } from '../support/given.ts';
import { expectHeading, useBrowserWalk } from './browser-walk.ts';

const walk = useBrowserWalk();

const looks: readonly Required<Look>[] = [
  { theme: 'light', width: 'wide' },
  { theme: 'dark', width: 'wide' },
  { theme: 'light', width: 'narrow' },
  { theme: 'dark', width: 'narrow' },
  ...(isWholeWalk
    ? ([
        { theme: 'light', width: 'tablet' },
        { theme: 'light', width: 'narrowest' },
      ] as const)
    : []),
];

/** Looks at the page as it stands: one heading, no sideways scrolling, nothing for axe, and a picture. */
async function look(page: Page, { theme, width }: Required<Look>, name: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.locator('[aria-busy=true]').waitFor({ state: 'detached' });
  expect(await page.getByRole('heading', { level: 1 }).count(), `main headings of ${name}`).toBe(1);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow, `sideways scrolling of ${name}`).toBeLessThanOrEqual(0);
  expect(await accessibilityFaults(page), `accessibility of ${name}`).toEqual([]);
  await takePicture(page, `${name}-${theme}-${width}`);
}

describe.each(looks)('every page in $theme at $width width', (at) => {
  const visit = async (page: Page, path: string, name: string) => {
    await page.goto(path);
    await look(page, at, name);
  };

  it('is accessible to strangers', async () => {
    const page = await walk.open(at);
    for (const name of ['sign-in', 'register', 'privacy', 'accessibility', 'forbidden', 'no-such-page']) {
      await visit(page, `/${name}`, name);
    }
    await visit(page, '/', 'start');
    await page.goto('/register');
    await page.getByRole('button', { name: /account|Register/i }).click();
    await look(page, at, 'register-faults');
  });

  it('is accessible to candidates', async () => {
    const candidate = await walk.attest.given.candidate({ displayName: 'Ada Byron' });
    const page = await walk.open(at, candidate);
    await visit(page, '/home', 'home-new');
    await visit(page, '/exams', 'exams');
    await visit(page, '/exams/caisa-sampler', 'exam');
    for (const name of ['profile', 'display', 'security'])
      await visit(page, `/settings/${name}`, `settings-${name}`);
    await visit(page, '/bank', 'bank-forbidden');
  });

  it('is accessible throughout an exam', async () => {
    const { candidate, session } = await walk.attest.given.bookedSession();
    const page = await walk.open(at, candidate);
    await visit(page, `/sit/${session.id}`, 'player-gate');
    await page.getByRole('button', { name: 'Start exam' }).click();
    await expectHeading(page, /Question 1/);
    const kinds = new Set<string>();
    for (let number = 1; number <= 12; number += 1) {
      const kind = await kindOnScreen(page);
      if (!kinds.has(kind)) await look(page, at, `player-${kind}`);
      kinds.add(kind);
      await page.keyboard.press(number % 3 === 0 ? 'm' : 'b');
      if (number < 12) await page.keyboard.press('n');
    }
    expect(kinds.size, 'kinds of question in the sampler').toBeGreaterThanOrEqual(3);
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await look(page, at, 'player-shortcuts');
    await page.keyboard.press('Escape');
    await page.keyboard.press('r');
    await expectHeading(page, 'Overview');
    await look(page, at, 'overview');
    await page.getByRole('button', { name: 'Finish exam' }).click();
    await look(page, at, 'overview-finish');
    await page.getByRole('dialog').getByRole('button', { name: 'Finish exam' }).click();
    await expectHeading(page, 'Exam finished');
    await look(page, at, 'finished');
    await visit(page, '/home', 'home-after');
    await visit(page, `/outcomes/${session.id}`, 'outcome-fail');
    for (const number of [1, 6, 12]) {
      await visit(page, `/outcomes/${session.id}/questions/${String(number)}`, `review-${String(number)}`);
    }
  });

  it('is accessible to those who pass', async () => {
    const { candidate, sessionId } = await passed();
    const page = await walk.open(at, candidate);
    await visit(page, `/outcomes/${sessionId}`, 'outcome-pass');
  });

  it('is accessible to instructors', async () => {
    const page = await walk.open(at, await walk.attest.given.instructor());
    await visit(page, '/bank', 'bank');
    await visit(page, '/bank?domain=A1&search=nothing-has-this', 'bank-empty');
    for (const id of ['caisa-a1-0001', 'caisa-a1-0002', 'caisa-a2-0001', 'caisa-a5-0001']) {
      await visit(page, `/bank/${id}`, `bank-item-${id}`);
    }
  });
});

/** By which control the question on screen is answered: one picture of each is enough. */
function kindOnScreen(page: Page): Promise<string> {
  return page.evaluate(() => {
    if (document.querySelector('main input[type=radio]') !== null) return 'single-choice';
    if (document.querySelector('main input[type=checkbox]') !== null) return 'multiple-response';
    return document.querySelector('main [data-control=position]') !== null ? 'ordering' : 'matching';
  });
}

async function passed(): Promise<{ candidate: Person; sessionId: string }> {
  const { candidate, session } = await walk.attest.given.openSession();
  const responses = await rightResponses(walk.attest.databaseUrl, session.id);
  await candidate.client.post(`/exam-sessions/${session.id}/submit`, { epoch: 1, responses });
  await expect
    .poll(async () => (await candidate.client.get(`/exam-sessions/${session.id}/outcome`)).status)
    .toBe(200);
  return { candidate, sessionId: session.id };
}
