import { Exam } from '@attest/contracts';
import { expect, it } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import { detailOf } from '../../../../../tests/support/problem-detail.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

/** Two single questions of the bank are tried out. */
async function putOnTrial(): Promise<string[]> {
  const rows = await attest.rows(
    `UPDATE items SET status = 'pretest', metadata = jsonb_set(metadata, '{isPretest}', 'true')
     WHERE bank_id IN ('caisa-a3-0002', 'caisa-a5-0002') RETURNING bank_id`,
  );
  return rows.map(({ bank_id }) => String(bank_id)).toSorted();
}

it('mixes items on trial into a form beside the scored ones, and says so before the start', async () => {
  const onTrial = await putOnTrial();
  const slug = await attest.given.exam({
    itemCount: 2,
    domains: { A1: 1, A2: 1 },
    pretestCount: 2,
    ...single,
  });

  const exam = (await attest.stranger.get(`/exams/${slug}`)).read(Exam);
  const { session } = await attest.given.openSession({ exam: slug });

  expect(exam).toMatchObject({ itemCount: 4, pretestCount: 2 });
  expect(session.form.items).toHaveLength(4);
  const drawn = await attest.rows(
    `SELECT fi.metadata ->> 'bankId' AS id FROM form_items fi JOIN exam_sessions s ON s.form_id = fi.form_id
     WHERE s.session_id = $1 AND fi.metadata ->> 'isScored' = 'false' ORDER BY id`,
    [session.id],
  );
  expect(drawn.map(({ id }) => id)).toEqual(onTrial);
});

it('names how many items on trial are missing', async () => {
  await putOnTrial();
  const exam = await attest.given.exam({
    itemCount: 2,
    domains: { A1: 1, A2: 1 },
    pretestCount: 3,
    ...single,
  });
  const candidate = await attest.given.candidate();

  const { id } = (await attest.stranger.get(`/exams/${exam}`)).read(Exam);
  const reply = await candidate.client.post('/exam-sessions', { examId: id, mode: 'exam' });

  expect(reply).toBeProblem('form-cannot-be-assembled');
  expect(detailOf(reply)).toContain('The form needs 3 pretest items; 2 can be used.');
});

const single = { scenarioShare: { min: 0 }, minTestletSize: 1 } as const;
