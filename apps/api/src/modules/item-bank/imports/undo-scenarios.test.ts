import {
  BankImport,
  BankStimulus,
  SavedStimulusVersion,
  StimulusDraft,
  StimulusReview,
} from '@attest/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { stimulusText } from '../../../../../../libs/item-bank/tests/samples.ts';
import { useAttest } from '../../../../../../tests/support/app.ts';
import type { Person } from '../../../../../../tests/support/given.ts';
import { beginImport, settled } from '../../../../../../tests/support/import-files.ts';
import { importSampleBank } from '../../../../../../tests/support/sample-bank.ts';

const attest = useAttest();
beforeEach(() => importSampleBank(attest.databaseUrl));

const sample = 'caisa-s-001';
const fresh = 'caisa-s-009';
const freshFile = { name: `${fresh}.yaml`, content: stimulusText.replace(sample, fresh) };
const changedFile = { name: `${sample}.yaml`, content: stimulusText.replace('Gateway log', 'Log') };

describe('an import of scenarios', () => {
  it('is undone as long as nobody has built on them', async () => {
    const author = await attest.given.instructor();
    const applied = await apply(author, freshFile, changedFile);
    expect(await stimuli()).toEqual([
      [sample, 'draft', 2],
      [fresh, 'draft', 1],
    ]);
    expect((await undo(author, applied)).state).toBe('undone');
    expect(await stimuli()).toEqual([[sample, 'operational', 3]]);
  });

  it.each<[string, (author: Person) => Promise<unknown>]>([
    ['somebody is writing a new version of it', (author) => begin(author)],
    ['somebody saved a newer version of it', (author) => saveAgain(author)],
    ['it has moved on in its review', (author) => move(author, fresh)],
  ])('stays, since %s', async (reason, build) => {
    const author = await attest.given.instructor();
    const applied = await apply(author, freshFile);
    await build(author);
    const before = await stimuli();

    const refused = await undo(author, applied);

    expect(refused).toMatchObject({
      state: 'applied',
      refusal: { act: 'undo', reasons: [{ id: fresh, reason }] },
    });
    expect(await stimuli()).toEqual(before);
  });

  it('stays, since somebody has judged one, or moved it and back', async () => {
    const author = await attest.given.instructor();
    const reviewer = await attest.given.staff(['reviewer']);
    const applied = await apply(author, freshFile, changedFile);
    await move(author, sample);
    const verdict = { revision: 2, verdict: 'changes', aspects: ['technical'], remark: 'A name is gone.' };
    const judged = await reviewer.client.put(`/stimuli/${sample}/review/verdict`, verdict);
    expect(judged.read(StimulusReview).stimulus.status).toBe('draft');

    const refused = await undo(author, applied);

    expect(refused).toMatchObject({
      state: 'applied',
      refusal: { reasons: [{ id: sample, reason: 'it has moved on in its review' }] },
    });
    expect(await stimuli()).toHaveLength(2);
  });
});

async function begin({ client }: Person): Promise<StimulusDraft> {
  return (await client.post('/stimulus-drafts', { stimulusId: fresh })).read(StimulusDraft);
}

async function saveAgain(author: Person): Promise<void> {
  const { id, lock } = await begin(author);
  const body = { lock, over: 1, note: 'Looked at it' };
  (await author.client.post(`/stimulus-drafts/${id}/versions`, body)).read(SavedStimulusVersion);
}

async function move({ client }: Person, id: string): Promise<void> {
  const [, , revision] = (await stimuli()).find(([each]) => each === id) ?? [];
  (await client.post(`/stimuli/${id}/moves`, { to: 'in-review', revision })).read(BankStimulus);
}

async function apply(author: Person, ...files: Parameters<typeof beginImport>[1][]): Promise<BankImport> {
  const { id, check } = await beginImport(author, ...files);
  (await author.client.post(`/imports/${id}/apply`, { check, leaveOutFaulty: false })).read(BankImport);
  return settled(author, id);
}

async function undo(author: Person, { id }: BankImport): Promise<BankImport> {
  (await author.client.post(`/imports/${id}/undo`, {})).read(BankImport);
  return settled(author, id);
}

async function stimuli() {
  const rows = await attest.rows(`SELECT bank_id, status, revision FROM stimuli ORDER BY bank_id`);
  return rows.map(({ bank_id, status, revision }) => [bank_id, status, revision]);
}
