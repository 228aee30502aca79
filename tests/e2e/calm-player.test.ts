import { expect, it } from 'vitest';
import { expectHeading, shownText, useBrowserWalk } from './browser-walk.ts';
import { look } from './look-at-page.ts';

const walk = useBrowserWalk();

it('hides list and time by one switch, and shows again what was shown before', async () => {
  const { candidate, session } = await walk.attest.given.bookedSession();
  const page = await walk.open({}, candidate);
  await page.goto(`/sit/${session.id}`);
  await page.getByRole('button', { name: 'Start exam' }).click();
  await expectHeading(page, /Question 1/);
  const list = page.getByRole('navigation', { name: 'Questions', exact: true });
  const hidden = shownText(page, 'Time hidden');
  await page.getByRole('button', { name: 'Hide time' }).click();
  await hidden.waitFor();

  await page.getByRole('button', { name: 'Display' }).click();
  const dialog = page.getByRole('dialog', { name: 'Display' });
  const calm = dialog.getByLabel('Hide the time and the question list');
  await calm.check();
  await list.waitFor({ state: 'hidden' });
  await look(page, 'player-display');
  await calm.uncheck();
  await list.waitFor();
  await hidden.waitFor();
  expect(await dialog.getByLabel('Hide time').isChecked()).toBe(true);

  await dialog.getByLabel('Width of the scenario').fill('60');
  expect(await page.evaluate(() => localStorage.getItem('attest.preferences'))).toContain(
    '"scenarioShare":60',
  );
});
