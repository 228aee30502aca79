import {
  BankItem,
  ItemComments,
  ItemDraft,
  ItemReview,
  SavedVersion,
  type MakeComment,
} from '@attest/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { useAttest } from '../../../../../../tests/support/app.ts';
import type { Person } from '../../../../../../tests/support/given.ts';
import { importSampleBank } from '../../../../../../tests/support/sample-bank.ts';

const attest = useAttest();
beforeEach(() => importSampleBank(attest.databaseUrl));

const sample = 'caisa-a1-0001';
const quote = { exact: 'a token', prefix: 'the log holds ', suffix: ' of an agent' };
const said = { revision: 1, quote, body: 'Whose token is it?' } satisfies MakeComment;

describe('comments on an item', () => {
  it('are made on words, answered, resolved and opened again, all of it in the audit trail', async () => {
    const { author, id } = await inReview();
    const reviewer = await whoAnswered(id);

    const made = await make(reviewer, id);
    expect(made).toMatchObject({ openCount: 1, resolvedCount: 0, next: null });
    const [comment] = made.comments;
    expect(comment).toMatchObject({
      author: 'Rosalind',
      isMine: true,
      quote,
      body: said.body,
      revision: 1,
      replies: [],
      resolved: null,
    });
    const place = `/items/${id}/comments/${comment?.id ?? ''}`;
    const answered = (await author.client.post(`${place}/replies`, { body: 'The agent’s.' })).read(
      ItemComments,
    );
    expect(answered.comments[0]).toMatchObject({
      isMine: false,
      replies: [{ author: 'Ada', isMine: true, body: 'The agent’s.' }],
    });
    const settled = await author.client.put(`${place}/resolution`, { isResolved: true, remark: 'Named it.' });
    expect(settled.read(ItemComments)).toMatchObject({ comments: [], openCount: 0, resolvedCount: 1 });
    const resolved = await list(reviewer, id, '?state=resolved');
    expect(resolved.comments).toMatchObject([{ resolved: { by: 'Ada', remark: 'Named it.' } }]);
    await author.client.put(`${place}/resolution`, { isResolved: false });
    expect(await list(reviewer, id)).toMatchObject({ openCount: 1, comments: [{ resolved: null }] });

    const trail = await attest.rows(
      `SELECT kind FROM audit_events WHERE subject_id = $1 AND kind LIKE 'item.comment%' ORDER BY id`,
      [id],
    );
    expect(trail.map(({ kind }) => kind)).toEqual([
      'item.commented',
      'item.comment-answered',
      'item.comment-resolved',
      'item.comment-reopened',
    ]);
  });

  it('are withheld from whoever has yet to answer the item, and from all who are no reviewers', async () => {
    const { author, id } = await inReview();
    await make(author, id);
    const reviewer = await attest.given.staff(['reviewer']);
    const place = `/items/${id}/comments`;

    expect(await reviewer.client.get(place)).toBeProblem('answer-it-first');
    expect(await reviewer.client.post(place, said)).toBeProblem('answer-it-first');
    const { client: candidate } = await attest.given.candidate();
    expect(await candidate.get(place)).toBeProblem('permission-missing');
    await answer(reviewer, id);
    expect(await list(reviewer, id)).toMatchObject({ openCount: 1 });
  });

  it('are seen by whoever writes on the item', async () => {
    const { author, id } = await inReview();
    await make(author, id);
    const other = await attest.given.instructor();
    expect(await other.client.get(`/items/${id}/comments`)).toBeProblem('answer-it-first');
    await answer(other, id);
    (await other.client.post('/item-drafts', { itemId: id })).read(ItemDraft);
    // The answer was to another text by now, and the draft is still at work.
    await attest.rows(`UPDATE item_judgements SET judged_hash = repeat('0', 64)`);
    expect(await list(other, id)).toMatchObject({ openCount: 1 });
  });

  it('are made on the revision that was seen, and on no other', async () => {
    const { author, id } = await inReview();
    const body = { ...said, revision: 2 };
    expect(await author.client.post(`/items/${id}/comments`, body)).toBeProblem('item-changed-meanwhile');
    expect(await author.client.get('/items/caisa-a1-9999/comments')).toBeProblem('not-found');
  });

  it('are deleted by their author alone, while nobody has answered', async () => {
    const { author, id } = await inReview();
    const reviewer = await whoAnswered(id);
    const [comment] = (await make(reviewer, id)).comments;
    const place = `/items/${id}/comments/${comment?.id ?? ''}`;

    expect(await author.client.delete(place)).toBeProblem('not-found');
    expect((await reviewer.client.delete(place)).read(ItemComments)).toMatchObject({ openCount: 0 });
    const [again] = (await make(reviewer, id)).comments;
    const answered = `/items/${id}/comments/${again?.id ?? ''}`;
    await author.client.post(`${answered}/replies`, { body: 'Why?' });
    expect(await reviewer.client.delete(answered)).toBeProblem('not-found');
    const foreign = answered.replace(id, sample);
    expect(await author.client.put(`${foreign}/resolution`, { isResolved: true })).toBeProblem('not-found');
  });

  it('are listed page by page, in the order they were made', async () => {
    const { author, id } = await inReview();
    for (const body of ['one', 'two', 'three']) {
      await author.client.post(`/items/${id}/comments`, { revision: 1, quote: null, body });
    }
    const first = await list(author, id, '?limit=2');
    expect(first.comments.map(({ body }) => body)).toEqual(['one', 'two']);
    const second = await list(author, id, `?limit=2&after=${first.next ?? ''}`);
    expect(second).toMatchObject({ comments: [{ body: 'three' }], next: null, openCount: 3 });
    expect(await author.client.get(`/items/${id}/comments?after=W10`)).toBeProblem('request-malformed');
  });

  it('come to an end', async () => {
    const { author, id } = await inReview();
    const [comment] = (await make(author, id)).comments;
    await attest.rows(
      `INSERT INTO item_comments (id, item_id, revision, author_id, body, said_at, resolution)
       SELECT gen_random_uuid(), item_id, revision, author_id, body, said_at, '' FROM item_comments, generate_series(2, 100)`,
    );
    expect(await author.client.post(`/items/${id}/comments`, said)).toBeProblem('comments-at-limit');
    await attest.rows(
      `INSERT INTO item_comment_replies (id, comment_id, author_id, body, said_at)
       SELECT gen_random_uuid(), id, author_id, body, said_at FROM item_comments, generate_series(1, 50) WHERE id = $1`,
      [comment?.id],
    );
    const reply = await author.client.post(`/items/${id}/comments/${comment?.id ?? ''}/replies`, {
      body: 'x',
    });
    expect(reply).toBeProblem('comments-at-limit');
  });
});

