import {
  BankItem,
  ItemDraft,
  ItemReview,
  ReviewQueue,
  SavedVersion,
  type ItemDraftText,
  type ItemStatus,
  type JudgeItem,
  type ResponseValue,
} from '@attest/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { useAttest } from '../../../../../../tests/support/app.ts';
import type { Person } from '../../../../../../tests/support/given.ts';
import { detailOf } from '../../../../../../tests/support/problem-detail.ts';
import { importSampleBank } from '../../../../../../tests/support/sample-bank.ts';

const attest = useAttest();
beforeEach(() => importSampleBank(attest.databaseUrl));

type Verdict = Omit<JudgeItem, 'revision'>;

const sample = 'caisa-a1-0001';
const right: ResponseValue = { RESPONSE: { kind: 'choice', selected: ['a'] } };
const everything: Verdict = {
  verdict: 'approved',
  aspects: ['technical', 'editorial', 'fairness'],
  remark: '',
};

describe('a new item', () => {
  it('comes into exams by the hands of several people, each step in the audit trail', async () => {
    const { author, id } = await written();
    const reviewer = await attest.given.staff(['reviewer'], { displayName: 'Rosalind' });

    expect((await move(author, id, 'in-review')).read(BankItem).status).toBe('in-review');
    const seen = (await answer(reviewer, id)).read(ItemReview);
    expect(seen).toMatchObject({ blind: { points: 1 }, keys: [{ correctIds: ['a'] }], approvedAspects: [] });
    const approved = (await judge(reviewer, id, everything)).read(ItemReview);
    expect(approved.item.status).toBe('approved');
    expect(await move(reviewer, id, 'operational')).toBeProblem('permission-missing');
    expect((await move(author, id, 'pretest')).read(BankItem).status).toBe('pretest');
    expect((await move(author, id, 'operational')).read(BankItem).status).toBe('operational');

    const [stored] = await attest.rows(`SELECT metadata FROM items WHERE bank_id = $1`, [id]);
    expect(stored).toMatchObject({
      metadata: { status: 'operational', isPretest: false, reviewers: ['Rosalind'] },
    });
    const trail = await attest.rows(
      `SELECT kind FROM audit_events WHERE subject_kind = 'item' AND subject_id = $1 ORDER BY id`,
      [id],
    );
    expect(trail.map(({ kind }) => kind)).toEqual(['item.saved', ...Array<string>(4).fill('item.moved')]);
    const { moves } = await review(author, id);
    expect(moves.map(({ from, to }) => [from, to])).toEqual([
      ['pretest', 'operational'],
      ['approved', 'pretest'],
      ['in-review', 'approved'],
      ['draft', 'in-review'],
    ]);
  });

  it('is not approved by who wrote it, alone or as one of two', async () => {
    const { author, id } = await written();
    await move(author, id, 'in-review');
    await answer(author, id);
    expect(await judge(author, id, everything)).toBeProblem('second-person-needed');
    expect(await move(author, id, 'approved')).toBeProblem('second-person-needed');
    expect(await review(author, id)).toMatchObject({ isOwnWork: true, approvedAspects: [] });

    const second = await attest.given.instructor();
    await answer(second, id);
    const draft = await begin(second, id);
    await save(second, { ...draft.text, incidents: ['larkfield'] }, draft);
    await answer(second, id);
    expect(await judge(second, id, everything)).toBeProblem('second-person-needed');
  });

  it('is approved once each aspect is, by one person or several', async () => {
    const { author, id } = await written();
    await move(author, id, 'in-review');
    const [one, other] = [await attest.given.staff(['reviewer']), await attest.given.staff(['reviewer'])];
    for (const reviewer of [one, other]) await answer(reviewer, id);

    await judge(one, id, { verdict: 'approved', aspects: ['technical', 'fairness'], remark: '' });
    expect(await review(one, id)).toMatchObject({
      item: { status: 'in-review' },
      approvedAspects: ['technical', 'fairness'],
    });
    await judge(other, id, { verdict: 'approved', aspects: ['editorial'], remark: 'Reads well.' });
    expect(await review(one, id)).toMatchObject({ item: { status: 'approved' } });
  });

  it('goes back with a remark where changes are asked for, and is judged anew after them', async () => {
    const { author, id } = await written();
    await move(author, id, 'in-review');
    const reviewer = await attest.given.staff(['reviewer']);
    await answer(reviewer, id);
    const change: Verdict = { verdict: 'changes', aspects: ['editorial'], remark: '' };
    expect(detailOf(await judge(reviewer, id, change))).toBe('Say what is to change.');
    const back = (await judge(reviewer, id, { ...change, remark: 'The stem is long.' })).read(ItemReview);
    expect(back).toMatchObject({ item: { status: 'draft' }, judgements: [{ remark: 'The stem is long.' }] });

    const draft = await begin(author, id);
    await save(author, { ...draft.text, flipFact: 'Were it not bound, b would be right.' }, draft);
    await move(author, id, 'in-review');
    // Neither content nor key changed: what was said of them still stands.
    expect((await review(reviewer, id)).judgements[0]?.isOfPresentText).toBe(true);
    const again = await begin(author, id);
    await save(author, stem(again.text, 'Shorter now. '), again);
    const anew = await review(reviewer, id);
    expect(anew).toMatchObject({ blind: null, keys: null, judgements: [] });
    expect(anew.moves.map(({ reason }) => reason)).toEqual(['', '', '']);
    await answer(reviewer, id);
    expect((await review(reviewer, id)).moves.map(({ reason }) => reason)).toContain('The stem is long.');
    expect((await judge(reviewer, id, everything)).read(ItemReview).item.status).toBe('approved');
  });

  it('names as its reviewers those who approved exactly this text', async () => {
    const { author, id } = await written();
    const [one, other] = await Promise.all(
      ['One', 'Other'].map((displayName) => attest.given.staff(['reviewer'], { displayName })),
    );
    if (one === undefined || other === undefined) throw new Error('there are two');
    const reviewers = async () => {
      const [row] = await attest.rows(`SELECT metadata FROM items WHERE bank_id = $1`, [id]);
      return row;
    };
    await move(author, id, 'in-review');
    await answer(one, id);
    await judge(one, id, everything);
    expect(await reviewers()).toMatchObject({ metadata: { reviewers: ['One'] } });

    const draft = await begin(author, id);
    await save(author, stem(draft.text, 'Changed. '), draft);
    expect(await reviewers()).toMatchObject({ metadata: { status: 'draft', reviewers: [] } });
    await move(author, id, 'in-review');
    await answer(other, id);
    await judge(other, id, everything);
    expect(await reviewers()).toMatchObject({ metadata: { status: 'approved', reviewers: ['Other'] } });
  });
});

