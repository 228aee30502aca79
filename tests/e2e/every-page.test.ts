import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { rightResponses } from '../support/answers.ts';
import type { Person } from '../support/given.ts';
import { expectHeading, useBrowserWalk } from './browser-walk.ts';
import { look, visit } from './look-at-page.ts';

const walk = useBrowserWalk();

describe('every page of candidates', () => {
  it('is accessible to strangers', async () => {
    const page = await walk.open();
    for (const name of ['sign-in', 'register', 'privacy', 'accessibility', 'forbidden', 'no-such-page']) {
      await visit(page, `/${name}`, name);
    }
    await visit(page, '/', 'start');
    await page.goto('/register');
    await page.getByRole('button', { name: /account|Register/i }).click();
    await look(page, 'register-faults');
  });

  it('is accessible to candidates', async () => {
    const candidate = await walk.attest.given.candidate({ displayName: 'Ada Byron' });
    const page = await walk.open({}, candidate);
    await visit(page, '/home', 'home-new');
    await visit(page, '/exams', 'exams');
    await visit(page, '/exams/caisa-sampler', 'exam');
    for (const name of ['profile', 'display', 'security'])
      await visit(page, `/settings/${name}`, `settings-${name}`);
    await visit(page, '/bank', 'bank-forbidden');
  });

  it('is accessible throughout an exam', async () => {
    const { candidate, session } = await walk.attest.given.bookedSession();
    const page = await walk.open({}, candidate);
    await visit(page, `/sit/${session.id}`, 'player-gate');
    await page.getByRole('button', { name: 'Start exam' }).click();
    await expectHeading(page, /Question 1/);
    const kinds = new Set<string>();
    for (let number = 1; number <= 12; number += 1) {
      const kind = await kindOnScreen(page);
      if (!kinds.has(kind)) await look(page, `player-${kind}`);
      kinds.add(kind);
      await page.keyboard.press(number % 3 === 0 ? 'm' : 'b');
      if (number < 12) await page.keyboard.press('n');
    }
    expect(kinds.size, 'kinds of question in the sampler').toBeGreaterThanOrEqual(3);
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await look(page, 'player-shortcuts');
    await page.keyboard.press('Escape');
    await page.keyboard.press('r');
    await expectHeading(page, 'Overview');
    await look(page, 'overview');
    await page.getByRole('button', { name: 'Finish exam' }).click();
    await look(page, 'overview-finish');
    await page.getByRole('dialog').getByRole('button', { name: 'Finish exam' }).click();
    await expectHeading(page, 'Exam finished');
    await look(page, 'finished');
    await visit(page, '/home', 'home-after');
    await visit(page, `/outcomes/${session.id}`, 'outcome-fail');
    for (const number of [1, 6, 12]) {
      await visit(page, `/outcomes/${session.id}/questions/${String(number)}`, `review-${String(number)}`);
    }
  });

  it('is accessible to those who pass', async () => {
    const { candidate, sessionId } = await passed();
    const page = await walk.open({}, candidate);
    await visit(page, `/outcomes/${sessionId}`, 'outcome-pass');
  });

  it('is accessible before, in and after the window of an exam', async () => {
    const { given } = walk.attest;
    const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();
    const [later, open, over] = await Promise.all([
      given.exam({ opensAt: hours(1), latestStartAt: hours(2), closesAt: hours(3) }),
      given.exam({ opensAt: hours(-1), latestStartAt: hours(0.1), closesAt: hours(0.2) }),
      given.exam({ latestStartAt: hours(-1), closesAt: hours(1) }),
    ]);
    const page = await walk.open({}, await given.candidate());
    await visit(page, `/exams/${open}`, 'exam-open');
    await visit(page, `/exams/${over}`, 'exam-over');
    await visit(page, `/exams/${later}`, 'exam-opens-later');
    await page.getByRole('button', { name: 'Check in' }).click();
    await page.getByText('You are checked in.').last().waitFor();
    await look(page, 'exam-checked-in');
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
