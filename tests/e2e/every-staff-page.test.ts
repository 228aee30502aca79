import { describe, expect, it } from 'vitest';
import type { Locator } from 'playwright-core';
import { shownText, useBrowserWalk } from './browser-walk.ts';
import { liveExam } from './live-exam.ts';
import { look, visit } from './look-at-page.ts';

const walk = useBrowserWalk();

describe('every page of staff', () => {
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
    await shownText(deciding, 'In force').waitFor();
    await look(deciding, 'accommodations-granted');
    await deciding.getByRole('button', { name: /^Withdraw/ }).click();
    await look(deciding, 'accommodations-withdraw');
    await visit(deciding, '/accommodations?person=nobody', 'accommodations-no-match');

    await asking.reload();
    await shownText(asking, '50% more time').waitFor();
    await look(asking, 'settings-accommodations-granted');
    await visit(asking, '/exams/caisa-sampler', 'exam-with-accommodations');
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
    // It closed behind the focus that went through the page.
    await page.getByRole('button', { name: 'Actions for Ada Byron' }).click();
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

  it('is accessible to those who try questions of the gallery', async () => {
    const page = await walk.open({}, await walk.attest.given.instructor());
    await page.goto('/bank');
    await page.getByRole('link', { name: 'Gallery of questions' }).click();
    await look(page, 'gallery');
    await expect.poll(() => page.title()).toBe('Single choice caisa-a1-9001, gallery – Attest');
    await page.getByRole('tab', { name: 'Code' }).click();
    const listing = page.getByRole('region', { name: 'Tool gateway, handler of moves' });
    await look(page, 'gallery-code');
    expect(await copied(listing)).toMatch(
      /^from datetime import timedelta\n\nSMALL_MOVE = timedelta\(minutes=30\)\n/,
    );

    await page.getByRole('link', { name: 'Two of six options' }).click();
    await page.getByRole('checkbox').nth(1).check();
    await page.getByRole('button', { name: 'Check answer' }).press('Enter');
    await page
      .getByText(/of 1 point$/)
      .first()
      .waitFor();
    await look(page, 'gallery-checked');
    await page.goto('/bank/gallery?item=caisa-a5-9003');
    await page.getByLabel('Within how many minutes').fill('20');
    await page.getByRole('button', { name: 'Check answer' }).click();
    await page.getByText('0.25 of 1 point').first().waitFor();
    await shownText(page, /^Scored by rules/).click();
    await page.getByRole('switch', { name: 'With the key' }).press('Space');
    await look(page, 'gallery-rules');
    await page.goto('/bank/gallery?item=caisa-a6-9003');
    await page.getByLabel('Your answer').first().fill('28112');
    await page.getByRole('button', { name: 'Check answer' }).click();
    await shownText(page, 'The parts together: 0.25 of 1 point').click();
    await page.getByRole('row', { name: 'Part 2 1 × 25% 0.25' }).waitFor();
    await look(page, 'gallery-shares');
    await visit(page, '/bank/gallery?item=caisa-a4-9001', 'gallery-long');
    await visit(page, '/bank/gallery?item=caisa-a0-0000', 'gallery-no-entry');
  });

  it('is accessible to instructors', async () => {
    const page = await walk.open({}, await walk.attest.given.instructor());
    await visit(page, '/bank', 'bank');
    await visit(page, '/bank?domain=A1&search=nothing-has-this', 'bank-empty');
    for (const id of ['caisa-a1-0001', 'caisa-a1-0002', 'caisa-a2-0001', 'caisa-a5-0001']) {
      await visit(page, `/bank/${id}`, `bank-item-${id}`);
    }
    await visit(page, '/stimuli?search=nothing-has-this', 'stimuli-empty');
    await visit(page, '/stimuli', 'stimuli');
    await page.getByRole('row').nth(1).getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: /^Scenario ca/ }).waitFor();
    await look(page, 'stimulus');
  });
});

/** What the clipboard would get of all of it. */
function copied(place: Locator): Promise<string> {
  return place.evaluate((element) => {
    const selection = getSelection();
    selection?.selectAllChildren(element);
    return selection?.toString() ?? '';
  });
}
