import { ExamSessionWithResponses, Review, type CandidateItem, type ResponseValue } from '@attest/contracts';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { rightResponses } from '../support/answers.ts';
import type { Look } from '../support/browser.ts';
import { galleryExam } from '../support/gallery.ts';
import type { Person } from '../support/given.ts';
import { expectHeading, type BrowserWalk } from './browser-walk.ts';

/** A question on screen, with the answer that is right for this candidate. */
export interface GalleryQuestion {
  readonly item: CandidateItem;
  readonly right: ResponseValue;
}

/** An exam with a question of every type, open in a browser. */
export interface GallerySitting {
  readonly page: Page;
  readonly candidate: Person;
  readonly sessionId: string;
  readonly questions: readonly GalleryQuestion[];
  /** The first question with an interaction of this kind; alone in its item where there is such an item. */
  readonly withKind: (kind: CandidateItem['interactions'][number]['kind']) => GalleryQuestion;
  readonly goTo: (question: GalleryQuestion) => Promise<void>;
  /** What the server has of a question. */
  readonly stored: (question: GalleryQuestion) => Promise<ResponseValue | null>;
}

/** Starts an exam, by default the one over the gallery, and opens it; touch only where it is asked for. */
export async function sitGallery(
  walk: BrowserWalk,
  look: Look & Pick<BrowserContextOptions, 'hasTouch'> = {},
  exam: string = galleryExam,
): Promise<GallerySitting> {
  const { candidate, session } = await walk.attest.given.openSession({ exam });
  const right = await rightResponses(walk.attest.databaseUrl, session.id);
  const questions = session.form.items.map((item) => ({
    item,
    right: right.find(({ itemId }) => itemId === item.id)?.value ?? {},
  }));
  const page = await walk.open(look, candidate);
  await page.goto(`/sit/${session.id}`);
  await page.getByRole('button', { name: 'Continue here' }).click();
  await expectHeading(page, /Question \d+/);

  const withKind: GallerySitting['withKind'] = (kind) => {
    const having = questions.filter(({ item }) => item.interactions.some((entry) => entry.kind === kind));
    const found = having.find(({ item }) => item.interactions.length === 1) ?? having[0];
    if (found === undefined) throw new Error(`the gallery has no interaction of kind ${kind}`);
    return found;
  };

  async function goTo({ item }: GalleryQuestion): Promise<void> {
    const heading = page.getByRole('heading', {
      level: 1,
      name: new RegExp(`^Question ${String(item.number)} `),
    });
    // Letters typed into a field are its text.
    await page.keyboard.press('Escape');
    if (await heading.isVisible()) return;
    await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
    await page.keyboard.press('j');
    await page.getByRole('dialog').getByRole('textbox').waitFor();
    await page.keyboard.type(String(item.number));
    await page.keyboard.press('Enter');
    await heading.waitFor();
  }

  async function stored({ item }: GalleryQuestion): Promise<ResponseValue | null> {
    const reply = await candidate.client.get(`/exam-sessions/${session.id}`);
    const { responses } = reply.read(ExamSessionWithResponses);
    return responses.find(({ itemId }) => itemId === item.id)?.value ?? null;
  }

  return { page, candidate, sessionId: session.id, questions, withKind, goTo, stored };
}

/** Where the parts of the question on screen are answered, in the order of the item's interactions. */
export function partsOf(page: Page, item: Pick<CandidateItem, 'interactions'>): readonly Locator[] {
  const question = page.locator('main section:not([hidden]) [data-part]');
  return item.interactions.map(({ responseVariable }) =>
    question.and(page.locator(`[data-part="${responseVariable}"]`)),
  );
}

/** Ends the exam and waits for its review. */
export async function finishGallery({ page, candidate, sessionId }: GallerySitting): Promise<Review> {
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  await page.keyboard.press('r');
  await expectHeading(page, 'Overview');
  await page.getByRole('button', { name: 'Finish exam' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /inish exam|finish/ })
    .last()
    .click();
  await expectHeading(page, 'Exam finished');
  const review = () => candidate.client.get(`/exam-sessions/${sessionId}/review`);
  await expect.poll(async () => (await review()).status, { timeout: 20_000 }).toBe(200);
  return (await review()).read(Review);
}
