import {
  DraftComparison,
  ItemComparison,
  ItemDraft,
  ItemRevisions,
  SavedVersion,
  WrittenRevision,
} from '@attest/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { useAttest } from '../../../../../../tests/support/app.ts';
import type { Person } from '../../../../../../tests/support/given.ts';
import { importSampleBank } from '../../../../../../tests/support/sample-bank.ts';

const attest = useAttest();
beforeEach(() => importSampleBank(attest.databaseUrl));

const sample = 'caisa-a1-0001';

describe('the revisions of an item', () => {
  it('say who saved what and why, newest first, and keep each text as it was', async () => {
    const ada = await attest.given.instructor({ displayName: 'Ada' });
    await save(ada, 'First fact.', 'Another fact');
    await save(ada, 'Second fact.', 'A better fact');

    const { revisions, next } = await list(ada);

    expect(next).toBeNull();
    expect(revisions).toMatchObject([
      { revision: 3, version: 1, keyRevision: 1, note: 'A better fact', savedBy: 'Ada' },
      { revision: 2, note: 'Another fact', savedBy: 'Ada' },
      { revision: 1, note: `caisa/items/a1/${sample}.yaml`, savedBy: null },
    ]);
    const texts = await Promise.all([1, 2, 3].map((revision) => read(ada, revision)));
    expect(texts.map(({ text }) => text.flipFact).slice(1)).toEqual(['First fact.', 'Second fact.']);
    expect(texts[0]?.text.flipFact).toContain('b would be right');
  });

  it('are compared by word, any two of them', async () => {
    const ada = await attest.given.instructor({ displayName: 'Ada' });
    await save(ada, 'The first fact.', 'One');
    await save(ada, 'The second fact.', 'Two');

    const reply = await ada.client.get(`/items/${sample}/comparison?from=2&to=3`);
    const { from, to, changes } = reply.read(ItemComparison);

    expect([from.note, to.note]).toEqual(['One', 'Two']);
    expect(changes).toEqual([
      {
        group: 'rationale',
        field: ['flipFact'],
        kind: 'changed',
        moved: null,
        segments: [
          { kind: 'same', text: 'The ' },
          { kind: 'removed', text: 'first' },
          { kind: 'added', text: 'second' },
          { kind: 'same', text: ' fact.' },
        ],
      },
    ]);
    const same = await ada.client.get(`/items/${sample}/comparison?from=2&to=2`);
    expect(same.read(ItemComparison).changes).toEqual([]);
    expect(await ada.client.get(`/items/${sample}/comparison?from=2&to=9`)).toBeProblem('not-found');
    expect(await ada.client.get(`/items/${sample}/comparison?from=2`)).toBeProblem('request-malformed');
  });

  it('are what a draft is compared with, by its owner alone', async () => {
    const ada = await attest.given.instructor();
    const draft = (await ada.client.post('/item-drafts', { itemId: sample })).read(ItemDraft);
    const text = { ...draft.text, flipFact: 'Another fact.' };
    await ada.client.put(`/item-drafts/${draft.id}`, { lock: draft.lock, text });
    const address = `/item-drafts/${draft.id}/comparison`;
    const { from, changes } = (await ada.client.get(address)).read(DraftComparison);
    expect(from?.revision).toBe(1);
    expect(changes.map(({ field }) => field)).toEqual([['flipFact']]);
    expect(await (await attest.given.instructor()).client.get(address)).toBeProblem('not-found');
    const fresh = { type: 'numeric', certification: 'CAISA' };
    const own = (await ada.client.post('/item-drafts', fresh)).read(ItemDraft);
    expect((await ada.client.get(`/item-drafts/${own.id}/comparison`)).read(DraftComparison)).toEqual({
      from: null,
      changes: [],
    });
  });

  it('come in pages', async () => {
    const ada = await attest.given.instructor();
    await save(ada, 'First fact.', 'One');
    const first = await list(ada, '?limit=1');
    expect(first.revisions.map(({ revision }) => revision)).toEqual([2]);
    const rest = await list(ada, `?limit=1&after=${first.next ?? ''}`);
    expect(rest).toMatchObject({ revisions: [{ revision: 1 }], next: null });
    expect(await ada.client.get(`/items/${sample}/revisions?after=WyJ4Il0`)).toBeProblem('request-malformed');
  });

  it('are closed to candidates, and say what is not there', async () => {
    const { client } = await attest.given.candidate();
    expect(await client.get(`/items/${sample}/revisions`)).toBeProblem('permission-missing');
    expect(await client.get(`/items/${sample}/revisions/1`)).toBeProblem('permission-missing');
    const instructor = await attest.given.instructor();
    expect(await instructor.client.get(`/items/${sample}/revisions/9`)).toBeProblem('not-found');
    expect(await instructor.client.get(`/items/${sample}/revisions/x`)).toBeProblem('request-malformed');
    expect(await instructor.client.get('/items/caisa-a1-9999/revisions')).toBeProblem('not-found');
  });
});

async function save({ client }: Person, flipFact: string, note: string): Promise<void> {
  const draft = (await client.post('/item-drafts', { itemId: sample })).read(ItemDraft);
  const body = { lock: draft.lock, text: { ...draft.text, flipFact } };
  const { lock, current } = (await client.put(`/item-drafts/${draft.id}`, body)).read(ItemDraft);
  (await client.post(`/item-drafts/${draft.id}/versions`, { lock, over: current, note })).read(SavedVersion);
}

async function list({ client }: Person, query = ''): Promise<ItemRevisions> {
  return (await client.get(`/items/${sample}/revisions${query}`)).read(ItemRevisions);
}

async function read({ client }: Person, revision: number): Promise<WrittenRevision> {
  return (await client.get(`/items/${sample}/revisions/${String(revision)}`)).read(WrittenRevision);
}
