import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { pressByKeyboard, shownText, tabTo, useBrowserWalk } from './browser-walk.ts';
import { look, visit } from './look-at-page.ts';

const walk = useBrowserWalk();

it('takes a bank out, into an empty database and out of that as the same files, with keys alone', async () => {
  // Nobody there approved what comes in by a file, so the bank is taken as it was before its reviews.
  await walk.attest.rows(
    `UPDATE items SET status = 'draft', metadata = jsonb_set(metadata, '{reviewers}', '[]')`,
  );
  await walk.attest.rows(`UPDATE stimuli SET status = 'draft', reviewers = '{}'`);
  const author = await walk.attest.given.instructor();
  const archive = await exported(await walk.open({}, author));
  const files = filesOf(archive);
  const count = (folder: string) => files.filter(([path]) => path.includes(`/${folder}/`)).length;
  expect({ items: count('items'), stimuli: count('stimuli') }).toEqual(await counted());

  await walk.attest.rows('TRUNCATE items, stimuli CASCADE');
  const page = await walk.open({}, author);
  await visit(page, '/bank', 'bank-empty');
  await page.goto('/imports');
  await page.getByRole('heading', { name: 'Your imports' }).waitFor();
  const chooser = page.waitForEvent('filechooser');
  await tabTo(page, page.getByLabel('Drop files here'));
  await page.keyboard.press('Enter');
  await (await chooser).setFiles({ name: 'bank.zip', mimeType: 'application/zip', buffer: archive });
  await shownText(page, `${String(files.length)} are created, as drafts.`).waitFor();
  await look(page, 'import-archive');
  await pressByKeyboard(
    page,
    page.getByRole('button', { name: new RegExp(`^Import ${String(files.length)} `) }),
  );
  await shownText(page, 'Everything that was sound is in the bank.').waitFor({ timeout: 60_000 });

  expect(filesOf(await exported(page))).toEqual(files);
});

async function counted() {
  const [row] = await walk.attest.rows(
    `SELECT (SELECT count(*) FROM items)::int AS items, (SELECT count(*) FROM stimuli)::int AS stimuli`,
  );
  return row;
}

/** Selects the whole bank, of which a page shows a part, and downloads its files. */
async function exported(page: Page): Promise<Buffer> {
  await page.goto('/bank');
  await pressByKeyboard(page, page.getByRole('button', { name: 'Skip to the questions' }));
  const wholePage = page.getByRole('checkbox', { name: 'Select all questions on this page' });
  await tabTo(page, wholePage, 'Shift+Tab');
  await page.keyboard.press('Space');
  const everything = page.getByRole('button', { name: /^Select all \d+ that match$/ });
  await pressByKeyboard(page, everything, 'Shift+Tab');
  await everything.waitFor({ state: 'hidden' });
  await pressByKeyboard(page, page.getByRole('button', { name: 'Export' }));
  const download = page.waitForEvent('download');
  await pressByKeyboard(page, page.getByRole('button', { name: 'Download as bank files' }));
  return readFileSync(await (await download).path());
}

function filesOf(archive: Buffer): [string, string][] {
  return Object.entries(unzipSync(archive))
    .map(([path, content]): [string, string] => [path, strFromU8(content)])
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}
