import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { rightResponses } from '../support/answers.ts';
import type { Person } from '../support/given.ts';
import { expectHeading, useBrowserWalk } from './browser-walk.ts';
import { liveExam } from './live-exam.ts';
import { look } from './look-at-page.ts';

const walk = useBrowserWalk();

async function visit(page: Page, path: string, name: string): Promise<void> {
  await page.goto(path);
  await look(page, name);
}

describe('every page', () => {
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

  it('is accessible to those who ask for accommodations and those who decide', async () => {
    const { given } = walk.attest;
    const candidate = await given.candidate({ displayName: 'Ada Byron' });
    const teacher = await given.instructor({ displayName: 'Ira Instructor' });
    const asking = await walk.open({}, candidate);
    const deciding = await walk.open({}, teacher);
    await visit(deciding, '/accommodations', 'accommodations-none');
    await visit(asking, '/settings/accommodations', 'settings-accommodations-none');
    await asking.getByRole('button', { name: 'Send request' }).click();
    await look(asking, 'settings-accommodations-faults');
    await asking
      .getByLabel('What you need, and why')
      .fill(
        'I read with a screen reader, which takes about half as much time again.\nI also need to rest my eyes.',
      );
    await asking.getByRole('button', { name: 'Send request' }).click();
    await asking.getByRole('heading', { name: 'Your request' }).waitFor();
    await look(asking, 'settings-accommodations-asked');

    await visit(deciding, '/accommodations', 'accommodations-request');
    await deciding.getByRole('button', { name: /^Grant for Ada/ }).click();
    await deciding.getByLabel('More time').selectOption('50% more time');
    await deciding.getByLabel('Reason').fill('letter of the clinic');
    await look(deciding, 'accommodations-grant');
    await deciding.getByLabel('Extra minutes').fill('ten');
    await deciding.getByRole('dialog').getByRole('button', { name: 'Grant', exact: true }).click();
    await look(deciding, 'accommodations-grant-faults');
    await deciding.getByLabel('Extra minutes').fill('10');
    await deciding.getByLabel('Break minutes').fill('15');
    await deciding.getByLabel('screen reader').check();
    await deciding.getByRole('dialog').getByRole('button', { name: 'Grant', exact: true }).click();
    await deciding.getByText('In force').waitFor();
    await look(deciding, 'accommodations-granted');
    await deciding.getByRole('button', { name: /^Withdraw/ }).click();
    await look(deciding, 'accommodations-withdraw');
    await visit(deciding, '/accommodations?person=nobody', 'accommodations-no-match');

    await asking.reload();
    await asking.getByText('50% more time').waitFor();
    await look(asking, 'settings-accommodations-granted');
    await visit(asking, '/exams/caisa-sampler', 'exam-with-accommodations');
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
    await page.getByText('You are checked in.').waitFor();
    await look(page, 'exam-checked-in');
  });

  it('is accessible to those who watch exams', async () => {
    const instructor = await walk.attest.given.instructor();
    const page = await walk.open({}, instructor);
    await visit(page, '/monitor', 'monitor-empty');
    await visit(page, '/monitor/late-answers', 'late-answers-empty');
    const live = await liveExam(walk.attest);
    await visit(page, '/monitor', 'monitor');
    await page.goto(`/monitor/${live.exam}`);
    await page.getByRole('button', { name: 'Actions for Ada Byron' }).click();
    await look(page, 'monitor-menu');
    await page.getByRole('button', { name: 'Add time' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Add time' }).click();
    await look(page, 'monitor-add-time');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Stop this exam' }).click();
    await look(page, 'monitor-stop');
    await page.getByLabel('Reason').fill('The power failed.');
    await page.getByRole('dialog').getByRole('button', { name: 'Stop this exam' }).click();
    await page.getByRole('button', { name: 'Resume this exam' }).waitFor();
    await look(page, 'monitor-stopped');
    await visit(page, `/monitor/sessions/${live.sessionId}`, 'monitored-session');
    await visit(page, '/monitor/no-such-exam', 'monitor-missing');
    const own = await walk.open({}, live.candidate);
    await visit(own, `/sit/${live.sessionId}/record`, 'session-record');
    await visit(own, '/monitor', 'monitor-forbidden');
  });

  it('is accessible to instructors', async () => {
    const page = await walk.open({}, await walk.attest.given.instructor());
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
