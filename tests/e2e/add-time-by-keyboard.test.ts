import { SessionEvents } from '@attest/contracts';
import { expect, it } from 'vitest';
import {
  expectHeading,
  fillByKeyboard,
  pressByKeyboard,
  shownText,
  tabTo,
  useBrowserWalk,
} from './browser-walk.ts';

const walk = useBrowserWalk();

it('gives a candidate more time, who sees it and is seen to have seen it, by keyboard alone', async () => {
  const { given } = walk.attest;
  const candidate = await given.candidate({ displayName: 'Ada Byron' });
  const { session } = await given.bookedSession({ candidate, exam: await given.exam({}) });
  const player = await walk.open({}, candidate);
  await player.goto(`/sit/${session.id}`);
  await player.getByRole('button', { name: 'Start exam' }).click();
  await expectHeading(player, /Question 1/);
  const proctor = await given.staff(['proctor'], { displayName: 'Robin Meyer' });
  const page = await walk.open({}, proctor);

  await page.goto('/monitor');
  await pressByKeyboard(page, page.getByRole('button', { name: 'Actions for Ada Byron' }));
  await page.getByRole('button', { name: 'Send a message' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Add time for Ada Byron' });
  await dialog.waitFor();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('15');
  await fillByKeyboard(page, 'Reason', 'The fire alarm rang.');
  await pressByKeyboard(page, dialog.getByRole('button', { name: 'Add time' }));

  await dialog.waitFor({ state: 'detached' });
  await player
    .getByRole('region', { name: 'Notices' })
    .getByText(/15 minutes added/)
    .waitFor();
  await shownText(page, /Seen at \d/).waitFor();
  // Back where it began, with the order held meanwhile.
  await tabTo(page, page.getByRole('button', { name: 'Actions for Ada Byron' }));
  const { events } = (await candidate.client.get(`/exam-sessions/${session.id}/events`)).read(SessionEvents);
  expect(events.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['deadline-changed', 'notice-seen']));
});
