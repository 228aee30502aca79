import {
  type BeginStimulusDraft,
  type BankStimulus,
  ItemDraft,
  ItemReview,
  SavedStimulusVersion,
  StimulusDraft,
  StimulusDrafts,
  type StimulusDraftText,
  StimulusWithItems,
} from '@attest/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { useAttest } from '../../../../../../tests/support/app.ts';
import type { Person } from '../../../../../../tests/support/given.ts';
import { importSampleBank } from '../../../../../../tests/support/sample-bank.ts';

const attest = useAttest();
beforeEach(() => importSampleBank(attest.databaseUrl));

const sample = 'caisa-s-001';
/** Both use facts 1 and 2, the edge `e2` and the node `model` of the diagram `flow`. */
const hotspots = ['caisa-a2-0008', 'caisa-a2-0020'];

describe('a draft of a scenario', () => {
  it('is nobody else’s, and closed to those who do not write', async () => {
    const author = await attest.given.instructor();
    const draft = await begin(author, { stimulusId: sample });
    const other = await attest.given.instructor();
    const reviewer = await attest.given.staff(['reviewer']);
    const { client } = await attest.given.candidate();

    expect(await other.client.get(`/stimulus-drafts/${draft.id}`)).toBeProblem('not-found');
    expect(await other.client.get(`/stimulus-drafts/${draft.id}/comparison`)).toBeProblem('not-found');
    expect(await put(other, draft, draft.text)).toBeProblem('not-found');
    expect(await other.client.delete(`/stimulus-drafts/${draft.id}`)).toBeProblem('not-found');
    expect(await save(other, draft)).toBeProblem('not-found');
    expect(await list(other)).toEqual({ drafts: [], next: null });
    for (const closed of [reviewer.client, client]) {
      expect(await closed.get(`/stimulus-drafts/${draft.id}`)).toBeProblem('permission-missing');
      expect(await closed.post('/stimulus-drafts', { stimulusId: sample })).toBeProblem('permission-missing');
    }
    expect(await read(author, draft.id)).toEqual(draft);
  });

  it('begins with what its authors wrote, and an unfinished one goes on', async () => {
    const author = await attest.given.instructor();
    const draft = await begin(author, { stimulusId: sample });
    expect(draft).toMatchObject({
      stimulusId: sample,
      basedOn: 1,
      current: 1,
      lock: 1,
      status: 'operational',
      itemCount: hotspots.length,
      hints: [],
    });
    expect(draft.text).toMatchObject({ organisation: 'Larkfield', facts: [{ n: 1 }, { n: 2 }] });
    expect(draft.preview?.exhibits.map(({ kind }) => kind)).toEqual(['diagram', 'text', 'log', 'table']);

    const changed = await change(author, draft, { ...draft.text, industry: 'banking' });
    expect(await begin(author, { stimulusId: sample })).toEqual(changed);
  });

  it('that is new says what is missing, and is shown with stand-ins', async () => {
    const author = await attest.given.instructor();
    const draft = await begin(author, { certification: 'CAISP' });
    expect(draft).toMatchObject({
      stimulusId: null,
      basedOn: null,
      current: null,
      status: 'draft',
      itemCount: 0,
    });
    expect(draft.hints.map(({ level, field }) => [level, field.join('.')])).toEqual(
      expect.arrayContaining([
        ['fault', 'title'],
        ['fault', 'facts.0.text'],
      ]),
    );
    const shown = await change(author, draft, { ...draft.text, title: 'Quillbrook' });
    expect(shown.preview).toMatchObject({ title: 'Quillbrook', facts: [{ n: 1 }] });
  });

  it('says which items use what it no longer has', async () => {
    const author = await attest.given.instructor();
    const draft = await begin(author, { stimulusId: sample });
    const { exhibits, facts } = draft.text;
    const changed = await change(author, draft, {
      ...draft.text,
      facts: facts.slice(0, 1),
      exhibits: exhibits.slice(1),
    });
    expect(changed.hints.map(({ level, field }) => [level, field.join('.')])).toEqual([
      ['fault', 'facts'],
      ['fault', 'exhibits'],
    ]);
    for (const { message } of changed.hints) for (const id of hotspots) expect(message).toContain(id);
    expect(await save(author, changed)).toBeProblem('draft-not-finished');
  });

  it('is not written over by an older tab', async () => {
    const author = await attest.given.instructor();
    const draft = await begin(author, { stimulusId: sample });
    await change(author, draft, { ...draft.text, industry: 'one tab' });
    expect(await put(author, draft, { ...draft.text, industry: 'the other' })).toBeProblem(
      'draft-changed-elsewhere',
    );
    expect((await read(author, draft.id)).text.industry).toBe('one tab');
  });

  it('names who else is at work on the scenario, but shows them nothing', async () => {
    const ada = await attest.given.instructor({ displayName: 'Ada' });
    await begin(ada, { stimulusId: sample });
    const draft = await begin(await attest.given.instructor(), { stimulusId: sample });
    expect(draft.others.map(({ name }) => name)).toEqual(['Ada']);
  });

  it('is thrown away by its owner, and listed until then, newest first', async () => {
    const author = await attest.given.instructor();
    const first = await begin(author, { certification: 'CAISA' });
    const second = await begin(author, { copyOf: sample });
    expect(second).toMatchObject({ stimulusId: null, itemCount: 0, text: { organisation: 'Larkfield' } });
    const { drafts, next } = await list(author, '?limit=1');
    expect(drafts).toMatchObject([{ id: second.id, title: second.text.title, organisation: 'Larkfield' }]);
    const rest = await list(author, `?limit=1&after=${next ?? ''}`);
    expect(rest).toMatchObject({ drafts: [{ id: first.id, title: '' }], next: null });
    expect((await author.client.delete(`/stimulus-drafts/${second.id}`)).status).toBe(204);
    expect(await author.client.get(`/stimulus-drafts/${second.id}`)).toBeProblem('not-found');
    expect((await list(author)).drafts.map(({ id }) => id)).toEqual([first.id]);
    expect(await author.client.get('/stimulus-drafts?after=WyJ4Il0')).toBeProblem('request-malformed');
  });

  it('is one of so many new ones, and of what there is', async () => {
    const author = await attest.given.instructor();
    const { id } = await begin(author, { certification: 'CAISA' });
    await attest.rows(
      `INSERT INTO stimulus_drafts (id, owner_id, stimulus_id, based_on, lock, text, created_at, updated_at)
       SELECT gen_random_uuid(), owner_id, NULL, NULL, 1, text, created_at, updated_at
       FROM stimulus_drafts, generate_series(1, 199) WHERE id = $1`,
      [id],
    );
    const fresh = { certification: 'CAISA' };
    expect(await author.client.post('/stimulus-drafts', fresh)).toBeProblem('drafts-at-limit');
    expect((await begin(author, { stimulusId: sample })).stimulusId).toBe(sample);
    for (const body of [{ stimulusId: 'caisa-s-999' }, { copyOf: 'caisa-s-999' }]) {
      const other = await attest.given.instructor();
      expect(await other.client.post('/stimulus-drafts', body)).toBeProblem('not-found');
    }
  });
});

