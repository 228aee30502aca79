import { ItemDraft, type ItemDraftText } from '@attest/contracts';
import { expect, it } from 'vitest';
import type { Person } from '../support/given.ts';
import { expectHeading, pressByKeyboard, shownText, tabTo, useBrowserWalk } from './browser-walk.ts';
import { look } from './look-at-page.ts';

const walk = useBrowserWalk();
const sample = 'caisa-a1-0002';

it('tells by keyboard alone who changed what in a question, the key first, by word', async () => {
  const author = await walk.attest.given.instructor({ displayName: 'Ada Author' });
  await save(author, 'Another key', (text) => {
    if (text.type !== 'single-choice') throw new Error('another type');
    const [first, second] = text.options;
    const options = text.options.map((option) => {
      if (option.id === first?.id) return { ...option, error: 'right-control-wrong-layer' };
      return option.id === second?.id ? { ...option, error: null, text: `${option.text} At once.` } : option;
    });
    return { ...text, options, key: [second?.id ?? ''], incidents: ['larkfield'] };
  });
  const page = await walk.open({}, author);
  await page.goto(`/bank/${sample}`);
  await pressByKeyboard(page, page.getByRole('link', { name: 'History' }));
  await expectHeading(page, `History of ${sample}`);
  await shownText(page, 'Another key').waitFor();
  await look(page, 'item-history');

  await pressByKeyboard(page, page.getByRole('link', { name: 'Compare with the one before' }));
  await expectHeading(page, `What changed in ${sample}`);
  const groups = page.getByRole('main').getByRole('region');
  await expect.poll(() => groups.first().getAttribute('aria-label')).toBe('Key and scoring');
  await page.locator('ins').filter({ hasText: 'At once.' }).first().waitFor();
  await look(page, 'compare-inline');

  await tabTo(page, page.getByLabel('Layout'));
  await page.keyboard.press('ArrowDown');
  await shownText(page, 'Before').first().waitFor();
  expect(page.url()).toContain('layout=beside');
  await look(page, 'compare-beside');

  await tabTo(page, page.getByLabel('From'), 'Shift+Tab');
  await page.keyboard.press('ArrowUp');
  await shownText(page, 'Nothing differs between these two.').waitFor();
});

it('shows in the editor what a draft changes', async () => {
  const author = await walk.attest.given.instructor();
  const draft = (await author.client.post('/item-drafts', { itemId: 'caisa-a3-0002' })).read(ItemDraft);
  const page = await walk.open({}, author);
  await page.goto(`/bank/drafts/${draft.id}`);
  await page.getByRole('textbox', { name: 'Flip fact' }).fill('Another fact would do.');
  await page.getByRole('button', { name: 'What changes' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('ins').first().waitFor();
  await look(page, 'draft-changes');
  await dialog.getByRole('button', { name: 'Go on writing' }).click();
  await dialog.waitFor({ state: 'hidden' });
});

async function save(
  { client }: Person,
  note: string,
  change: (text: ItemDraftText) => ItemDraftText,
): Promise<void> {
  const draft = (await client.post('/item-drafts', { itemId: sample })).read(ItemDraft);
  const body = { lock: draft.lock, text: change(draft.text) };
  const { id, lock } = (await client.put(`/item-drafts/${draft.id}`, body)).read(ItemDraft);
  const reply = await client.post(`/item-drafts/${id}/versions`, { lock, over: draft.basedOn, note });
  expect(reply.status).toBe(201);
}
