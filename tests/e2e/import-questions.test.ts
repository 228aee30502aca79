import { readFileSync } from 'node:fs';
import type { ItemText } from '@attest/item-bank';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { soundItems, tableOf, type NamedText } from '../support/import-files.ts';
import { expectHeading, pressByKeyboard, shownText, tabTo, useBrowserWalk } from './browser-walk.ts';
import { look, visit } from './look-at-page.ts';

const walk = useBrowserWalk();

const reference = { source: 'OWASP-LLM', version: '2025', locator: 'LLM06' };
const faulty: readonly [number, Partial<ItemText>, string, string][] = [
  [3, { domain: 'A99', objective: 'A99.1' }, 'domain', 'A99 is not a domain of the blueprint'],
  [70, { objective: 'A1.99' }, 'objective', 'A1.99 is not an objective of the blueprint'],
  [150, { key: [] }, 'key', 'the key is missing'],
  [220, { stem: ' ' }, 'stem', 'the cell is empty'],
  [301, { reviewDue: '1.6.2027' }, 'review_due', 'write a date as 2026-11-22'],
  [402, { id: 'caisa-a1-9999' }, 'id', 'the bank has no question caisa-a1-9999'],
  [500, { expectedDifficulty: 7 }, 'expected_difficulty', 'too large. The most is 1'],
];

/** A table of 500 questions; those in these places have faults. */
function table(): NamedText {
  const items = soundItems(500, 'over-reaction', reference);
  const broken = items.map((item, at) => {
    const [, changes] = faulty.find(([number]) => number === at + 1) ?? [];
    return changes === undefined ? item : ({ ...item, ...changes } as ItemText);
  });
  return tableOf(broken);
}

