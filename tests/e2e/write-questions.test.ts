import { ItemReview, ItemType } from '@attest/contracts';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Person } from '../support/given.ts';
import { answer, mouse, somePart } from './answer-by.ts';
import { expectHeading, shownText, useBrowserWalk } from './browser-walk.ts';
import { finishGallery, partsOf, sitGallery, type GallerySitting } from './gallery-walk.ts';
import { writeType } from './write-by.ts';

const walk = useBrowserWalk();

it('asks a candidate, in a newly published exam, questions of every type that one person wrote and another approved', async () => {
  // The competency holds what is written here and nothing else.
  await walk.attest.rows(`UPDATE items SET status = 'retired' WHERE domain = 'A9'`);
  const author = await walk.attest.given.instructor({ displayName: 'Ada Author' });
  const writing = await walk.open({}, author);
  const reviewer = await walk.attest.given.staff(['reviewer']);
  const reviewing = await walk.open({}, reviewer);
  for (const [at, type] of ItemType.options.entries()) {
    const id = await writeQuestion(writing, type, at % 2 === 0 ? 'Analysis' : 'Application');
    await approve(reviewer, reviewing, id);
    await takeIntoUse(writing, id);
  }
  const itemCount = ItemType.options.length;
  const exam = await publishExam(writing, itemCount);

  const sitting = await sitGallery(walk, {}, exam);
  for (const question of sitting.questions) await answerRight(sitting, question);
  const { items } = await finishGallery(sitting);

  const scored = items.filter(({ isScored }) => isScored);
  expect(scored).toHaveLength(itemCount - 1);
  expect(scored.filter(({ verdict }) => verdict !== 'correct').map(({ item }) => item.number)).toEqual([]);
});

/** From the empty form to the page of its review; gives the id that the bank has given it. */
async function writeQuestion(page: Page, type: ItemType, level: string): Promise<string> {
  await page.goto(`/bank/new?type=${type}&certification=CAISA&domain=A9`);
  await page.getByRole('button', { name: 'Begin' }).click();
  await expectHeading(page, /^New question/);
  await writeType[type](page);
  await page.getByLabel('Objective').selectOption({ index: 1 });
  await page.getByLabel('Level').selectOption(level);
  await page.getByLabel('Expected difficulty').fill('0.6');
  await page
    .getByRole('textbox', { name: 'Flip fact' })
    .fill('If the token ended after each call, reading the log would be harmless.');
  await citeWhereHinted(page);
  await page.getByRole('button', { name: 'Send to review' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What changed, and why').fill('First version');
  await dialog.getByRole('button', { name: 'Save and send to review' }).click();
  await expectHeading(page, /^Review of/);
  await page.getByText('In review', { exact: true }).first().waitFor();
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

/** The linter misses a source; its hint leads to where one is added. */
async function citeWhereHinted(page: Page): Promise<void> {
  const hint = page
    .getByRole('region', { name: 'Hints' })
    .getByRole('listitem')
    .filter({ hasText: 'cites no source' });
  await hint.getByRole('button', { name: /^Show/ }).click();
  await page.getByRole('button', { name: 'Add reference' }).click();
  await page.getByLabel('Source', { exact: true }).selectOption('OWASP-LLM');
  await page.getByLabel('Place in it').selectOption('LLM02');
  await hint.waitFor({ state: 'detached' });
  await page.getByText('Nothing to mend.').and(page.locator(':not([data-live])')).waitFor();
}

/** Blind first: without an answer the page shows no key. */
async function approve({ client }: Person, page: Page, id: string): Promise<void> {
  const { question } = (await client.get(`/items/${id}/review`)).read(ItemReview);
  await page.goto(`/reviews/${id}`);
  await page.getByRole('button', { name: 'Answer and see the key' }).click();
  await shownText(page, /^Answer the question first/).waitFor();
  const places = partsOf(page, question);
  for (const [at, interaction] of question.interactions.entries()) {
    const place = places[at];
    if (place) await answer(mouse, page, place, interaction, somePart(interaction));
  }
  await page.getByRole('button', { name: 'Answer and see the key' }).click();
  for (const aspect of ['Technical', 'Editorial', 'Fairness']) {
    await page.getByRole('checkbox', { name: new RegExp(`^${aspect}`) }).check();
  }
  await page.getByRole('button', { name: 'Approve' }).click();
  await shownText(page, /approved: Technical, Editorial, Fairness/).waitFor();
}

async function takeIntoUse(page: Page, id: string): Promise<void> {
  await page.goto(`/reviews/${id}`);
  await page.getByRole('button', { name: 'Use in exams', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

/** Like the sampler, but all of its questions of the competency; gives its short name. */
async function publishExam(page: Page, itemCount: number): Promise<string> {
  await page.goto('/exam-admin/new');
  await page.getByLabel('Title').fill('Enterprise integration');
  await page.getByLabel('Begin with').selectOption({ label: 'CAISA sampler' });
  const slug = await page.getByLabel('Short name').inputValue();
  await page.getByRole('button', { name: 'Begin exam' }).click();
  await page.getByRole('link', { name: 'Blueprint' }).click();
  await page.getByLabel('Questions in a form').fill(String(itemCount));
  for (const at of [1, 2, 3, 4, 5, 6, 7, 8]) await page.getByLabel(`Questions of A${String(at)}`).fill('0');
  await page.getByLabel('Questions of A9').fill(String(itemCount));
  await page.getByLabel('Least share in scenarios').fill('0');
  await page.getByLabel('Least questions of a scenario').fill('1');
  await shownText(page, 'Yes. The bank can fill this blueprint today.').waitFor();
  await page.getByRole('button', { name: 'Publish' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Note').fill('First version');
  await dialog.getByRole('button', { name: 'Publish version 1' }).click();
  await dialog.waitFor({ state: 'hidden' });
  return slug;
}

async function answerRight(
  sitting: GallerySitting,
  question: GallerySitting['questions'][number],
): Promise<void> {
  await sitting.goTo(question);
  const places = partsOf(sitting.page, question.item);
  for (const [at, interaction] of question.item.interactions.entries()) {
    const part = question.right[interaction.responseVariable];
    const place = places[at];
    if (place === undefined) throw new Error('the question shows fewer parts than it has');
    if (part) await answer(mouse, sitting.page, place, interaction, part);
  }
}