/** A new item that waits for its review. */
async function inReview(): Promise<{ author: Person; id: string }> {
  const author = await attest.given.instructor({ displayName: 'Ada' });
  const draft = (await author.client.post('/item-drafts', { copyOf: sample })).read(ItemDraft);
  const body = { lock: draft.lock, over: null, note: 'A copy' };
  const { item } = (await author.client.post(`/item-drafts/${draft.id}/versions`, body)).read(SavedVersion);
  (await author.client.post(`/items/${item.id}/moves`, { to: 'in-review', revision: 1 })).read(BankItem);
  return { author, id: item.id };
}

async function whoAnswered(id: string): Promise<Person> {
  const reviewer = await attest.given.staff(['reviewer'], { displayName: 'Rosalind' });
  await answer(reviewer, id);
  return reviewer;
}

async function answer({ client }: Person, id: string): Promise<void> {
  (
    await client.put(`/items/${id}/review/answer`, {
      revision: 1,
      value: { RESPONSE: { kind: 'choice', selected: ['a'] } },
    })
  ).read(ItemReview);
}

async function make({ client }: Person, id: string): Promise<ItemComments> {
  return (await client.post(`/items/${id}/comments`, said)).read(ItemComments);
}

async function list({ client }: Person, id: string, query = ''): Promise<ItemComments> {
  return (await client.get(`/items/${id}/comments${query}`)).read(ItemComments);
}
