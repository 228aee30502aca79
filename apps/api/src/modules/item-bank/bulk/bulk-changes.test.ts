import {
  BulkChange,
  BulkPreview,
  BulkUndo,
  ItemDraft,
  ItemFiles,
  ReviewQueue,
  Reviewers,
  SavedVersion,
  type BulkAction,
} from '@attest/contracts';
import { parseBank } from '@attest/item-bank';
import { beforeEach, describe, expect, it } from 'vitest';
import { surroundings } from '../../../../../../libs/item-bank/tests/samples.ts';
import { useAttest } from '../../../../../../tests/support/app.ts';
import type { Person } from '../../../../../../tests/support/given.ts';
import { importSampleBank, sampleIds } from '../../../../../../tests/support/sample-bank.ts';

const attest = useAttest();
beforeEach(() => importSampleBank(attest.databaseUrl));

/** Two in use, a draft between them. */
const [first = '', third = '', , second = ''] = sampleIds;
const addTag: BulkAction = { kind: 'add-tag', tag: 'F2' };
const retire: BulkAction = { kind: 'move', to: 'retired', reason: 'The tool it names is gone.' };
const toReview: BulkAction = { kind: 'move', to: 'in-review', reason: '' };

describe('a preview', () => {
  it('says of each item what it would become or why it stays, and changes nothing', async () => {
    const person = await attest.given.instructor();
    await setStatus(second, 'draft');
    const before = await standOf(sampleIds);

    const { changes, stays } = await preview(person, [first, second, 'caisa-a1-9999'], retire);

    expect(changes).toMatchObject([{ id: first, before: ['operational'], after: ['retired'] }]);
    expect(stays).toMatchObject([
      { id: second, reason: 'no-such-move' },
      { id: 'caisa-a1-9999', reason: 'not-found' },
    ]);
    expect(changes[0]?.firstWords).not.toBe('');
    expect(await standOf(sampleIds)).toEqual(before);
  });

  it('names each rule that keeps an item where it is', async () => {
    const person = await attest.given.instructor();
    const { id } = await written(person);
    await setStatus(second, 'retired');
    expect(await reasons(person, [first], { ...retire, reason: ' ' })).toEqual(['reason-missing']);
    expect(await reasons(person, [first], { ...retire, to: 'operational' })).toEqual(['in-status-already']);
    expect(await reasons(person, [second], addTag)).toEqual(['retired']);
    await make(person, [first], addTag);
    expect(await reasons(person, [first], addTag)).toEqual(['has-tag']);
    expect(await reasons(person, [third], { kind: 'remove-tag', tag: 'F4' })).toEqual(['lacks-tag']);
    const own: BulkAction = { kind: 'assign-reviewer', reviewerId: person.id };
    expect(await reasons(person, [id], own)).toEqual(['own-work']);
    await make(person, [id], toReview);
    expect(await reasons(person, [id], { ...toReview, to: 'approved' })).toEqual(['own-work']);
    const other = await attest.given.instructor();
    expect(await reasons(other, [id], { ...toReview, to: 'approved' })).toEqual(['aspects-missing']);
    const gone = { kind: 'remove-reviewer', reviewerId: other.id } as const;
    expect(await reasons(person, [id], gone)).toEqual(['is-not-assigned']);
  });

  it('takes 500 items, and no more', async () => {
    const person = await attest.given.instructor();
    const itemIds = Array.from({ length: 501 }, (_, at) => `caisa-a1-${String(at)}`);
    const body = (count: number) => ({ itemIds: itemIds.slice(0, count), action: addTag });
    const { stays } = (await person.client.post('/item-changes/preview', body(500))).read(BulkPreview);
    expect(stays).toHaveLength(500);
    expect(await person.client.post('/item-changes/preview', body(501))).toBeProblem('request-malformed');
  });
});

