import { ExamSession } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { expectHeading, shownText, useBrowserWalk } from './browser-walk.ts';

const walk = useBrowserWalk();

describe('the start page of an exam', () => {
  it('finds connection and clock in order, asking nothing that is hidden from the public', async () => {
    const candidate = await walk.attest.given.candidate();
    const page = await walk.open({}, candidate);
    // What a proxy in front of the service does for everybody outside.
    await page.route(/\/(?:health|metrics)/, (route) => route.fulfill({ status: 404 }));

    await page.goto('/exams/caisa-sampler');

    await expectHeading(page, /CAISA/);
    await shownText(page, /Connection: the server answers within \d+\sms/).waitFor();
    await shownText(page, 'Clock: your clock agrees with the server’s.').waitFor();
    expect(await page.getByRole('button', { name: 'Start exam' }).isEnabled()).toBe(true);
  });

  it('gives the button back when a start gets no reply, and starts once all the same', async () => {
    const { candidate, session } = await walk.attest.given.bookedSession();
    const page = await walk.open({}, candidate);
    // The request arrives, its reply does not.
    await page.route(/\/start$/, async (route) => {
      await route.fetch();
    });
    await page.goto(`/sit/${session.id}`);
    const start = page.getByRole('button', { name: 'Start exam' });
    await start.click();
    await page
      .getByText(/The service did not answer\. The exam may have started/)
      .last()
      .waitFor();
    const deadline = async () =>
      (await candidate.client.get(`/exam-sessions/${session.id}`)).read(ExamSession).deadline;
    const begun = await deadline();
    await page.unrouteAll({ behavior: 'ignoreErrors' });

    await start.click();

    await expectHeading(page, /Question 1/);
    expect(await deadline()).toBe(begun);
  });
});