describe('importing questions', () => {
  it('names every fault of a table, brings in the rest and takes it out again, with keys alone', async () => {
    const page = await walk.open({}, await walk.attest.given.instructor());
    const before = await bank();
    await visit(page, '/imports', 'imports-none');

    await choose(page, [table()]);

    await expectHeading(page, 'Import of questions.csv');
    await shownText(page, '493 are created, as drafts.').waitFor();
    await shownText(page, '7 have faults and cannot be imported.').waitFor();
    for (const [number, , column, message] of faulty) {
      const row = page.getByRole('row', { name: new RegExp(`^Line ${number + 1} questions`) });
      const text = (await row.innerText()).replace(/\s+/g, ' ');
      expect(text).toContain(message);
      expect(text).toMatch(new RegExp(`Fault: .+\\. [A-Z].+\\. Line ${number + 1}, column \\d+, ${column}`));
    }
    await look(page, 'import-checked');
    const download = page.waitForEvent('download');
    await pressByKeyboard(page, page.getByRole('button', { name: 'Save the faults as a table' }));
    const saved = readFileSync(await (await download).path(), 'utf8');
    expect(saved.trimEnd().split('\r\n')).toHaveLength(8);

    await page.reload();
    await expectHeading(page, 'Import of questions.csv');
    await pressByKeyboard(page, page.getByRole('button', { name: 'Import the 493 rows without faults' }));
    await shownText(page, '7 rows with faults were left out.').waitFor({ timeout: 60_000 });
    await look(page, 'import-applied');
    const made = await walk.attest.rows(`SELECT record_id AS id FROM import_rows WHERE n = 1`);
    const id = String(made[0]?.['id']);
    await page.goto(`/bank?search=${id}`);
    await page.getByText(id).first().waitFor();
    expect(await bank()).toHaveLength(before.length + 493);

    await page.goto('/imports');
    await pressByKeyboard(page, page.getByRole('link', { name: 'questions.csv' }));
    await pressByKeyboard(page, page.getByRole('button', { name: 'Undo the import' }));
    await shownText(page, '493 created questions and scenarios are removed from the bank.').waitFor();
    await look(page, 'import-undo');
    await pressByKeyboard(page, page.getByRole('dialog').getByRole('button', { name: 'Undo the import' }));
    await shownText(page, 'The import is undone: the bank is as it was before it.').waitFor({
      timeout: 60_000,
    });
    expect(await bank()).toEqual(before);
  });

  it('takes a bank file of a question that exists, and gives the question its text back', async () => {
    const page = await walk.open({ width: 'narrow', hasTouch: true }, await walk.attest.given.instructor());
    const before = await bank();
    const path = 'question-bank/caisa/items/a1/caisa-a1-0002.yaml';
    const content = readFileSync(path, 'utf8').replace(/^incidents: .*$/m, 'incidents: [larkfield]');
    await page.goto('/imports');
    await page
      .getByLabel('Drop files here')
      .setInputFiles(asFiles([{ name: 'caisa-a1-0002.yaml', content }]));
    await shownText(page, /^1 is changed/).waitFor();
    await look(page, 'import-bank-file');
    await page.getByRole('button', { name: 'Import 1 question' }).tap();
    await shownText(page, 'Everything that was sound is in the bank.').waitFor();
    expect(await bank()).not.toEqual(before);

    await page.getByRole('button', { name: 'Undo the import' }).tap();
    await page.getByRole('dialog').getByRole('button', { name: 'Undo the import' }).tap();
    await shownText(page, 'The import is undone: the bank is as it was before it.').waitFor();
    expect(await bank()).toEqual(before);
    await visit(page, '/imports', 'imports');
  });

  it('lets a person say what the columns hold', async () => {
    const page = await walk.open({}, await walk.attest.given.instructor());
    await page.goto('/imports');
    await choose(page, [{ name: 'mine.csv', content: 'item,labels\ncaisa-a1-0002,S1 F1\n' }]);
    await shownText(page, 'The file cannot be imported as it is').waitFor();
    await page.getByLabel('item', { exact: true }).selectOption('Id');
    await page.getByLabel('labels', { exact: true }).selectOption('Id');
    await pressByKeyboard(page, page.getByRole('button', { name: 'Check with these columns' }));
    await shownText(page, /^Two columns hold “Id”/)
      .first()
      .waitFor();
    await look(page, 'import-columns');
    await page.getByLabel('labels', { exact: true }).selectOption('Tags');
    await pressByKeyboard(page, page.getByRole('button', { name: 'Check with these columns' }));
    await shownText(page, /^1 is (changed|skipped)/).waitFor();
  });

  it('refuses what is too large before it is sent, and says what an unreadable file needs', async () => {
    const page = await walk.open({}, await walk.attest.given.instructor());
    await page.goto('/imports');
    let sent = 0;
    page.on('request', (request) => (sent += request.method() === 'POST' ? 1 : 0));
    // More than the driver of the browser carries: the page makes the file itself.
    await page.getByLabel('Drop files here').evaluate((input: HTMLInputElement) => {
      const files = new DataTransfer();
      files.items.add(new File([new Uint8Array(50 * 1024 * 1024)], 'huge.csv'));
      input.files = files.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await shownText(page, /^The files hold 50 MB together\. One import takes 5 MB/)
      .first()
      .waitFor();
    expect(sent).toBe(0);
    await look(page, 'imports-too-large');

    await choose(page, [{ name: 'old.csv', content: Uint8Array.from([...Buffer.from('id\nab'), 0x96]) }]);
    await shownText(page, /byte 6 \(0x96\) is not UTF-8\. Save the file as “CSV UTF-8”/).waitFor();
    await look(page, 'import-unreadable');
    await pressByKeyboard(page, page.getByRole('button', { name: 'Delete this import' }));
    await expectHeading(page, 'Imports');
    await shownText(page, 'You have imported nothing yet').waitFor();
  });
});

const asFiles = (files: readonly NamedText[]) =>
  files.map(({ name, content }) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(content) }));

/** By the native chooser, as a keyboard opens it. */
async function choose(page: Page, files: readonly NamedText[]): Promise<void> {
  await expectHeading(page, 'Imports');
  await page.getByRole('heading', { name: 'Your imports' }).waitFor();
  const input = page.getByLabel('Drop files here');
  // Before the way there: the driver takes a moment until it keeps the chooser from opening.
  const chooser = page.waitForEvent('filechooser');
  await tabTo(page, input);
  await page.keyboard.press('Enter');
  await (await chooser).setFiles(asFiles(files));
}

/** What candidates and authors would get from the bank. */
function bank() {
  return walk.attest.rows(
    `SELECT i.bank_id, i.status, i.metadata, v.content_hash, k.key_hash, r.record
     FROM items i JOIN item_versions v ON v.item_id = i.id AND v.version = i.version
     JOIN item_keys k ON k.item_version_id = v.id AND k.key_revision = i.key_revision
     JOIN item_revisions r ON r.item_id = i.id AND r.revision = i.revision ORDER BY 1`,
  );
}
