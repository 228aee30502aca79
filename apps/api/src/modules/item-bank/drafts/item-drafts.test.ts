import {
  AuthoredItem,
  type BeginDraft,
  ItemDraft,
  ItemDrafts,
  ItemType,
  SavedVersion,
  type ItemDraftText,
} from '@attest/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { useAttest } from '../../../../../../tests/support/app.ts';
import type { Person } from '../../../../../../tests/support/given.ts';
import { importSampleBank } from '../../../../../../tests/support/sample-bank.ts';

const attest = useAttest();
beforeEach(() => importSampleBank(attest.databaseUrl));
const sample = 'caisa-a1-0001';

describe('a draft', () => {
  it('is nobody else’s, and closed to those who do not write', async () => {
    const author = await attest.given.instructor();
    const draft = await begin(author, { itemId: sample });
    const other = await attest.given.instructor();
    const reviewer = await attest.given.staff(['reviewer']);
    const { client } = await attest.given.candidate();

    for (const stranger of [other]) {
      expect(await stranger.client.get(`/item-drafts/${draft.id}`)).toBeProblem('not-found');
      expect(await put(stranger, draft, draft.text)).toBeProblem('not-found');
      expect(await stranger.client.delete(`/item-drafts/${draft.id}`)).toBeProblem('not-found');
      expect(await save(stranger, draft)).toBeProblem('not-found');
      expect((await stranger.client.get('/item-drafts')).read(ItemDrafts).drafts).toEqual([]);
    }
    for (const closed of [reviewer.client, client]) {
      expect(await closed.get(`/item-drafts/${draft.id}`)).toBeProblem('permission-missing');
      expect(await closed.post('/item-drafts', { itemId: sample })).toBeProblem('permission-missing');
    }
    expect(await read(author, draft.id)).toEqual(draft);
  });

  it('of an item begins with what its authors wrote, and an unfinished one goes on', async () => {
    const author = await attest.given.instructor();
    const draft = await begin(author, { itemId: sample });
    expect(draft).toMatchObject({ itemId: sample, basedOn: 1, current: 1, lock: 1, status: 'operational' });
    expect(draft.text).toMatchObject({ type: 'single-choice', domain: 'A1', key: ['a'] });
    expect(draft.preview?.keys[0]?.correctIds).toEqual(['a']);

    const changed = await change(author, draft, { ...draft.text, flipFact: 'Another fact.' });
    expect(await begin(author, { itemId: sample })).toEqual(changed);
  });

  it.each(ItemType.options)('of a new %s says what is missing, and betrays no key', async (type) => {
    const author = await attest.given.instructor();
    const draft = await begin(author, { type, certification: 'CAISA' });
    expect(draft).toMatchObject({ itemId: null, basedOn: null, status: 'draft' });
    expect(draft.preview?.keys ?? []).toEqual([]);
    expect(draft.hints.length).toBeGreaterThan(0);
    expect(new Set(draft.hints.map(({ level }) => level))).toEqual(new Set(['fault']));
  });

  it('is shown with stand-ins while it is being written', async () => {
    const author = await attest.given.instructor();
    const draft = await begin(author, { type: 'single-choice', certification: 'CAISA' });
    const shown = await change(author, draft, {
      ...draft.text,
      stem: 'Which control holds?',
    } as ItemDraftText);
    expect(shown.preview?.item.interactions[0]).toMatchObject({ kind: 'choice', maxChoices: 1 });
    expect(JSON.stringify(shown.preview?.item.body)).toContain('Which control holds?');
  });

  it('is kept once where the reply got lost and the change comes again', async () => {
    const author = await attest.given.instructor();
    const draft = await begin(author, { itemId: sample });
    const text = { ...draft.text, flipFact: 'Sent twice.' };
    const changed = (await put(author, draft, text)).read(ItemDraft);
    expect((await put(author, draft, text)).read(ItemDraft).lock).toBe(changed.lock);
  });

  it('is not written over by an older tab', async () => {
    const author = await attest.given.instructor();
    const draft = await begin(author, { itemId: sample });
    await change(author, draft, { ...draft.text, flipFact: 'From one tab.' });
    expect(await put(author, draft, { ...draft.text, flipFact: 'From the other.' })).toBeProblem(
      'draft-changed-elsewhere',
    );
    expect((await read(author, draft.id)).text.flipFact).toBe('From one tab.');
  });

  it('names who else is at work on the item, but shows them nothing', async () => {
    const [one, other] = [
      await attest.given.instructor({ displayName: 'Ada' }),
      await attest.given.instructor(),
    ];
    await begin(one, { itemId: sample });
    const draft = await begin(other, { itemId: sample });
    expect(draft.others.map(({ name }) => name)).toEqual(['Ada']);
  });

  it('is thrown away by its owner, and listed until then, newest first', async () => {
    const author = await attest.given.instructor();
    const first = await begin(author, { type: 'numeric', certification: 'CAISA' });
    const second = await begin(author, { copyOf: sample });
    expect(second).toMatchObject({ itemId: null, text: { key: ['a'] } });
    const ids = async (query = '') => {
      const { drafts, next } = (await author.client.get(`/item-drafts${query}`)).read(ItemDrafts);
      return { ids: drafts.map(({ id }) => id), next };
    };
    const page = await ids('?limit=1');
    expect(page.ids).toEqual([second.id]);
    expect(await ids(`?limit=1&after=${page.next ?? ''}`)).toEqual({ ids: [first.id], next: null });
    expect((await author.client.delete(`/item-drafts/${second.id}`)).status).toBe(204);
    expect(await author.client.get(`/item-drafts/${second.id}`)).toBeProblem('not-found');
    expect((await ids()).ids).toEqual([first.id]);
    const foreign = Buffer.from(JSON.stringify(['yesterday', first.id])).toString('base64url');
    expect(await author.client.get(`/item-drafts?after=${foreign}`)).toBeProblem('request-malformed');
  });

  it('refuses what no form could hold, and keeps what was there', async () => {
    const author = await attest.given.instructor();
    const draft = await begin(author, { itemId: sample });
    for (const text of [
      { ...draft.text, stem: 7 },
      { ...draft.text, owner: 'me' },
      { ...draft.text, type: 'essay' },
      { ...draft.text, stem: 'x'.repeat(20_001) },
      null,
    ]) {
      expect(await author.client.put(`/item-drafts/${draft.id}`, { lock: 1, text })).toBeProblem(
        'request-malformed',
      );
    }
    expect(await read(author, draft.id)).toEqual(draft);
  });
});

