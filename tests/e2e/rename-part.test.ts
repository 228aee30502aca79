import { expect, it } from 'vitest';
import { bankTables } from '../support/bank.ts';
import { importSampleBank } from '../support/sample-bank.ts';
import { expectHeading, pressByKeyboard, shownText, useBrowserWalk } from './browser-walk.ts';
import { look } from './look-at-page.ts';

const walk = useBrowserWalk({ prepare: importSampleBank, keptTables: bankTables });

it('makes questions drafts whose places get other names with their scenario, and says which', async () => {
  const page = await walk.open({}, await walk.attest.given.instructor());
  await page.goto('/stimuli/caisa-s-001');
  await pressByKeyboard(page, page.getByRole('button', { name: 'Edit', exact: true }));
  await expectHeading(page, 'Edit caisa-s-001');
  const name = page.locator('[id^="field-exhibits-0-nodes-"][id$="-label"]').last();
  await name.fill('Renamed model');
  await page.getByText('Saving soon…').waitFor({ state: 'detached' });
  await shownText(page, /^Saved/).waitFor();
  await page.keyboard.press('ControlOrMeta+s');
  await page.getByRole('dialog').getByLabel('What changed, and why').waitFor();
  await page.keyboard.type('Another name');
  await pressByKeyboard(page, page.getByRole('dialog').getByRole('button', { name: 'Save version' }));
  await expectHeading(page, 'Review of caisa-s-001');
  await shownText(
    page,
    /^2 questions mark places that have other names now\. They became drafts, .+: caisa-a2-0008, caisa-a2-0020\.$/,
  ).waitFor();
  await look(page, 'stimulus-followed');
  const items = await walk.attest.rows(
    `SELECT status FROM items WHERE bank_id IN ('caisa-a2-0008', 'caisa-a2-0020')`,
  );
  expect(items).toEqual([{ status: 'draft' }, { status: 'draft' }]);
});
