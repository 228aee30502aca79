import { RecordResponses } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { storedResponses } from '../support/answers.ts';
import { expectHeading, goToChoice, shownText, turnPage, useBrowserWalk } from './browser-walk.ts';

const walk = useBrowserWalk();

const malformed = {
  status: 422,
  contentType: 'application/problem+json',
  body: JSON.stringify({ type: 'urn:attest:problem:response-malformed', status: 422 }),
};

describe('an answer that the server refuses', () => {
  it('stays on the page with its text to the end, and keeps no other from being stored', async () => {
    const { candidate, session } = await walk.attest.given.bookedSession();
    const page = await walk.open({}, candidate);
    await page.goto(`/sit/${session.id}`);
    await page.getByRole('button', { name: 'Start exam' }).click();
    await expectHeading(page, /Question 1/);
    await goToChoice(page);
    const firstSave = page.waitForRequest(/\/responses$/);
    await page.keyboard.press('a');
    const { responses } = RecordResponses.parse((await firstSave).postDataJSON());
    const refusedId = String(responses.at(-1)?.itemId);
    await page.locator('[data-save-state]', { hasText: /Saved \d/ }).waitFor();
    await page.route(/\/(?:responses|submit)$/, async (route) => {
      const carriesIt = route.request().postData()?.includes(refusedId) === true;
      await (carriesIt ? route.fulfill(malformed) : route.continue());
    });

    await page.keyboard.press('b');
    await shownText(page, /We couldn’t store your answer to question \d+\./).waitFor();
    await turnPage(page, 'n');
    await goToChoice(page);
    await page.keyboard.press('c');
    await expect.poll(() => answered(session.id)).toHaveLength(2);

    await page.keyboard.press('r');
    await page.getByRole('button', { name: 'Finish exam' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/1 answer could not be stored/).waitFor();
    await dialog.getByRole('button', { name: /finish/i }).click();
    await expectHeading(page, 'Exam finished');
    await shownText(page, /1 answer could not be stored as it is/).waitFor();
    await page
      .getByRole('listitem')
      .filter({ hasText: /^Question \d+: ./ })
      .waitFor();
    expect(await answered(session.id)).toHaveLength(2);
  });
});

/** Answers the database holds; notes and marks alone are not answers. */
async function answered(sessionId: string) {
  const rows = await storedResponses(walk.attest.databaseUrl, sessionId);
  return rows.filter(({ value }) => value !== null);
}
