import { ExamSession, type AuthoredExam } from '@attest/contracts';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectHeading, pressByKeyboard, shownText, tabTo, useBrowserWalk } from './browser-walk.ts';
import { look } from './look-at-page.ts';

const walk = useBrowserWalk();

describe('an exam that is changed on screen', () => {
  it('is asked too much, mended, looked at and published with keys alone, while a running session keeps its version', async () => {
    const { id, slug } = await publishedExam('Walked exam');
    const sitting = await walk.attest.given.openSession({ exam: slug });
    const page = await walk.open({}, await walk.attest.given.instructor({ displayName: 'Ada Author' }));
    await page.goto('/exam-admin');
    await look(page, 'exam-admin');
    await pressByKeyboard(page, page.locator(`a[href$="${id}"]`));
    await expectHeading(page, 'Walked exam');
    await look(page, 'exam-rules');
    await goTo(page, 'Blueprint');
    await shownText(page, 'Yes. The bank can fill this blueprint today.').waitFor();
    await look(page, 'exam-blueprint');

    await enter(page, 'Questions of A1', '40');
    const sum = 'The domains add up to 50 questions, but a form holds 12. Make them equal.';
    await page.getByRole('link', { name: sum }).waitFor();
    await look(page, 'exam-blueprint-fault');
    await enter(page, 'Questions in a form', '50', 'Shift+Tab');
    await shownText(page, 'No. The bank cannot fill this blueprint today.').waitFor();
    await shownText(
      page,
      /^A1 asks for 40 questions; \d+ can be used together\. Ask for fewer, or write more\.$/,
    ).waitFor();
    await shownText(page, /^Tightest cell: A1, \w+: \d+ wanted, \d+ can be drawn, \d+ short\./).waitFor();
    await page.getByRole('link', { name: /^Write one \(\d+ questions of A1, Analysis\)$/ }).waitFor();
    await look(page, 'exam-blueprint-short');

    await pressByKeyboard(page, page.getByRole('button', { name: 'Publish' }), 'Shift+Tab');
    await page.getByRole('dialog').waitFor();
    await pressByKeyboard(page, page.getByRole('dialog').getByRole('button', { name: 'Publish version 2' }));
    await shownText(page, 'Write what changed, and why.').waitFor();
    await look(page, 'exam-publish-no-note');
    await tabTo(page, page.getByLabel('Note'));
    await page.keyboard.type('More about architecture');
    await pressByKeyboard(page, page.getByRole('dialog').getByRole('button', { name: 'Publish version 2' }));
    await shownText(page, 'We couldn’t publish this exam. The draft is as it was.').waitFor();
    await look(page, 'exam-publish-refused');
    await page.keyboard.press('Escape');

    await enter(page, 'Questions of A1', '3');
    await enter(page, 'Questions in a form', '13', 'Shift+Tab');
    await shownText(page, 'Yes. The bank can fill this blueprint today.').waitFor();
    await goTo(page, 'Form', 'Shift+Tab');
    await shownText(page, /A1 3 of 3/).waitFor();
    await pressByKeyboard(page, page.getByRole('button', { name: 'Draw another' }));
    await shownText(page, 'Draw 2', { exact: true }).waitFor();
    await look(page, 'exam-form');

    await pressByKeyboard(page, page.getByRole('button', { name: 'Publish' }), 'Shift+Tab');
    const dialog = page.getByRole('dialog');
    await shownText(dialog, '1 running session keeps version 1.').waitFor();
    await look(page, 'exam-publish');
    await tabTo(page, page.getByLabel('Note'));
    await page.keyboard.type('One more question of architecture');
    await pressByKeyboard(page, dialog.getByRole('button', { name: 'Publish version 2' }));
    await dialog.waitFor({ state: 'hidden' });
    await shownText(page, 'Version 2', { exact: true }).waitFor();
    await goTo(page, 'History', 'Shift+Tab');
    await shownText(page, 'One more question of architecture').waitFor();
    await look(page, 'exam-history');

    const next = await walk.attest.given.candidate();
    const starting = await walk.open({}, next);
    await starting.goto(`/exams/${slug}`);
    await pressByKeyboard(starting, starting.getByRole('button', { name: 'Start exam' }));
    await expectHeading(starting, /Question 1 of 13/);
    const kept = await sitting.candidate.client.get(`/exam-sessions/${sitting.session.id}`);
    expect(kept.read(ExamSession)).toMatchObject({ status: 'active', itemCount: 12 });
    const going = await walk.open({}, sitting.candidate);
    await going.goto(`/sit/${sitting.session.id}`);
    await pressByKeyboard(going, going.getByRole('button').first());
    await expectHeading(going, /Question 1 of 12/);
  });

  it('is begun like another one, saved while it is written, and discarded', async () => {
    const { id } = await publishedExam('Model exam');
    const page = await walk.open({ width: 'narrow' }, await walk.attest.given.instructor());
    await page.goto('/exam-admin');
    await page.getByRole('link', { name: 'New exam' }).click();
    await expectHeading(page, 'New exam');
    await page.getByRole('button', { name: 'Begin exam' }).click();
    await look(page, 'exam-new-faults');
    await page.getByLabel('Title').fill('Exam of a day');
    await page.getByLabel('Begin with').selectOption(id);
    expect(await page.getByLabel('Short name').inputValue()).toBe('exam-of-a-day');
    await page.getByRole('button', { name: 'Begin exam' }).click();
    await expectHeading(page, 'Exam of a day');
    await page.getByLabel('Summary').fill('Twelve questions of one day.');
    await shownText(page, /^Draft saved/).waitFor();

    await page.reload();
    await expectHeading(page, 'Exam of a day');
    expect(await page.getByLabel('Summary').inputValue()).toBe('Twelve questions of one day.');
    await page.getByRole('button', { name: 'Discard draft' }).click();
    await look(page, 'exam-discard');
    await page.getByRole('dialog').getByRole('button', { name: 'Discard draft' }).click();
    await expectHeading(page, 'Exams in work');
    expect(await page.getByRole('link', { name: 'Exam of a day' }).count()).toBe(0);
  });

  it('is kept on the page without a network and where somebody else was faster', async () => {
    const { id } = await publishedExam('Contested exam');
    const [ada, olga] = await Promise.all([
      walk.attest.given.instructor({ displayName: 'Ada Author' }),
      walk.attest.given.instructor({ displayName: 'Olga Other' }),
    ]);
    const page = await walk.open({}, ada);
    await page.goto(`/exam-admin/${id}`);
    await expectHeading(page, 'Contested exam');
    await page.context().setOffline(true);
    await page.getByLabel('Summary').fill('Mine.');
    await shownText(page, /^Offline\. Your changes are kept in this tab/).waitFor();
    await look(page, 'exam-offline');
    const theirs = (await olga.client.get(`/authored-exams/${id}`)).body as AuthoredExam;
    await olga.client.put(`/authored-exams/${id}/draft`, {
      lock: theirs.lock,
      text: { ...theirs.text, summary: 'Theirs.' },
    });
    await page.context().setOffline(false);

    await page.getByRole('button', { name: 'Compare with theirs' }).click();
    await shownText(page, 'Olga Other saved other values of: Summary.').waitFor();
    await look(page, 'exam-conflict');
    expect(await page.getByLabel('Summary').inputValue()).toBe('Mine.');
    await page.getByRole('button', { name: 'Keep mine, over theirs' }).click();
    await shownText(page, /^Draft saved, Ada Author/).waitFor();
  });
});

/** An exam like the sampler, with a title of its own. */
async function publishedExam(title: string): Promise<{ id: string; slug: string }> {
  const slug = await walk.attest.given.exam({});
  const [row] = await walk.attest.rows(
    `UPDATE exam_versions v SET definition = definition || jsonb_build_object('title', $2::text)
     FROM exams e WHERE e.id = v.exam_id AND e.slug = $1 RETURNING e.id`,
    [slug, title],
  );
  return { id: String(row?.['id']), slug };
}

/** Another page of the same exam. */
async function goTo(page: Page, name: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await pressByKeyboard(
    page,
    page.getByRole('navigation', { name: 'Pages of this exam' }).getByRole('link', { name }),
    key,
  );
}

async function enter(
  page: Page,
  label: string,
  text: string,
  key: 'Tab' | 'Shift+Tab' = 'Tab',
): Promise<void> {
  await tabTo(page, page.getByLabel(label), key);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(text);
}