describe('a version', () => {
  it('of a new item has the next id of its domain, its author and the date; the draft is gone', async () => {
    const author = await attest.given.instructor({ displayName: 'Ada Lovelace' });
    const draft = await begin(author, { copyOf: sample });

    const { item, revision } = (await save(author, draft)).read(SavedVersion);

    const ids = await attest.rows(`SELECT max(bank_id) AS id FROM items WHERE domain = 'A1'`);
    expect(item).toMatchObject({ id: ids[0]?.['id'], status: 'draft', version: 1, keyRevision: 1 });
    expect(revision).toBe(1);
    const whole = (await author.client.get(`/items/${item.id}`)).read(AuthoredItem);
    expect(whole).toMatchObject({ author: 'Ada Lovelace', reviewers: [] });
    expect(await author.client.get(`/item-drafts/${draft.id}`)).toBeProblem('not-found');
  });

  it.each<[string, (text: ItemDraftText) => ItemDraftText, Partial<SavedVersion>, object]>([
    [
      'content',
      (text) => ({ ...text, stem: `Well. ${stemOf(text)}` }) as ItemDraftText,
      { isNewContent: true },
      { version: 2, keyRevision: 1, status: 'draft' },
    ],
    [
      'a rationale',
      (text) => withRationale(text, 'Because it is bound to the agent that asked for it, and so it holds.'),
      { isNewContent: false, isNewKey: true },
      { version: 1, keyRevision: 2, status: 'draft' },
    ],
    [
      'what describes it',
      (text) => ({ ...text, incidents: ['larkfield'] }),
      { isNewContent: false, isNewKey: false },
      { version: 1, keyRevision: 1, status: 'operational' },
    ],
  ])(
    'with a change of %s counts what changed; an approval is for what was approved',
    async (_, how, said, item) => {
      const author = await attest.given.instructor();
      const draft = await begin(author, { itemId: sample });
      const changed = await change(author, draft, how(draft.text));
      const saved = (await save(author, changed)).read(SavedVersion);
      expect(saved).toMatchObject({ revision: 2, ...said, item });
      const [kept] = await attest.rows(
        `SELECT note, saved_by IS NOT NULL AS "isNamed" FROM item_revisions r JOIN items i ON i.id = r.item_id
       WHERE i.bank_id = $1 AND r.revision = 2`,
        [sample],
      );
      expect(kept).toEqual({ note: 'Clearer', isNamed: true });
    },
  );

  it('has its options where the bank puts them, wherever its author wrote them', async () => {
    const author = await attest.given.instructor();
    const saveTurned = async () => {
      const draft = await begin(author, { itemId: sample });
      if (draft.text.type !== 'single-choice') throw new Error('another type');
      const turned = { ...draft.text, options: draft.text.options.toReversed() };
      return (await save(author, await change(author, draft, turned))).read(SavedVersion);
    };
    expect((await saveTurned()).isNewContent).toBe(true);
    expect((await saveTurned()).isNewContent).toBe(false);
  });

  it('is not saved over one that its author has not seen', async () => {
    const [one, other] = [await attest.given.instructor(), await attest.given.instructor()];
    const first = await begin(one, { itemId: sample });
    const second = await begin(other, { itemId: sample });
    const changed = await change(one, first, { ...first.text, incidents: ['larkfield'] });
    expect((await save(one, changed)).status).toBe(201);

    expect(await save(other, second)).toBeProblem('item-changed-meanwhile');
    const again = await read(other, second.id);
    expect(again).toMatchObject({ basedOn: 1, current: 2 });
    expect((await save(other, again, again.current)).status).toBe(201);
  });

  it('is not made of what is unfinished: the faults are named, the draft stays', async () => {
    const author = await attest.given.instructor();
    const draft = await begin(author, { type: 'single-choice', certification: 'CAISA' });
    const reply = await save(author, draft);
    expect(reply).toBeProblem('draft-not-finished');
    expect(await read(author, draft.id)).toEqual(draft);
  });

  it('is not made of what is retired', async () => {
    const author = await attest.given.instructor();
    const draft = await begin(author, { itemId: sample });
    await attest.rows(`UPDATE items SET status = 'retired' WHERE bank_id = $1`, [sample]);
    expect(await save(author, draft)).toBeProblem('item-retired');
    expect(
      await (await attest.given.instructor()).client.post('/item-drafts', { itemId: sample }),
    ).toBeProblem('item-retired');
  });

  it('is made once when it is asked for twice at the same time, and ids are never given twice', async () => {
    const author = await attest.given.instructor();
    const draft = await begin(author, { copyOf: sample });
    const replies = await Promise.all([save(author, draft), save(author, draft)]);
    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 404]);

    const drafts = await Promise.all([1, 2, 3].map(() => begin(author, { copyOf: sample })));
    const saved = await Promise.all(drafts.map((each) => save(author, each)));
    const ids = saved.map((reply) => reply.read(SavedVersion).item.id);
    expect(new Set(ids).size).toBe(3);
  });
});

async function begin({ client }: Person, begun: BeginDraft): Promise<ItemDraft> {
  return (await client.post('/item-drafts', begun)).read(ItemDraft);
}

async function read({ client }: Person, id: string): Promise<ItemDraft> {
  return (await client.get(`/item-drafts/${id}`)).read(ItemDraft);
}

function put({ client }: Person, { id, lock }: ItemDraft, text: ItemDraftText) {
  return client.put(`/item-drafts/${id}`, { lock, text });
}

async function change(person: Person, draft: ItemDraft, text: ItemDraftText): Promise<ItemDraft> {
  return (await put(person, draft, text)).read(ItemDraft);
}

function save({ client }: Person, { id, lock, basedOn }: ItemDraft, over = basedOn) {
  return client.post(`/item-drafts/${id}/versions`, { lock, over, note: 'Clearer' });
}

function stemOf(text: ItemDraftText): string {
  return text.type === 'composite' ? text.body : text.stem;
}

function withRationale(text: ItemDraftText, rationale: string): ItemDraftText {
  if (text.type !== 'single-choice') throw new Error('the sample is a single choice');
  return {
    ...text,
    options: text.options.map((option) => (option.id === 'a' ? { ...option, rationale } : option)),
  };
}
