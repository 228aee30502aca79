import { describe, it } from 'vitest';
import { bankTables } from '../support/bank.ts';
import { isWholeWalk } from '../support/browser.ts';
import { provideGallery } from '../support/gallery.ts';
import { expectHeading, useBrowserWalk } from './browser-walk.ts';
import { finishGallery, sitGallery, type GalleryQuestion, type GallerySitting } from './gallery-walk.ts';
import { look } from './look-at-page.ts';

const walk = useBrowserWalk({ prepare: provideGallery, keptTables: bankTables });

describe('every kind of question', () => {
  it('is accessible with its answer, and with its key', async () => {
    const sitting = await sitGallery(walk);
    const { candidate, page, sessionId, questions } = sitting;
    const responses = questions.map(({ item, right }) => ({ itemId: item.id, revision: 1, value: right }));
    await candidate.client.put(`/exam-sessions/${sessionId}/responses`, { epoch: 2, responses });
    await page.reload();
    await page.getByRole('button', { name: 'Continue here' }).click();
    await expectHeading(page, /^Question/);
    for (const [kind, question] of ofEveryKind(sitting)) {
      await sitting.goTo(question);
      await look(page, `player-${kind}`);
    }

    await finishGallery(sitting);

    for (const [kind, { item }] of ofEveryKind(sitting)) {
      await page.goto(`/outcomes/${sessionId}/questions/${String(item.number)}`);
      await page.locator('main article, article').first().waitFor();
      await look(page, `review-${kind}`);
    }
  });
});

/** One question a kind, those that are looked at elsewhere left out, and one of several parts; the whole walk: all. */
function ofEveryKind({ withKind, questions }: GallerySitting) {
  if (isWholeWalk) return questions.map((question) => [nameOf(question), question] as const);
  const kinds = ['match', 'matrix', 'inline', 'spans', 'places', 'text', 'number'] as const;
  const composite = questions.filter(({ item }) => item.interactions.length > 1).slice(0, 1);
  return [
    ...kinds.map((kind) => [kind, withKind(kind)] as const),
    ...composite.map((question) => ['composite', question] as const),
  ];
}

function nameOf({ item }: GalleryQuestion): string {
  const kinds = item.interactions.map(({ kind }) => kind);
  return `${kinds.join('-')}-${String(item.number)}`;
}
