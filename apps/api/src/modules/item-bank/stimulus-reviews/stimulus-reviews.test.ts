import {
  BankStimulus,
  SavedStimulusVersion,
  StimulusDraft,
  StimulusReview,
  StimulusReviewQueue,
  type ItemStatus,
  type JudgeItem,
  type StimulusDraftText,
} from '@attest/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { useAttest } from '../../../../../../tests/support/app.ts';
import type { Person } from '../../../../../../tests/support/given.ts';
import { detailOf } from '../../../../../../tests/support/problem-detail.ts';
import { importSampleBank } from '../../../../../../tests/support/sample-bank.ts';

const attest = useAttest();
beforeEach(() => importSampleBank(attest.databaseUrl));

type Verdict = Omit<JudgeItem, 'revision'>;

const sample = 'caisa-s-001';
const everything: Verdict = {
  verdict: 'approved',
  aspects: ['technical', 'editorial', 'fairness'],
  remark: '',
};

describe('a new scenario', () => {
  it('comes into use by the hands of several people, each step in the audit trail', async () => {
    const { author, id } = await written();
    const reviewer = await attest.given.staff(['reviewer'], { displayName: 'Rosalind' });

    expect(await review(author, id)).toMatchObject({
      isOwnWork: true,
      mayMoveTo: ['in-review'],
      itemCount: 0,
    });
    expect((await move(author, id, 'in-review')).read(BankStimulus).status).toBe('in-review');
    expect((await review(reviewer, id)).content.facts.map(({ n }) => n)).toEqual([1, 2]);
    const approved = (await judge(reviewer, id, everything)).read(StimulusReview);
    expect(approved).toMatchObject({
      stimulus: { status: 'approved' },
      approvedAspects: everything.aspects,
      judgements: [{ reviewer: 'Rosalind', isOfPresentText: true }],
    });
    expect(await move(reviewer, id, 'operational')).toBeProblem('permission-missing');
    expect((await review(author, id)).mayMoveTo).toEqual(['draft', 'operational']);
    expect((await move(author, id, 'operational')).read(BankStimulus).status).toBe('operational');

    const [stored] = await attest.rows(`SELECT status, reviewers FROM stimuli WHERE bank_id = $1`, [id]);
    expect(stored).toEqual({ status: 'operational', reviewers: ['Rosalind'] });
    const trail = await attest.rows(
      `SELECT kind FROM audit_events WHERE subject_kind = 'stimulus' AND subject_id = $1 ORDER BY id`,
      [id],
    );
    expect(trail.map(({ kind }) => kind)).toEqual([
      'stimulus.saved',
      ...Array<string>(3).fill('stimulus.moved'),
    ]);
    const { moves } = await review(author, id);
    expect(moves.map(({ from, to }) => [from, to])).toEqual([
      ['approved', 'operational'],
      ['in-review', 'approved'],
      ['draft', 'in-review'],
    ]);
  });

  it('is not approved by who wrote it, alone or as one of two', async () => {
    const { author, id } = await written();
    await move(author, id, 'in-review');
    expect(await judge(author, id, everything)).toBeProblem('second-person-needed');
    expect(await move(author, id, 'approved')).toBeProblem('second-person-needed');

    const second = await attest.given.instructor();
    await save(second, id, (text) => ({ ...text, industry: 'law' }));
    expect(await judge(second, id, everything)).toBeProblem('second-person-needed');
  });

  it('is approved once each aspect is, by one person or several', async () => {
    const { author, id } = await written();
    await move(author, id, 'in-review');
    const [one, other] = [await attest.given.staff(['reviewer']), await attest.given.staff(['reviewer'])];
    await judge(one, id, { verdict: 'approved', aspects: ['technical', 'fairness'], remark: '' });
    expect(await review(other, id)).toMatchObject({
      stimulus: { status: 'in-review' },
      approvedAspects: ['technical', 'fairness'],
    });
    expect(detailOf(await move(other, id, 'approved'))).toContain('three aspects');
    await judge(other, id, { verdict: 'approved', aspects: ['editorial'], remark: 'Reads well.' });
    expect(await review(one, id)).toMatchObject({ stimulus: { status: 'approved' } });
  });

  it('goes back with a remark where changes are asked for, and is judged anew after them', async () => {
    const { author, id } = await written();
    await move(author, id, 'in-review');
    const reviewer = await attest.given.staff(['reviewer']);
    const changes: Verdict = { verdict: 'changes', aspects: ['editorial'], remark: '' };
    expect(detailOf(await judge(reviewer, id, changes))).toBe('Say what is to change.');
    const back = (await judge(reviewer, id, { ...changes, remark: 'Fact 2 is long.' })).read(StimulusReview);
    expect(back).toMatchObject({
      stimulus: { status: 'draft' },
      judgements: [{ remark: 'Fact 2 is long.' }],
      moves: [{ to: 'draft', reason: 'Fact 2 is long.' }, { to: 'in-review' }],
    });

    await move(author, id, 'in-review');
    // Nothing changed: what was said of it still stands.
    expect((await judge(reviewer, id, everything)).read(StimulusReview).judgements).toHaveLength(1);
    await save(author, id, (text) => ({ ...text, title: 'Shorter' }));
    expect(await review(reviewer, id)).toMatchObject({
      stimulus: { status: 'draft' },
      approvedAspects: [],
      judgements: [{ isOfPresentText: false }],
    });
    const [stored] = await attest.rows(`SELECT reviewers FROM stimuli WHERE bank_id = $1`, [id]);
    expect(stored).toEqual({ reviewers: [] });
  });
});

