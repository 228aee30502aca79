import { BankItem, ItemDraft, ItemReview, SavedVersion } from '@attest/contracts';
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

describe('comments in a review', () => {
  it('are made on words by keyboard, answered and resolved by the author in the editor, and named before an approval', async () => {
    const { author, id } = await inReview();
    const reviewer = await walk.attest.given.staff(['reviewer'], { displayName: 'Rosalind Reviewer' });
    const page = await walk.open({}, reviewer);
    await page.goto(`/reviews/${id}`);
    await expectHeading(page, `Review of ${id}`);
    expect(await page.getByRole('heading', { name: /^Comments/ }).count()).toBe(0);
    await answer(reviewer, id);
    await page.reload();
    await shownText(page, 'No comment is open.').waitFor();
    await look(page, 'comments-none');

    await pressByKeyboard(page, page.getByRole('button', { name: 'Add a comment' }));
    await page.keyboard.type('words of another question');
    await fillByKeyboard(page, /^Comment$/, 'Which approval is meant?');
    await pressByKeyboard(page, page.getByRole('button', { name: 'Comment', exact: true }));
    await page.getByRole('link', { name: /^These words do not stand in the question/ }).waitFor();
    await look(page, 'comments-not-there');
    await tabTo(page, page.getByLabel('Words it is about, optional'), 'Shift+Tab');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('request_outage');
    await page.reload();
    expect(await page.getByLabel(/^Comment$/).inputValue()).toBe('Which approval is meant?');
    await pressByKeyboard(page, page.getByRole('button', { name: 'Comment', exact: true }));
    await page.getByRole('heading', { name: 'Comments, 1 open' }).waitFor();
    await pressByKeyboard(page, page.getByRole('button', { name: 'Show', exact: true }));
    await look(page, 'comments-open');

    const writing = await walk.open({}, author);
    await writing.goto(`/bank/${id}`);
    await pressByKeyboard(writing, writing.getByRole('button', { name: 'Edit', exact: true }));
    await expectHeading(writing, `Edit ${id}`);
    await writing.getByRole('heading', { name: 'Comments from review' }).waitFor();
    await look(writing, 'comments-editor');
    await pressByKeyboard(writing, writing.getByRole('link', { name: 'One comment' }));
    await pressByKeyboard(writing, writing.getByRole('button', { name: 'Show at its field' }));
    expect(await selectedIn(writing)).toBe('request_outage');
    await pressByKeyboard(writing, writing.getByRole('link', { name: 'One comment' }), 'Shift+Tab');
    await pressByKeyboard(writing, writing.getByRole('button', { name: 'Reply' }));
    await writing.keyboard.type('That of the operator.');
    await pressByKeyboard(writing, writing.getByRole('button', { name: 'Reply' }));
    await shownText(writing, 'That of the operator.').waitFor();

    await page.reload();
    await shownText(page, 'That of the operator.').waitFor();
    for (const aspect of ['Technical', 'Editorial', 'Fairness']) {
      await tabTo(page, page.getByRole('checkbox', { name: new RegExp(`^${aspect}`) }));
      await page.keyboard.press('Space');
    }
    await pressByKeyboard(page, page.getByRole('button', { name: 'Approve' }));
    await page.getByRole('link', { name: 'Read the open comments first, or say that you have.' }).waitFor();
    await look(page, 'comments-before-approval');

    await pressByKeyboard(page, page.getByRole('button', { name: 'Resolve' }));
    await look(page, 'comments-resolve');
    await fillByKeyboard(page, /^What was done, optional$/, 'Clear now');
    await pressByKeyboard(page, page.getByRole('dialog').getByRole('button', { name: 'Resolve' }));
    await shownText(page, 'No comment is open.').waitFor();
    await pressByKeyboard(page, page.getByText('One resolved comment'));
    await shownText(page, /^Resolved by Rosalind Reviewer.+Clear now$/).waitFor();
    await look(page, 'comments-resolved');
    await pressByKeyboard(page, page.getByRole('button', { name: 'Approve' }), 'Shift+Tab');
    await shownText(page, /approved: Technical, Editorial, Fairness/).waitFor();
  });

  it('begin where words are selected with a pointer, and are deleted while nobody has answered', async () => {
    const { id } = await inReview();
    const reviewer = await walk.attest.given.staff(['reviewer']);
    await answer(reviewer, id);
    const page = await walk.open({ width: 'narrow' }, reviewer);
    await page.goto(`/reviews/${id}`);
    await shownText(page, 'No comment is open.').waitFor();
    const code = page.getByRole('region', { name: 'Question' }).getByText('request_outage').first();
    await code.dblclick();
    const near = page.locator('button.fixed');
    await near.waitFor();
    await look(page, 'comments-selected');
    await code.dblclick();
    await near.click();
    expect(await page.getByLabel('Words it is about, optional').inputValue()).toBe('request_outage');
    await page.getByLabel(/^Comment$/).fill('Too long a name');
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Comment', exact: true }).last().click();
    await shownText(page, /^We couldn’t keep your comment\. It is still here/).waitFor();
    await page.context().setOffline(false);
    await page.getByRole('button', { name: 'Comment', exact: true }).last().click();
    await page.getByRole('heading', { name: 'Comments, 1 open' }).waitFor();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await shownText(page, 'No comment is open.').waitFor();
  });
});

const selectedIn = (page: Page) =>
  page.evaluate(() => {
    const field = document.activeElement;
    if (!(field instanceof HTMLTextAreaElement)) return null;
    return field.value.slice(field.selectionStart, field.selectionEnd);
  });

/** A new item that waits for its review. */
async function inReview(): Promise<{ author: Person; id: string }> {
  const author = await walk.attest.given.instructor({ displayName: 'Ada Author' });
  const draft = (await author.client.post('/item-drafts', { copyOf: 'caisa-a1-0002' })).read(ItemDraft);
  const body = { lock: draft.lock, over: null, note: 'A copy' };
  const { item } = (await author.client.post(`/item-drafts/${draft.id}/versions`, body)).read(SavedVersion);
  (await author.client.post(`/items/${item.id}/moves`, { to: 'in-review', revision: 1 })).read(BankItem);
  return { author, id: item.id };
}

async function answer({ client }: Person, id: string): Promise<void> {
  (
    await client.put(`/items/${id}/review/answer`, {
      revision: 1,
      value: { RESPONSE: { kind: 'choice', selected: ['a'] } },
    })
  ).read(ItemReview);
}
