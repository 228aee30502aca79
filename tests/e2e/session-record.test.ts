import { expect, it } from 'vitest';
import { expectHeading, shownText, useBrowserWalk } from './browser-walk.ts';

const walk = useBrowserWalk();

it('tells a candidate what was recorded about which exam, and speaks of signals only where there are some', async () => {
  const { candidate, session } = await walk.attest.given.bookedSession();
  await candidate.client.post(`/exam-sessions/${session.id}/start`);
  const page = await walk.open({}, candidate);
  await page.goto(`/sit/${session.id}/record`);
  await expectHeading(page, 'What was recorded');

  const today = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format();
  await shownText(page, `${session.exam.title}, ${today}`).waitFor();
  await page.getByLabel('What you did').waitFor();
  await shownText(page, today, { exact: true }).waitFor();
  expect(await shownText(page, 'prove nothing').count()).toBe(0);

  await candidate.client.post(`/exam-sessions/${session.id}/observations`, {
    epoch: 1,
    unsent: { count: 0, oldestMs: 0 },
    observations: [{ kind: 'focus-lost', msAgo: 0 }],
  });
  await expect
    .poll(async () => (await candidate.client.get(`/exam-sessions/${session.id}/events`)).text, {
      timeout: 20_000,
    })
    .toContain('focus-lost');
  await page.reload();
  await shownText(page, 'Browser events have harmless reasons as a rule and prove nothing.').waitFor();
  await page.getByRole('main').getByRole('link', { name: 'Home' }).click();
  await page.waitForURL('**/home');
});
