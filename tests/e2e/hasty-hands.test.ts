import { describe, expect, it } from 'vitest';
import { expectHeading, goToChoice, shownText, useBrowserWalk } from './browser-walk.ts';

const walk = useBrowserWalk();

describe('a double click', () => {
  it('takes one step, and leaves open what its first click opened', async () => {
    const { page } = await sitting();
    await page.getByRole('button', { name: 'Next', exact: true }).dblclick();
    await expectHeading(page, /^Question 2 /);
    await page.getByRole('button', { name: 'Next', exact: true }).click({ delay: 400 });
    await expectHeading(page, /^Question 3 /);

    await page.getByRole('button', { name: 'Display' }).dblclick();
    const dialog = page.getByRole('dialog', { name: 'Display' });
    await dialog.waitFor();
    // Later a click beside it closes it, as everywhere.
    await expect
      .poll(async () => {
        await page.mouse.click(5, 450);
        return dialog.isVisible();
      })
      .toBe(false);
  });
});

describe('the way back', () => {
  it('does not leave an exam whose address was typed, nor after a reload', async () => {
    const { page, sessionId } = await sitting();
    await page.goBack();
    await expectHeading(page, /^Question 1 /);
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await expectHeading(page, /^Question 2 /);
    await page.goBack();
    await expectHeading(page, /^Question 1 /);
    await page.goBack();
    await expectHeading(page, /^Question 1 /);

    await page.goto('/exams');
    await page.goto(`/sit/${sessionId}?question=3`);
    await page.getByRole('button', { name: 'Continue here' }).click();
    await expectHeading(page, /^Question 3 /);
    await page.goBack();
    await expectHeading(page, /^Question 3 /);
    expect(new URL(page.url()).pathname).toBe(`/sit/${sessionId}`);
  });
});

describe('a warning about time', () => {
  it('goes when staff add time that makes it untrue', async () => {
    const { page, sessionId } = await sitting();
    await goToChoice(page);
    await walk.attest.rows(
      `UPDATE exam_sessions SET deadline = attest_now() + interval '302 seconds' WHERE session_id = $1`,
      [sessionId],
    );
    await page.keyboard.press('a');
    const warning = shownText(page, /^5 minutes left\./);
    await warning.waitFor();

    const proctor = await walk.attest.given.staff(['proctor']);
    const reply = await proctor.client.post(`/sessions-monitor/${sessionId}/actions`, {
      action: 'add-time',
      seconds: 1800,
      reason: 'Fire drill',
    });
    expect(reply.status).toBeLessThan(300);

    await shownText(page, /^30 minutes added\./).waitFor();
    await warning.waitFor({ state: 'detached' });
  });
});

/** An exam of whose page the document before it knows nothing. */
async function sitting() {
  const { candidate, session } = await walk.attest.given.bookedSession();
  const page = await walk.open({}, candidate);
  await page.goto('/exams');
  await page.goto(`/sit/${session.id}`);
  await page.getByRole('button', { name: 'Start exam' }).click();
  await expectHeading(page, /^Question 1 /);
  return { page, sessionId: session.id };
}
