import { describe, expect, it } from 'vitest';
import { answerNearTheEnd, expectHeading, goToChoice, shownText, useBrowserWalk } from './browser-walk.ts';
import { look } from './look-at-page.ts';

const walk = useBrowserWalk();
const patience = { timeout: 20_000 };

describe('answers that came too late', () => {
  it('are read by staff beside those stored in time, and admitted with a reason', async () => {
    const exam = await walk.attest.given.exam({ graceSeconds: 1 });
    const candidate = await walk.attest.given.candidate({ displayName: 'Ada Byron' });
    const { session } = await walk.attest.given.bookedSession({ exam, candidate });
    const sitting = await walk.open({}, candidate);
    await sitting.goto(`/sit/${session.id}`);
    await sitting.getByRole('button', { name: 'Start exam' }).click();
    await expectHeading(sitting, /Question 1/);
    await goToChoice(sitting);
    await answerNearTheEnd(walk, sitting, 'a');
    await sitting.context().setOffline(true);
    await sitting.keyboard.press('b');
    await expectHeading(sitting, 'Time is up. Sending your answers');
    const closed = () =>
      walk.attest
        .rows(`SELECT 1 FROM outcomes WHERE session_id = $1`, [session.id])
        .then(({ length }) => length);
    await expect.poll(closed, patience).toBe(1);
    await sitting.context().setOffline(false);
    await shownText(sitting, /handed in on/).waitFor();

    const page = await walk.open({}, await walk.attest.given.instructor({ displayName: 'Robin Meyer' }));
    await page.goto('/monitor/late-answers');
    await look(page, 'late-answers');
    await page.getByRole('link', { name: /Ada Byron/ }).click();
    await expectHeading(page, 'Late answers of Ada Byron');
    const row = page.getByRole('row').filter({ hasText: 'The late answer counts' });
    expect(await row.getByText('1 choice made').count()).toBe(2);
    await row.getByText('Other than stored').waitFor();
    await look(page, 'late-answers-opened');
    await page.getByRole('button', { name: 'Admit answers' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Admit answers' }).click();
    await dialog
      .getByText(/Say why|reason/i)
      .first()
      .waitFor();
    await look(page, 'late-answers-admit');
    await dialog.getByLabel('Reason').fill('The network of the whole room was down.');
    await dialog.getByRole('button', { name: 'Admit answers' }).click();

    await shownText(page, 'Admitted by Robin Meyer').waitFor();
    await page.getByRole('region', { name: 'Late answers, after the decision' }).waitFor();
    expect(await shownText(page, 'The stored answer stays').count()).toBe(0);
    await shownText(page, /The network of the whole room was down/).waitFor();
    await look(page, 'late-answers-admitted');
    await expect.poll(closed, patience).toBe(2);
    await page.getByRole('link', { name: 'Late answers' }).first().click();
    await shownText(page, 'No late answers wait for a decision').waitFor();
    await page.getByRole('link', { name: 'Decided' }).click();
    await shownText(page, /Admitted by Robin Meyer/).waitFor();

    await sitting.reload();
    await shownText(sitting, /^Your late answers were admitted on .+, \d\d:\d\d/).waitFor();
    await shownText(sitting, 'Reason: The network of the whole room was down.').waitFor();
    expect(await shownText(sitting, /so it is not scored/).count()).toBe(0);
    await look(sitting, 'finished-late-admitted');
    await sitting.getByRole('link', { name: 'See outcome' }).click();
    await sitting
      .getByRole('region', { name: 'Late answers' })
      .getByText(/were admitted on/)
      .waitFor();
    await look(sitting, 'outcome-late-admitted');
  });
});