describe('a change of many items', () => {
  it('adds a tag by a revision of its own; status, content and key are as before', async () => {
    const person = await attest.given.instructor();
    const before = await standOf([first, second]);

    const made = await make(person, [first, second], addTag);

    expect(made).toMatchObject({ changed: [first, second], stays: [] });
    const after = await standOf([first, second]);
    expect(after).toEqual(
      before.map((each) => ({ ...each, revision: Number(each['revision']) + 1, tags: ['F2'] })),
    );
    expect(await trailOf(first)).toEqual(['item.tags-changed']);
    await make(person, [first], { kind: 'remove-tag', tag: 'F2' });
    expect(await standOf([first])).toMatchObject([{ tags: [], revision: 3 }]);
  });

  it('does not make whoever tags an item its writer', async () => {
    const author = await attest.given.instructor();
    const { id } = await written(author);
    await make(author, [id], toReview);
    const tagger = await attest.given.instructor();
    await make(tagger, [id], addTag);

    const before = { kind: 'assign-reviewer', reviewerId: tagger.id } as const;
    expect((await preview(author, [id], before)).changes).toHaveLength(1);
    await make(author, [id], { kind: 'remove-tag', tag: 'F2' });
    expect(await reasons(tagger, [id], { kind: 'assign-reviewer', reviewerId: author.id })).toEqual([
      'own-work',
    ]);
  });

  it('leaves out what is another by now than was seen, and names it', async () => {
    const [person, other] = [await attest.given.instructor(), await attest.given.instructor()];
    const seen = await preview(person, [first, second], addTag);
    await make(other, [first], { kind: 'add-tag', tag: 'S1' });

    const made = await send(person, seen, addTag);

    expect(made).toMatchObject({ changed: [second], stays: [{ id: first, reason: 'changed-meanwhile' }] });
    expect(await standOf([first, second])).toMatchObject([{ tags: ['S1'] }, { tags: ['F2'] }]);
  });

  it('asked for twice at the same time is made once', async () => {
    const person = await attest.given.instructor();
    const seen = await preview(person, [first, second], addTag);
    const [one, other] = await Promise.all([send(person, seen, addTag), send(person, seen, addTag)]);
    expect([...one.changed, ...other.changed].toSorted()).toEqual([first, second]);
    expect(await standOf([first])).toMatchObject([{ tags: ['F2'], revision: 2 }]);
  });

  it('is open to each as far as their permissions go', async () => {
    const reviewer = await attest.given.staff(['reviewer']);
    const candidate = await attest.given.candidate();
    await setStatus(first, 'approved');
    const publish: BulkAction = { kind: 'move', to: 'operational', reason: '' };

    expect(await reasons(reviewer, [first], publish)).toEqual(['permission-missing']);
    const [{ stamp } = { stamp: '' }] = (await preview(await attest.given.instructor(), [first], publish))
      .changes;
    const body = { items: [{ id: first, stamp }], action: publish };
    expect((await reviewer.client.post('/item-changes', body)).read(BulkChange)).toMatchObject({
      id: null,
      changed: [],
      stays: [{ reason: 'permission-missing' }],
      undoUntil: null,
    });
    expect(await standOf([first])).toMatchObject([{ status: 'approved' }]);
    const tags = { itemIds: [first], action: addTag };
    expect(await reviewer.client.post('/item-changes/preview', tags)).toBeProblem('permission-missing');
    expect(await candidate.client.post('/item-changes', body)).toBeProblem('permission-missing');
  });
});