describe('a reviewer', () => {
  it('sees neither key nor verdicts before they have answered, and judges nothing', async () => {
    const { author, id } = await written();
    await move(author, id, 'in-review');
    const [first, second] = [await attest.given.staff(['reviewer']), await attest.given.staff(['reviewer'])];
    await answer(first, id);
    await judge(first, id, { verdict: 'approved', aspects: ['technical'], remark: 'Sound.' });

    expect(await review(second, id)).toMatchObject({ blind: null, keys: null, judgements: [] });
    expect(await judge(second, id, everything)).toBeProblem('answer-it-first');
  });

  it('answers once: a second answer would know the key', async () => {
    const { author, id } = await written();
    await move(author, id, 'in-review');
    const reviewer = await attest.given.staff(['reviewer']);
    await answer(reviewer, id, { RESPONSE: { kind: 'choice', selected: ['b'] } });
    const again = (await answer(reviewer, id, right)).read(ItemReview);
    expect(again.blind).toMatchObject({ points: 0, value: { RESPONSE: { selected: ['b'] } } });
  });

  it('is told when an answer does not fit, and when the item was saved meanwhile', async () => {
    const { author, id } = await written();
    await move(author, id, 'in-review');
    const reviewer = await attest.given.staff(['reviewer']);
    const foreign: ResponseValue = { RESPONSE: { kind: 'text', text: 'a' } };
    expect(await answer(reviewer, id, foreign)).toBeProblem('response-malformed');
    const draft = await begin(author, id);
    await save(author, stem(draft.text, 'Changed. '), draft);
    expect(await answer(reviewer, id, right, 1)).toBeProblem('item-changed-meanwhile');
    expect(await move(author, id, 'draft', 1)).toBeProblem('item-changed-meanwhile');
  });

  it('finds what waits, the one due first before the others, and what is their own work', async () => {
    const [{ author, id }, other] = [await written(), await written()];
    await move(author, id, 'in-review');
    await move(other.author, other.id, 'in-review');
    const due = `UPDATE items SET metadata = jsonb_set(metadata, '{reviewDue}', '"2026-01-01"') WHERE bank_id = $1`;
    await attest.rows(due, [other.id]);
    const reviewer = await attest.given.staff(['reviewer']);
    await answer(reviewer, id);

    const first = (await reviewer.client.get('/item-reviews?limit=1')).read(ReviewQueue);
    expect(first.reviews.map(({ item }) => item.id)).toEqual([other.id]);
    expect(first.total).toBe(2);
    const rest = (await reviewer.client.get(`/item-reviews?after=${first.next ?? ''}`)).read(ReviewQueue);
    expect(rest.reviews).toMatchObject([{ item: { id }, isAnsweredByMe: true, isOwnWork: false }]);
    const own = (await author.client.get('/item-reviews')).read(ReviewQueue);
    expect(own.reviews.map(({ isOwnWork }) => isOwnWork)).toEqual([false, true]);
  });
});

