import { ExamSessions } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import {
  expectHeading,
  fillByKeyboard,
  pressByKeyboard,
  shownText,
  tabTo,
  useBrowserWalk,
} from './browser-walk.ts';

const walk = useBrowserWalk();

describe('accommodations', () => {
  it('are asked for, granted and used by keyboard alone', { timeout: 180_000 }, async () => {
    const candidate = await walk.attest.given.candidate({ displayName: 'Ada Byron' });
    const decider = await walk.attest.given.staff(['proctor'], { displayName: 'Pat Proctor' });
    const asking = await walk.open({}, candidate);
    const deciding = await walk.open({}, decider);

    await asking.goto('/exams/caisa-sampler');
    await expectHeading(asking, 'CAISA sampler');
    await pressByKeyboard(asking, asking.getByRole('link', { name: 'Ask for accommodations' }));
    await expectHeading(asking, 'Accommodations');
    await fillByKeyboard(asking, 'What you need, and why', 'I read with a screen reader.');
    await pressByKeyboard(asking, asking.getByRole('button', { name: 'Send request' }));
    await asking.locator(':focus', { hasText: 'Your request' }).waitFor();

    await deciding.goto('/accommodations');
    await expectHeading(deciding, 'Accommodations');
    await pressByKeyboard(deciding, deciding.getByRole('button', { name: 'Grant for Ada Byron' }));
    const granting = deciding.getByRole('dialog', { name: 'Grant accommodations to Ada Byron' });
    await shownText(granting, 'I read with a screen reader.').waitFor();
    await tabTo(deciding, granting.getByLabel('More time'));
    await deciding.keyboard.type('50');
    await fillByKeyboard(deciding, 'Reason', 'a letter of the clinic');
    await pressByKeyboard(deciding, deciding.getByRole('button', { name: 'Grant', exact: true }));
    await shownText(deciding, 'Decided by Pat Proctor').waitFor();

    await asking.goto('/exams/caisa-sampler');
    await shownText(asking, '30 minutes (20, plus 50%)').waitFor();
    await shownText(asking, '30 minutes start when you press Start exam.').waitFor();
    await pressByKeyboard(asking, asking.getByRole('button', { name: 'Start exam' }));
    await pressByKeyboard(asking, asking.getByRole('button', { name: 'Start exam' }));
    await expectHeading(asking, /Question 1/);
    const { examSessions } = (await candidate.client.get('/exam-sessions')).read(ExamSessions);
    expect(examSessions).toMatchObject([{ status: 'active', durationSeconds: 1800 }]);
  });
});

describe('an exam that opens later', () => {
  it('can be started on the page that waited for it, without a reload', { timeout: 60_000 }, async () => {
    const opensAt = new Date(Date.now() + 15_000).toISOString();
    const exam = await walk.attest.given.exam({ opensAt });
    const page = await walk.open({}, await walk.attest.given.candidate());
    await page.goto(`/exams/${exam}`);
    await page.getByRole('button', { name: 'Check in' }).click();
    await page.getByText('You are checked in.').last().waitFor();
    expect(await page.getByRole('button', { name: 'Start exam' }).count()).toBe(0);

    await page.getByRole('button', { name: 'Start exam' }).waitFor({ timeout: 30_000 });
  });
});