describe('a version of a scenario', () => {
  it('that is new has the next id of its certification, its author and the date; the draft is gone', async () => {
    const author = await attest.given.instructor({ displayName: 'Ada Lovelace' });
    const draft = await begin(author, { copyOf: sample });

    const saved = (await save(author, draft)).read(SavedStimulusVersion);

    expect(saved).toMatchObject({
      stimulus: { id: 'caisa-s-002', status: 'draft', version: 1, itemCount: 0 },
      revision: 1,
      isNewContent: true,
      changedItems: [],
    });
    const [kept] = await attest.rows(
      `SELECT r.note, r.record->>'author' AS author, r.record->>'id' AS id FROM stimulus_revisions r
       JOIN stimuli s ON s.id = r.stimulus_id WHERE s.bank_id = 'caisa-s-002'`,
    );
    expect(kept).toEqual({ note: 'Clearer', author: 'Ada Lovelace', id: 'caisa-s-002' });
    const trail = await attest.rows(
      `SELECT kind FROM audit_events WHERE subject_kind = 'stimulus' AND subject_id = 'caisa-s-002'`,
    );
    expect(trail).toEqual([{ kind: 'stimulus.saved' }]);
    expect(await author.client.get(`/stimulus-drafts/${draft.id}`)).toBeProblem('not-found');
  });

  it.each<[string, (text: StimulusDraftText) => StimulusDraftText, boolean, Partial<BankStimulus>]>([
    [
      'what candidates read',
      (text) => ({ ...text, title: 'A copilot' }),
      true,
      { version: 2, status: 'draft' },
    ],
    [
      'what describes it',
      (text) => ({ ...text, industry: 'law' }),
      false,
      { version: 1, status: 'operational' },
    ],
  ])('with a change of %s counts what changed', async (_, how, isNewContent, stimulus) => {
    const author = await attest.given.instructor();
    const draft = await begin(author, { stimulusId: sample });
    const saved = await save(author, await change(author, draft, how(draft.text)));
    expect(saved.read(SavedStimulusVersion)).toMatchObject({ revision: 2, isNewContent, stimulus });
  });

  it('takes the items along whose places it names anew, and they are judged anew', async () => {
    const author = await attest.given.instructor();
    const draft = await begin(author, { stimulusId: sample });
    const exhibits = draft.text.exhibits.map((exhibit) =>
      exhibit.kind === 'diagram'
        ? {
            ...exhibit,
            nodes: exhibit.nodes.map((node) =>
              node.id === 'model' ? { ...node, label: 'Own model' } : node,
            ),
          }
        : exhibit,
    );
    const restate = 'UPDATE items SET status = $2 WHERE bank_id = $1';
    await attest.rows(restate, [hotspots[0], 'operational']);
    await attest.rows(restate, [hotspots[1], 'retired']);
    const changed = await change(author, draft, { ...draft.text, exhibits });
    const saved = (await save(author, changed)).read(SavedStimulusVersion);

    expect(saved.changedItems).toEqual(hotspots);
    const items = (await author.client.get(`/stimuli/${sample}`)).read(StimulusWithItems).items;
    expect(items.map(({ id, version, status }) => [id, version, status])).toEqual([
      [hotspots[0], 2, 'draft'],
      [hotspots[1], 2, 'retired'],
    ]);
    const item = await author.client.get(`/items/${hotspots[0] ?? ''}`);
    expect(item.text).toContain('Own model');
    expect(item.text).not.toContain('Hosted');
  });

  it('does not lose a fact to which somebody brings an item at the same time', async () => {
    const author = await attest.given.instructor();
    const first = await begin(author, { stimulusId: sample });
    const { facts } = first.text;
    const third = { ...first.text, facts: [...facts, { n: 3, text: 'Nobody reads the log at night.' }] };
    expect((await save(author, await change(author, first, third))).status).toBe(201);
    const again = await begin(author, { stimulusId: sample });
    const without = await change(author, again, first.text);
    await answerBlind(author, hotspots[0] ?? '');
    const begun = await author.client.post('/item-drafts', { itemId: hotspots[0] });
    const { id, lock, text } = begun.read(ItemDraft);
    const body = { lock, text: { ...text, factsUsed: [1, 2, 3] } };
    const item = (await author.client.put(`/item-drafts/${id}`, body)).read(ItemDraft);
    const version = { lock: item.lock, over: item.current, note: 'Uses it' };

    const replies = await Promise.all([
      save(author, without),
      author.client.post(`/item-drafts/${id}/versions`, version),
    ]);

    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 422]);
  });

  it('is not saved over one that its author has not seen', async () => {
    const [one, other] = [await attest.given.instructor(), await attest.given.instructor()];
    const first = await begin(one, { stimulusId: sample });
    const second = await begin(other, { stimulusId: sample });
    expect((await save(one, await change(one, first, { ...first.text, industry: 'law' }))).status).toBe(201);

    expect(await save(other, second)).toBeProblem('item-changed-meanwhile');
    const again = await read(other, second.id);
    expect(again).toMatchObject({ basedOn: 1, current: 2 });
    expect((await save(other, again, again.current)).status).toBe(201);
  });

  it('is not made of what is unfinished, nor of what is retired', async () => {
    const author = await attest.given.instructor();
    const unfinished = await begin(author, { certification: 'CAISA' });
    expect(await save(author, unfinished)).toBeProblem('draft-not-finished');
    expect(await read(author, unfinished.id)).toEqual(unfinished);

    const draft = await begin(author, { stimulusId: sample });
    await attest.rows(`UPDATE stimuli SET status = 'retired' WHERE bank_id = $1`, [sample]);
    expect(await save(author, draft)).toBeProblem('item-retired');
    const other = await attest.given.instructor();
    expect(await other.client.post('/stimulus-drafts', { stimulusId: sample })).toBeProblem('item-retired');
  });

  it('is made once when it is asked for twice at the same time, and ids are never given twice', async () => {
    const author = await attest.given.instructor();
    const draft = await begin(author, { copyOf: sample });
    const replies = await Promise.all([save(author, draft), save(author, draft)]);
    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 404]);

    const drafts = await Promise.all([1, 2, 3].map(() => begin(author, { copyOf: sample })));
    const saved = await Promise.all(drafts.map((each) => save(author, each)));
    const ids = saved.map((reply) => reply.read(SavedStimulusVersion).stimulus.id);
    expect(ids.toSorted()).toEqual(['caisa-s-003', 'caisa-s-004', 'caisa-s-005']);
  });
});

