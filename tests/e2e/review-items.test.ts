import { ItemDraft, SavedVersion } from '@attest/contracts';
import type { Page } from 'playwright-core';
import { describe, it } from 'vitest';
import type { Person } from '../support/given.ts';
import { expectHeading, pressByKeyboard, shownText, tabTo, useBrowserWalk } from './browser-walk.ts';
import { look } from './look-at-page.ts';

const walk = useBrowserWalk();

describe('a new question', () => {
  it('is sent to review by its author, answered blind and approved by somebody else, and taken into use, with keys alone', async () => {
    const author = await walk.attest.given.instructor({ displayName: 'Ada Author' });
    const id = await written(author, 'caisa-a1-0002');
    const own = await walk.open({}, author);
    await own.goto(`/reviews/${id}`);
    await expectHeading(own, `Review of ${id}`);
    await look(own, 'review-own-draft');
    await step(own, 'Send to review');
    await own.getByText('You wrote this version, so somebody else reviews it.').waitFor();

    const reviewer = await walk.open(
      {},
      await walk.attest.given.staff(['reviewer'], { displayName: 'Rosa Reviewer' }),
    );
    await reviewer.goto(`/bank/${id}`);
    await shownText(reviewer, /^This question waits for its reviewers/).waitFor();
    await look(reviewer, 'bank-item-blind');
    await reviewer.goto('/reviews');
    await look(reviewer, 'reviews');
    await pressByKeyboard(
      reviewer,
      reviewer.getByRole('link', { name: /^\w/ }).and(reviewer.locator(`[href$="${id}"]`)),
    );
    await expectHeading(reviewer, `Review of ${id}`);
    await look(reviewer, 'review-blind');
    await pressByKeyboard(reviewer, reviewer.getByRole('button', { name: 'Answer and see the key' }));
    await shownText(reviewer, /^Answer the question first/).waitFor();
    await tabTo(reviewer, reviewer.getByRole('radio').first());
    await reviewer.keyboard.press('Space');
    await pressByKeyboard(reviewer, reviewer.getByRole('button', { name: 'Answer and see the key' }));
    await shownText(reviewer, /^Your answer earned/).waitFor();
    await look(reviewer, 'review-key');

    await pressByKeyboard(reviewer, reviewer.getByRole('button', { name: 'Approve' }));
    await shownText(reviewer, 'Tick at least one thing you have looked at.').first().waitFor();
    for (const aspect of ['Technical', 'Editorial', 'Fairness']) {
      await tabTo(reviewer, reviewer.getByRole('checkbox', { name: new RegExp(`^${aspect}`) }));
      await reviewer.keyboard.press('Space');
    }
    await pressByKeyboard(reviewer, reviewer.getByRole('button', { name: 'Ask for changes' }));
    await shownText(reviewer, 'Say what is to change.').first().waitFor();
    await look(reviewer, 'review-verdict-faults');
    await pressByKeyboard(reviewer, reviewer.getByRole('button', { name: 'Approve' }));
    await shownText(reviewer, 'Rosa Reviewer approved: Technical, Editorial, Fairness').waitFor();

    await own.reload();
    await shownText(own, 'Rosa Reviewer approved: Technical, Editorial, Fairness').waitFor();
    await step(own, 'Use in exams');
    await shownText(own, 'Approved → Operational, Ada Author').waitFor();
    await look(own, 'review-operational');
  });

  it('goes back to its author with what is to change', async () => {
    const author = await walk.attest.given.instructor();
    const id = await written(author, 'caisa-a1-0002');
    const own = await walk.open({}, author);
    await own.goto(`/reviews/${id}`);
    await step(own, 'Send to review');

    const reviewer = await walk.open(
      { width: 'narrow', hasTouch: true },
      await walk.attest.given.staff(['reviewer']),
    );
    await reviewer.goto(`/reviews/${id}`);
    await reviewer.getByRole('radio').first().tap();
    await reviewer.getByRole('button', { name: 'Answer and see the key' }).tap();
    await reviewer.getByRole('checkbox', { name: /^Editorial/ }).tap();
    await reviewer.getByLabel('Remark').fill('The stem is too long.');
    await reviewer.getByRole('button', { name: 'Ask for changes' }).tap();
    await shownText(reviewer, /asked for changes: Editorial$/).waitFor();

    await own.reload();
    await shownText(own, 'The stem is too long.').first().waitFor();
    await own.getByRole('button', { name: 'Send to review' }).waitFor();
  });
});

/** A step that needs no reason, from button to confirmation. */
async function step(page: Page, name: string): Promise<void> {
  await pressByKeyboard(page, page.getByRole('button', { name, exact: true }));
  await page.getByRole('dialog').waitFor();
  await pressByKeyboard(page, page.getByRole('dialog').getByRole('button', { name: 'Confirm' }));
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

/** A new item, as a copy of another. */
async function written({ client }: Person, copyOf: string): Promise<string> {
  const draft = (await client.post('/item-drafts', { copyOf })).read(ItemDraft);
  const body = { lock: draft.lock, over: null, note: 'A copy' };
  return (await client.post(`/item-drafts/${draft.id}/versions`, body)).read(SavedVersion).item.id;
}