describe('a reviewer of scenarios', () => {
  it('judges only what is in review, and what they have seen', async () => {
    const { author, id } = await written();
    const reviewer = await attest.given.staff(['reviewer']);
    expect(await judge(reviewer, id, everything)).toBeProblem('move-not-allowed');
    await move(author, id, 'in-review');
    await save(author, id, (text) => ({ ...text, title: 'Changed' }));
    expect(await judge(reviewer, id, everything, 1)).toBeProblem('item-changed-meanwhile');
    expect(await move(author, id, 'draft', 1)).toBeProblem('item-changed-meanwhile');
    expect((await judge(reviewer, id, everything)).read(StimulusReview).stimulus.status).toBe('approved');
  });

  it('finds what waits, the one due first before the others, and what is their own work', async () => {
    const [{ author, id }, other] = [await written(), await written('2026-01-01')];
    await move(author, id, 'in-review');
    await move(other.author, other.id, 'in-review');
    const reviewer = await attest.given.staff(['reviewer']);
    await judge(reviewer, id, { ...everything, aspects: ['technical'] });

    const first = await queue(reviewer, '?limit=1');
    expect(first).toMatchObject({
      reviews: [{ stimulus: { id: other.id }, reviewDue: '2026-01-01', isJudgedByMe: false }],
      total: 2,
    });
    const rest = await queue(reviewer, `?after=${first.next ?? ''}`);
    expect(rest).toMatchObject({
      reviews: [{ stimulus: { id }, isJudgedByMe: true, isOwnWork: false, approvedAspects: ['technical'] }],
      next: null,
    });
    expect((await queue(author)).reviews.map(({ isOwnWork }) => isOwnWork)).toEqual([false, true]);
    expect((await queue(author, '?status=operational')).reviews).toMatchObject([
      { stimulus: { id: sample }, isOwnWork: false },
    ]);
    for (const query of ['?after=WyJ4Il0', '?status=new']) {
      expect(await author.client.get(`/stimulus-reviews${query}`)).toBeProblem('request-malformed');
    }
  });
});