describe('undoing', () => {
  it('brings back what was, and both stay in the audit trail', async () => {
    const person = await attest.given.instructor();
    const before = await standOf([first, second]);
    const { id } = await make(person, [first, second], retire);
    expect(await standOf([first])).toMatchObject([{ status: 'retired' }]);

    expect(await undo(person, id)).toEqual({ restored: [first, second], stays: [] });

    expect(await standOf([first, second])).toEqual(before);
    expect(await trailOf(first)).toEqual(['item.moved', 'item.change-undone']);
    expect(await attest.rows(`SELECT 1 FROM item_moves`)).toEqual([]);
    // The first answer may have been lost on its way.
    expect(await undo(person, id)).toEqual({ restored: [first, second], stays: [] });
    expect(await trailOf(first)).toHaveLength(2);
  });

  it('of tags is a revision of its own', async () => {
    const person = await attest.given.instructor();
    const { id } = await make(person, [first], addTag);
    await undo(person, id);
    expect(await standOf([first])).toMatchObject([{ tags: [], status: 'operational', revision: 3 }]);
  });

  it('of an approval takes back that step alone', async () => {
    const author = await attest.given.instructor();
    const { id } = await written(author);
    const reviewer = await attest.given.staff(['reviewer']);
    await make(author, [id], toReview);
    const value = { RESPONSE: { kind: 'choice', selected: ['a'] } };
    await reviewer.client.put(`/items/${id}/review/answer`, { revision: 1, value });
    const aspects = ['technical', 'editorial', 'fairness'];
    const verdict = { revision: 1, verdict: 'approved', aspects, remark: '' };
    await reviewer.client.put(`/items/${id}/review/verdict`, verdict);
    await make(author, [id], { kind: 'move', to: 'draft', reason: 'One more look.' });
    await make(author, [id], toReview);
    const approved = await make(reviewer, [id], { kind: 'move', to: 'approved', reason: '' });
    expect(approved.changed).toEqual([id]);
    await undo(reviewer, approved.id);
    expect(await standOf([id])).toMatchObject([{ status: 'in-review' }]);
    const moves = await attest.rows(`SELECT to_status FROM item_moves ORDER BY id`);
    expect(moves.map((move) => move['to_status'])).toEqual(['in-review', 'approved', 'draft', 'in-review']);
  });

  it('leaves what was changed since, and names it', async () => {
    const [person, other] = [await attest.given.instructor(), await attest.given.instructor()];
    const { id } = await make(person, [first, second], retire);
    await make(other, [first], { kind: 'move', to: 'draft', reason: 'Still needed.' });

    const undone = await undo(person, id);

    expect(undone).toMatchObject({ restored: [second], stays: [{ id: first, reason: 'changed-meanwhile' }] });
    expect(undone.stays[0]?.firstWords).not.toBe('');
    expect(await standOf([first, second])).toMatchObject([{ status: 'draft' }, { status: 'operational' }]);
  });

  it('names what has gone since, as after the undoing of an import', async () => {
    const person = await attest.given.instructor();
    const { id } = await make(person, [first, second], addTag);
    const own = `(SELECT id FROM items WHERE bank_id = '${first}')`;
    const versions = `(SELECT id FROM item_versions WHERE item_id = ${own})`;
    await attest.rows(`DELETE FROM item_keys WHERE item_version_id IN ${versions}`);
    await attest.rows(`DELETE FROM item_versions WHERE item_id = ${own}`);
    await attest.rows(`DELETE FROM item_revisions WHERE item_id = ${own}`);
    await attest.rows(`DELETE FROM items WHERE bank_id = '${first}'`);

    expect(await undo(person, id)).toMatchObject({
      restored: [second],
      stays: [{ id: first, reason: 'not-found' }],
    });
  });

  it('is for whoever made the change, and for a while', async () => {
    const [person, other] = [await attest.given.instructor(), await attest.given.instructor()];
    const { id, undoUntil } = await make(person, [first], retire);
    expect(await other.client.post(`/item-changes/${id ?? ''}/undo`)).toBeProblem('not-found');
    await attest.databaseClock.moveTo(new Date(Date.parse(undoUntil ?? '') + 1000).toISOString());
    expect(await person.client.post(`/item-changes/${id ?? ''}/undo`)).toBeProblem('undo-time-over');
    expect(await standOf([first])).toMatchObject([{ status: 'retired' }]);
  });
});

describe('asking for a review', () => {
  it('puts items before that reviewer, until they are asked no more', async () => {
    const person = await attest.given.instructor();
    const reviewer = await attest.given.staff(['reviewer'], { displayName: 'Rosalind' });
    for (const id of [first, second]) await setStatus(id, 'in-review');
    const ask: BulkAction = { kind: 'assign-reviewer', reviewerId: reviewer.id };

    const { changes } = await preview(person, [first], ask);
    expect(changes).toMatchObject([{ before: [], after: ['Rosalind'] }]);
    const made = await make(person, [first], ask);

    expect(await queue(reviewer, '?assigned=me')).toMatchObject({
      total: 1,
      reviews: [{ item: { id: first }, assigned: ['Rosalind'], isAssignedToMe: true }],
    });
    expect((await queue(reviewer, '')).reviews).toHaveLength(2);
    expect((await queue(person, '?assigned=me')).total).toBe(0);
    expect(await reasons(person, [first], ask)).toEqual(['is-assigned']);
    await undo(person, made.id);
    expect((await queue(reviewer, '?assigned=me')).total).toBe(0);

    await make(person, [first], ask);
    const taken = await make(person, [first], { ...ask, kind: 'remove-reviewer' });
    expect((await queue(reviewer, '?assigned=me')).total).toBe(0);
    await undo(person, taken.id);
    expect((await queue(reviewer, '?assigned=me')).total).toBe(1);
    expect(await trailOf(first)).toEqual([
      'item.reviewer-assigned',
      'item.change-undone',
      'item.reviewer-assigned',
      'item.reviewer-removed',
      'item.change-undone',
    ]);
  });

  it('finds by name who may, page by page; nobody else can be asked', async () => {
    const person = await attest.given.instructor({ displayName: 'Ines' });
    const candidate = await attest.given.candidate({ displayName: 'Rosa' });
    for (const displayName of ['Rosalind', 'Rose', 'Ada'])
      await attest.given.staff(['reviewer'], { displayName });

    const all = await reviewersOf(person, '?limit=3');
    expect(all.reviewers.map(({ displayName }) => displayName)).toEqual(['Ada', 'Ines', 'Rosalind']);
    const rest = await reviewersOf(person, `?limit=3&after=${all.next ?? ''}`);
    expect(rest).toMatchObject({ reviewers: [{ displayName: 'Rose' }], next: null });
    const some = await reviewersOf(person, '?search=ROS');
    expect(some.reviewers.map(({ displayName }) => displayName)).toEqual(['Rosalind', 'Rose']);
    const action: BulkAction = { kind: 'assign-reviewer', reviewerId: candidate.id };
    const asked = await person.client.post('/item-changes/preview', { itemIds: [first], action });
    expect(asked).toBeProblem('not-found');
  });
});