describe('a step', () => {
  it.each<[ItemStatus, ItemStatus]>([
    ['operational', 'draft'],
    ['operational', 'approved'],
    ['draft', 'operational'],
    ['retired', 'operational'],
  ])('from %s to %s does not exist', async (from, to) => {
    await attest.rows(`UPDATE items SET status = $2 WHERE bank_id = $1`, [sample, from]);
    const instructor = await attest.given.instructor();
    expect(await move(instructor, sample, to, 1)).toBeProblem('move-not-allowed');
  });

  it('out of exams asks for a reason; the item leaves new forms and can be brought back', async () => {
    const instructor = await attest.given.instructor();
    expect(detailOf(await move(instructor, sample, 'retired', 1))).toBe('Say why.');
    const retired = await instructor.client.post(`/items/${sample}/moves`, {
      to: 'retired',
      revision: 1,
      reason: 'The tool it names is gone.',
    });
    expect(retired.read(BankItem).status).toBe('retired');
    expect((await review(instructor, sample)).mayMoveTo).toEqual(['draft']);
  });

  it('asked for twice at the same time is taken once', async () => {
    const { author, id } = await written();
    const replies = await Promise.all([move(author, id, 'in-review', 1), move(author, id, 'in-review', 1)]);
    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect((await review(author, id)).moves).toHaveLength(1);
  });

  it('is closed to candidates, and for items that are not there', async () => {
    const { client } = await attest.given.candidate();
    const body = { to: 'retired', revision: 1, reason: 'x' };
    expect(await client.post(`/items/${sample}/moves`, body)).toBeProblem('permission-missing');
    const instructor = await attest.given.instructor();
    expect(await instructor.client.post('/items/caisa-a1-9999/moves', body)).toBeProblem('not-found');
    expect(await instructor.client.get('/items/caisa-a1-9999/review')).toBeProblem('not-found');
  });
});

/** A new item, as a copy of the sample. */
async function written(): Promise<{ author: Person; id: string }> {
  const author = await attest.given.instructor();
  const reply = await author.client.post('/item-drafts', { copyOf: sample });
  const draft = reply.read(ItemDraft);
  return { author, id: await save(author, draft.text, draft) };
}

async function begin({ client }: Person, itemId: string): Promise<ItemDraft> {
  return (await client.post('/item-drafts', { itemId })).read(ItemDraft);
}

async function save(
  { client }: Person,
  text: ItemDraftText,
  { id, lock, current }: ItemDraft,
): Promise<string> {
  const changed = (await client.put(`/item-drafts/${id}`, { lock, text })).read(ItemDraft);
  const body = { lock: changed.lock, over: current, note: 'Written' };
  return (await client.post(`/item-drafts/${id}/versions`, body)).read(SavedVersion).item.id;
}

async function revisionOf(id: string): Promise<number> {
  const [row] = await attest.rows(`SELECT revision FROM items WHERE bank_id = $1`, [id]);
  return Number(row?.['revision']);
}

async function move({ client }: Person, id: string, to: ItemStatus, revision?: number) {
  return client.post(`/items/${id}/moves`, { to, revision: revision ?? (await revisionOf(id)), reason: '' });
}

async function answer({ client }: Person, id: string, value = right, revision?: number) {
  return client.put(`/items/${id}/review/answer`, { revision: revision ?? (await revisionOf(id)), value });
}

async function judge({ client }: Person, id: string, verdict: Verdict) {
  return client.put(`/items/${id}/review/verdict`, { revision: await revisionOf(id), ...verdict });
}

async function review({ client }: Person, id: string): Promise<ItemReview> {
  return (await client.get(`/items/${id}/review`)).read(ItemReview);
}

function stem(text: ItemDraftText, before: string): ItemDraftText {
  if (text.type !== 'single-choice') throw new Error('the sample is a single choice');
  return { ...text, stem: `${before}${text.stem}` };
}
