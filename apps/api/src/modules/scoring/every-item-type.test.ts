import { Outcome, Review } from '@attest/contracts';
import { expect, it } from 'vitest';
import { rightResponses } from '../../../../../tests/support/answers.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { bankTables } from '../../../../../tests/support/bank.ts';
import { galleryExam, provideGallery } from '../../../../../tests/support/gallery.ts';

const attest = useAttest({ prepare: provideGallery, keptTables: bankTables });

it('an exam over every type of question can be sat, scored and reviewed', async () => {
  const { candidate, session } = await attest.given.openSession({ exam: galleryExam });
  const responses = await rightResponses(attest.databaseUrl, session.id);
  const path = `/exam-sessions/${session.id}`;

  const receipt = await attest.as(candidate).post(`${path}/submit`, { epoch: 1, responses });

  expect(receipt.status).toBe(200);
  await expect
    .poll(async () => (await attest.as(candidate).get(`${path}/outcome`)).status, { timeout: 15_000 })
    .toBe(200);
  const outcome = (await attest.as(candidate).get(`${path}/outcome`)).read(Outcome);
  const { items } = (await attest.as(candidate).get(`${path}/review`)).read(Review);
  const scored = items.filter(({ isScored }) => isScored);
  expect(outcome).toMatchObject({ itemCount: session.form.items.length, scaledScore: 800 });
  expect(outcome.rawScore).toBe(scored.length);
  expect(items).toHaveLength(session.form.items.length);
  // What a rubric marks is neither right nor missed before somebody has looked at it.
  const unscored = items.filter(({ isScored }) => !isScored);
  expect(unscored.map(({ verdict }) => verdict)).toEqual(['unmarked']);
});