describe('the files of items', () => {
  it('are such as an import takes', async () => {
    const person = await attest.given.instructor();
    const reply = await person.client.get(`/item-files?id=${first}&id=${second}&id=caisa-a1-9999`);
    const { files, unknown } = reply.read(ItemFiles);
    expect(files.map(({ path }) => path)).toEqual([first, second].map(pathOf));
    expect(unknown).toEqual(['caisa-a1-9999']);
    expect(parseBank([...surroundings, ...files]).faults).toEqual([]);
    const candidate = await attest.given.candidate();
    expect(await candidate.client.get(`/item-files?id=${first}`)).toBeProblem('permission-missing');
    expect(await trailOf(first)).toEqual(['item.exported']);
  });

  it('are withheld from reviewers who have yet to answer them', async () => {
    const author = await attest.given.instructor();
    const { id } = await written(author);
    await make(author, [id], toReview);
    const reviewer = await attest.given.staff(['reviewer']);
    const taken = async ({ client }: Person) =>
      (await client.get(`/item-files?id=${id}&id=${first}`)).read(ItemFiles);

    expect(await taken(reviewer)).toMatchObject({ files: [{ path: pathOf(first) }], withheld: [id] });
    expect((await taken(author)).withheld).toEqual([]);
  });
});

const pathOf = (id: string) => `caisa/items/${id.split('-')[1] ?? ''}/${id}.yaml`;

async function preview({ client }: Person, itemIds: readonly string[], action: BulkAction) {
  return (await client.post('/item-changes/preview', { itemIds, action })).read(BulkPreview);
}

async function reasons(person: Person, itemIds: readonly string[], action: BulkAction) {
  const { changes, stays } = await preview(person, itemIds, action);
  return [...changes.map(() => 'none'), ...stays.map(({ reason }) => reason)];
}

async function send({ client }: Person, { changes }: BulkPreview, action: BulkAction) {
  const items = changes.map(({ id, stamp }) => ({ id, stamp }));
  return (await client.post('/item-changes', { items, action })).read(BulkChange);
}

async function make(person: Person, itemIds: readonly string[], action: BulkAction) {
  return send(person, await preview(person, itemIds, action), action);
}

async function undo({ client }: Person, id: string | null) {
  return (await client.post(`/item-changes/${id ?? ''}/undo`)).read(BulkUndo);
}

async function queue({ client }: Person, query: string) {
  return (await client.get(`/item-reviews${query}`)).read(ReviewQueue);
}

async function reviewersOf({ client }: Person, query: string) {
  return (await client.get(`/reviewers${query}`)).read(Reviewers);
}

async function setStatus(id: string, status: string) {
  const sql = `UPDATE items SET status = $2, metadata = jsonb_set(metadata, '{status}', to_jsonb($2::text)) WHERE bank_id = $1`;
  await attest.rows(sql, [id, status]);
}

async function standOf(ids: readonly string[]) {
  return attest.rows(
    `SELECT bank_id, status, revision, version, key_revision, metadata->'tags' AS tags,
       metadata->>'status' AS stated, metadata->'reviewers' AS reviewers
     FROM items WHERE bank_id = ANY($1) ORDER BY bank_id`,
    [ids],
  );
}

async function trailOf(id: string) {
  const sql = `SELECT kind FROM audit_events WHERE subject_kind = 'item' AND subject_id = $1 ORDER BY id`;
  return (await attest.rows(sql, [id])).map(({ kind }) => kind);
}

/** A new item, as a copy of the first. */
async function written({ client }: Person): Promise<{ readonly id: string }> {
  const draft = (await client.post('/item-drafts', { copyOf: first })).read(ItemDraft);
  const body = { lock: draft.lock, over: null, note: 'Written' };
  const { item } = (await client.post(`/item-drafts/${draft.id}/versions`, body)).read(SavedVersion);
  return { id: item.id };
}