async function begin({ client }: Person, begun: BeginStimulusDraft): Promise<StimulusDraft> {
  return (await client.post('/stimulus-drafts', begun)).read(StimulusDraft);
}

async function read({ client }: Person, id: string): Promise<StimulusDraft> {
  return (await client.get(`/stimulus-drafts/${id}`)).read(StimulusDraft);
}

async function list({ client }: Person, query = ''): Promise<StimulusDrafts> {
  return (await client.get(`/stimulus-drafts${query}`)).read(StimulusDrafts);
}

function put({ client }: Person, { id, lock }: StimulusDraft, text: StimulusDraftText) {
  return client.put(`/stimulus-drafts/${id}`, { lock, text });
}

async function change(person: Person, draft: StimulusDraft, text: StimulusDraftText): Promise<StimulusDraft> {
  return (await put(person, draft, text)).read(StimulusDraft);
}

function save({ client }: Person, { id, lock, basedOn }: StimulusDraft, over = basedOn) {
  return client.post(`/stimulus-drafts/${id}/versions`, { lock, over, note: 'Clearer' });
}

/** Who may review an item that is no longer approved answers it before they open its text. */
async function answerBlind({ client }: Person, itemId: string): Promise<void> {
  const { revision, question } = (await client.get(`/items/${itemId}/review`)).read(ItemReview);
  const [interaction] = question.interactions;
  if (interaction?.kind !== 'places') throw new Error('this is about hotspots');
  const selected = interaction.places.slice(0, 1).map(({ id }) => id);
  const body = { revision, value: { RESPONSE: { kind: 'places', selected } } };
  (await client.put(`/items/${itemId}/review/answer`, body)).read(ItemReview);
}