describe('a step of a scenario', () => {
  it.each<[ItemStatus, ItemStatus]>([
    ['operational', 'draft'],
    ['approved', 'pretest'],
    ['draft', 'operational'],
    ['retired', 'operational'],
  ])('from %s to %s does not exist', async (from, to) => {
    await attest.rows(`UPDATE stimuli SET status = $2 WHERE bank_id = $1`, [sample, from]);
    const instructor = await attest.given.instructor();
    expect(await move(instructor, sample, to, 1)).toBeProblem('move-not-allowed');
  });

  it('out of use asks for a reason, and the scenario can be brought back', async () => {
    const instructor = await attest.given.instructor();
    expect(detailOf(await move(instructor, sample, 'retired', 1))).toBe('Say why.');
    const retired = await move(instructor, sample, 'retired', 1, 'The tool it names is gone.');
    expect(retired.read(BankStimulus)).toMatchObject({ status: 'retired', itemCount: 2 });
    expect(await review(instructor, sample)).toMatchObject({ mayMoveTo: ['draft'], itemCount: 2 });
  });

  it('asked for twice at the same time is taken once', async () => {
    const { author, id } = await written();
    const replies = await Promise.all([move(author, id, 'in-review', 1), move(author, id, 'in-review', 1)]);
    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect((await review(author, id)).moves).toHaveLength(1);
  });

  it('is closed to candidates, and for scenarios that are not there', async () => {
    const { client } = await attest.given.candidate();
    const body = { to: 'retired', revision: 1, reason: 'x' };
    expect(await client.post(`/stimuli/${sample}/moves`, body)).toBeProblem('permission-missing');
    expect(await client.get(`/stimuli/${sample}/review`)).toBeProblem('permission-missing');
    const instructor = await attest.given.instructor();
    expect(await instructor.client.post('/stimuli/caisa-s-999/moves', body)).toBeProblem('not-found');
    expect(await instructor.client.get('/stimuli/caisa-s-999/review')).toBeProblem('not-found');
  });
});

/** A new scenario, as a copy of the sample. */
async function written(reviewDue = '2027-06-01'): Promise<{ author: Person; id: string }> {
  const author = await attest.given.instructor();
  const reply = await author.client.post('/stimulus-drafts', { copyOf: sample });
  const { stimulus } = await keep(author, reply.read(StimulusDraft), (text) => ({ ...text, reviewDue }));
  return { author, id: stimulus.id };
}

type Change = (text: StimulusDraftText) => StimulusDraftText;

async function save(person: Person, stimulusId: string, change: Change): Promise<void> {
  const reply = await person.client.post('/stimulus-drafts', { stimulusId });
  await keep(person, reply.read(StimulusDraft), change);
}

async function keep({ client }: Person, { id, lock, text, current }: StimulusDraft, change: Change) {
  const changed = await client.put(`/stimulus-drafts/${id}`, { lock, text: change(text) });
  const body = { lock: changed.read(StimulusDraft).lock, over: current, note: 'Written' };
  return (await client.post(`/stimulus-drafts/${id}/versions`, body)).read(SavedStimulusVersion);
}

async function revisionOf(id: string): Promise<number> {
  const [row] = await attest.rows(`SELECT revision FROM stimuli WHERE bank_id = $1`, [id]);
  return Number(row?.['revision']);
}

async function move({ client }: Person, id: string, to: ItemStatus, revision?: number, reason = '') {
  return client.post(`/stimuli/${id}/moves`, { to, revision: revision ?? (await revisionOf(id)), reason });
}

async function judge({ client }: Person, id: string, verdict: Verdict, revision?: number) {
  const seen = revision ?? (await revisionOf(id));
  return client.put(`/stimuli/${id}/review/verdict`, { revision: seen, ...verdict });
}

async function review({ client }: Person, id: string): Promise<StimulusReview> {
  return (await client.get(`/stimuli/${id}/review`)).read(StimulusReview);
}

async function queue({ client }: Person, query = ''): Promise<StimulusReviewQueue> {
  return (await client.get(`/stimulus-reviews${query}`)).read(StimulusReviewQueue);
}
