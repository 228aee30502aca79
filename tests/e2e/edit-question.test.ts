import { ItemDraft, type ItemDraftText } from '@attest/contracts';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Person } from '../support/given.ts';
import {
  expectHeading,
  fillByKeyboard,
  pressByKeyboard,
  shownText,
  tabTo,
  useBrowserWalk,
} from './browser-walk.ts';
import { look } from './look-at-page.ts';

const walk = useBrowserWalk();
const sample = 'caisa-a1-0002';

describe('the editor of questions', () => {
  it('takes a new question from a keyboard alone, says what is missing, and saves it as a version', async () => {
    const page = await walk.open({}, await walk.attest.given.instructor({ displayName: 'Ada Author' }));
    await page.goto('/bank/drafts');
    await look(page, 'drafts-none');
    await pressByKeyboard(page, page.getByRole('link', { name: 'New question' }));
    await expectHeading(page, 'New question');
    await look(page, 'new-question');
    await tabTo(page, page.getByRole('radio', { name: /^Single choice/ }));
    for (let at = 0; at < 4; at += 1) await page.keyboard.press('ArrowUp');
    await pressByKeyboard(page, page.getByRole('button', { name: 'Begin' }));
    await expectHeading(page, 'New question: Short text');
    await look(page, 'edit-new');

    await page.keyboard.press('Control+s');
    await page.getByRole('dialog').getByText('listed under “Must fix”').waitFor();
    await look(page, 'edit-unfinished');
    await page.keyboard.press('Escape');

    await fillByKeyboard(
      page,
      /^Question text$/,
      'A log line holds the token of an agent. Name the attack that sends it ',
    );
    await page.keyboard.press('Control+b');
    await page.keyboard.type('again');
    await page.keyboard.press('Control+b');
    await page.keyboard.press('End');
    await page.keyboard.type('?');
    await pressByKeyboard(page, page.getByRole('button', { name: 'Add an accepted answer' }));
    await page.keyboard.type('replay');
    await fillByKeyboard(
      page,
      /^Rationale: why the accepted answer is right$/,
      'What was recorded once is sent a second time, and the gateway cannot tell the copy from the call it belongs to.',
    );
    for (const [label, presses] of [
      ['Domain', 1],
      ['Objective', 1],
      ['Level', 1],
    ] as const) {
      await tabTo(page, page.getByLabel(label, { exact: true }));
      for (let at = 0; at < presses; at += 1) await page.keyboard.press('ArrowDown');
    }
    await fillByKeyboard(page, 'Expected difficulty', '0.7');
    await fillByKeyboard(page, /^Flip fact$/, 'If tokens ended after one call, nothing could be sent again.');
    await pressByKeyboard(page, page.getByRole('button', { name: 'Add reference' }));
    await tabTo(page, page.getByLabel('Source', { exact: true }));
    await page.keyboard.type('OWASP Top 10 for LLM');
    await tabTo(page, page.getByLabel('Place in it'));
    await page.keyboard.press('ArrowDown');
    await shownText(page, /One thing to consider/).waitFor();
    await pressByKeyboard(page, page.getByRole('button', { name: 'Let it stand' }));
    await fillByKeyboard(page, 'Why it may stand', 'The one line says it all.');
    await page.keyboard.press('Enter');
    await shownText(page, 'Nothing to mend.').waitFor();
    await shownText(page, 'Stands because: The one line says it all.').waitFor();
    await previewOf(page).getByText('again').and(previewOf(page).locator('strong')).waitFor();
    await look(page, 'edit-finished');

    await page.keyboard.press('Control+s');
    await page.getByRole('dialog').getByLabel('What changed, and why').waitFor();
    await pressByKeyboard(page, page.getByRole('dialog').getByRole('button', { name: 'Save version' }));
    await shownText(page, 'Say what changed, and why.').waitFor();
    await fillByKeyboard(page, 'What changed, and why', 'First version');
    await pressByKeyboard(page, page.getByRole('dialog').getByRole('button', { name: 'Save version' }));
    await expectHeading(page, /^Review of caisa-a1-\d{4}$/);
  });

  it('keeps what is typed while there is no network, and after the page was closed on it', async () => {
    const author = await walk.attest.given.instructor();
    const { page, draft } = await editing(author);
    const network = page.context();
    await network.setOffline(true);
    await flip(page).fill('Typed without a network.');
    await saveState(page).getByText('Kept on this device').waitFor();
    await look(page, 'edit-kept');
    await network.setOffline(false);
    await saveState(page)
      .getByText(/^Saved/)
      .waitFor();
    expect((await read(author, draft.id)).text.flipFact).toBe('Typed without a network.');

    await network.setOffline(true);
    await flip(page).fill('Typed, then the page was gone.');
    await saveState(page).getByText('Kept on this device').waitFor();
    await page.close();
    await network.setOffline(false);
    const again = await network.newPage();
    await again.goto(`/bank/drafts/${draft.id}`);
    await expect.poll(() => flip(again).inputValue()).toBe('Typed, then the page was gone.');
    await saveState(again)
      .getByText(/^Saved \d/)
      .waitFor();
    expect((await read(author, draft.id)).text.flipFact).toBe('Typed, then the page was gone.');
  });

  it('writes over nothing that another tab saved, and loses neither text', async () => {
    const author = await walk.attest.given.instructor();
    const { page, draft } = await editing(author);
    await put(author, draft, { ...draft.text, flipFact: 'From the other tab.' });
    await flip(page).fill('From this tab.');
    await shownText(page, /^This draft was changed in another tab/).waitFor();
    await look(page, 'edit-elsewhere');
    expect((await read(author, draft.id)).text.flipFact).toBe('From the other tab.');
    await page.getByRole('button', { name: 'Keep this text' }).click();
    await saveState(page)
      .getByText(/^Saved/)
      .waitFor();
    const now = await read(author, draft.id);
    expect(now.text.flipFact).toBe('From this tab.');

    await put(author, now, { ...now.text, flipFact: 'From the other tab again.' });
    await flip(page).fill('Not wanted.');
    await page.getByRole('button', { name: 'Take the other text' }).click();
    await expect.poll(() => flip(page).inputValue()).toBe('From the other tab again.');
  });

  it('knows its own text again where the reply to a save got lost', async () => {
    const author = await walk.attest.given.instructor();
    const { page, draft } = await editing(author);
    const place = '**/api/item-drafts/*';
    await page.route(place, async (route) => {
      await route.fetch();
      await route.abort();
    });
    await flip(page).fill('Sent, and no reply came.');
    await saveState(page).getByText('Kept on this device').waitFor();
    await flip(page).fill('Typed after that.');
    await page.unroute(place);
    await saveState(page)
      .getByText(/^Saved/)
      .waitFor();
    expect(await shownText(page, /^This draft was changed in another tab/).count()).toBe(0);
    await expect.poll(async () => (await read(author, draft.id)).text.flipFact).toBe('Typed after that.');
  });

  it('names who else is at work, and saves over a version of theirs only when that was seen', async () => {
    const [own, other] = [
      await walk.attest.given.instructor(),
      await walk.attest.given.instructor({ displayName: 'Otto Other' }),
    ];
    const { page, draft } = await editing(own);
    const theirs = await begin(other);
    const changed = await put(other, theirs, { ...theirs.text, incidents: ['larkfield'] });
    await flip(page).fill('A clearer fact than before.');
    await shownText(page, 'Also at work on it: Otto Other').waitFor();
    const { id, lock, basedOn } = changed;
    await other.client.post(`/item-drafts/${id}/versions`, { lock, over: basedOn, note: 'Incident' });

    await page.getByRole('button', { name: 'Save version' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('What changed, and why').fill('Clearer');
    await dialog.getByRole('button', { name: 'Save version' }).click();
    await dialog
      .getByText(/changed meanwhile|newer version/i)
      .first()
      .waitFor();
    await dialog.getByLabel(/^I have seen revision 2/).waitFor();
    await dialog.getByRole('button', { name: 'Save version' }).click();
    await dialog.getByText('Say first that you have seen the newer revision.').waitFor();
    await look(page, 'edit-newer-revision');
    await dialog.getByLabel(/^I have seen revision 2/).check();
    await dialog.getByRole('button', { name: 'Save version' }).click();
    await expectHeading(page, `Review of ${sample}`);
    expect(draft.basedOn).toBe(1);
  });

  it('mends what a machine can mend, and takes that back', async () => {
    const { page } = await editing(await walk.attest.given.instructor());
    const stem = page.getByRole('textbox', { name: 'Question text' });
    const text =
      'Operators approve entries of a log by hand. Which change would not make their approval a decision?';
    await stem.fill(text);
    await page.getByRole('button', { name: /^Fix/ }).click();
    expect(await stem.inputValue()).toBe(text.replace(' not ', ' NOT '));
    await page.getByRole('group', { name: 'Undo' }).getByRole('button', { name: 'Undo' }).click();
    expect(await stem.inputValue()).toBe(text);
  });

  it('shows HTML and scripts as the text they are', async () => {
    const { page } = await editing(await walk.attest.given.instructor());
    await page
      .getByRole('textbox', { name: 'Question text' })
      .fill('Which log line shows <script>alert(1)</script> and <img src=x onerror=alert(2)>?');
    await previewOf(page).getByText('<script>alert(1)</script>').waitFor();
    expect(await previewOf(page).locator('script, img').count()).toBe(0);
  });

  it('previews parts whose styles are loaded when they are needed', async () => {
    const page = await walk.open({}, await walk.attest.given.instructor());
    await page.goto('/bank/new?type=ordering&certification=CAISA');
    await page.getByRole('button', { name: 'Begin' }).click();
    const step = previewOf(page).locator('[data-step]').first();
    await step.waitFor();
    const missing = () =>
      page.evaluate(() => {
        const namesIn = (within?: Document | null) =>
          [...(within?.styleSheets ?? [])].map(({ href }) => href);
        const taken = namesIn(document.querySelector('iframe')?.contentDocument);
        return namesIn(document).filter((name) => !taken.includes(name));
      });
    await expect.poll(missing).toEqual([]);
  });

  it('brings back an option that was removed, with its key', async () => {
    const { page } = await editing(await walk.attest.given.instructor());
    const texts = page.getByRole('textbox', { name: 'Text', exact: true });
    const before = await texts.count();
    const key = page
      .getByRole('group', { name: /^Option [A-Z]$/ })
      .filter({ has: page.locator('input:checked') });
    const text = await key.getByRole('textbox', { name: 'Text', exact: true }).inputValue();
    await key.getByRole('button', { name: /^Remove/ }).click();
    await expect.poll(() => texts.count()).toBe(before - 1);
    await page.getByRole('group', { name: 'Undo' }).getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => texts.count()).toBe(before);
    expect(await key.getByRole('textbox', { name: 'Text', exact: true }).inputValue()).toBe(text);
  });

  it('deletes a draft only when that is confirmed', async () => {
    const author = await walk.attest.given.instructor();
    const { page, draft } = await editing(author);
    await page.getByRole('button', { name: 'Delete draft' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Keep draft' }).click();
    await page.getByRole('button', { name: 'Delete draft' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete draft' }).click();
    await expectHeading(page, 'My drafts');
    await shownText(page, 'You have no drafts').waitFor();
    expect(await author.client.get(`/item-drafts/${draft.id}`)).toBeProblem('not-found');
  });
});

const flip = (page: Page) => page.getByRole('textbox', { name: 'Flip fact', exact: true });
const saveState = (page: Page) => page.locator('[data-save-state]');
const previewOf = (page: Page) => page.frameLocator('iframe');

async function begin({ client }: Person): Promise<ItemDraft> {
  return (await client.post('/item-drafts', { itemId: sample })).read(ItemDraft);
}

async function read({ client }: Person, id: string): Promise<ItemDraft> {
  return (await client.get(`/item-drafts/${id}`)).read(ItemDraft);
}

async function put({ client }: Person, { id, lock }: ItemDraft, text: ItemDraftText): Promise<ItemDraft> {
  return (await client.put(`/item-drafts/${id}`, { lock, text })).read(ItemDraft);
}

/** The sample question, open in the editor from its page in the bank. */
async function editing(author: Person): Promise<{ page: Page; draft: ItemDraft }> {
  const page = await walk.open({}, author);
  await page.goto(`/bank/${sample}`);
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await expectHeading(page, `Edit ${sample}`);
  await flip(page).waitFor();
  return { page, draft: await read(author, new URL(page.url()).pathname.split('/').at(-1) ?? '') };
}
