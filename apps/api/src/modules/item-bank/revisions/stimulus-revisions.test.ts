import {
  SavedStimulusVersion,
  StimulusComparison,
  StimulusDraft,
  StimulusDraftComparison,
  StimulusRevisions,
  WrittenStimulusRevision,
} from '@attest/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { useAttest } from '../../../../../../tests/support/app.ts';
import type { Person } from '../../../../../../tests/support/given.ts';
import { importSampleBank } from '../../../../../../tests/support/sample-bank.ts';

const attest = useAttest();
beforeEach(() => importSampleBank(attest.databaseUrl));

const sample = 'caisa-s-001';

describe('the revisions of a scenario', () => {
  it('say who saved what and why, newest first, and keep each text as it was', async () => {
    const ada = await attest.given.instructor({ displayName: 'Ada' });
    await save(ada, { industry: 'law' }, 'Another industry');
    await save(ada, { title: 'A copilot' }, 'A better title');

    const { revisions, next } = await list(ada);

    expect(next).toBeNull();
    expect(revisions).toMatchObject([
      { revision: 3, version: 2, note: 'A better title', savedBy: 'Ada' },
      { revision: 2, version: 1, note: 'Another industry', savedBy: 'Ada' },
      { revision: 1, version: 1, note: `caisa/stimuli/${sample}.yaml`, savedBy: null },
    ]);
    expect(Object.keys(revisions[0] ?? {})).not.toContain('keyRevision');
    const texts = await Promise.all([1, 2, 3].map((revision) => read(ada, revision)));
    expect(texts.map(({ text }) => [text.industry, text.title])).toEqual([
      ['insurance', 'Larkfield: claims copilot'],
      ['law', 'Larkfield: claims copilot'],
      ['law', 'A copilot'],
    ]);
  });

  it('are compared by word, any two of them', async () => {
    const ada = await attest.given.instructor();
    await save(ada, { industry: 'law', title: 'Larkfield: law copilot' }, 'One');
    const { from, to, changes } = await compare(ada, 'from=1&to=2');
    expect([from.revision, to.note]).toEqual([1, 'One']);
    expect(changes.map(({ group, field, kind }) => [group, field.join('.'), kind])).toEqual([
      ['content', 'title', 'changed'],
      ['about', 'industry', 'changed'],
    ]);
    expect(changes[0]?.segments).toContainEqual({ kind: 'added', text: 'law' });
    expect((await compare(ada, 'from=2&to=2')).changes).toEqual([]);
    const path = `/stimuli/${sample}/comparison`;
    expect(await ada.client.get(`${path}?from=2&to=9`)).toBeProblem('not-found');
    expect(await ada.client.get(`${path}?from=2`)).toBeProblem('request-malformed');
  });

  it('are what a draft is compared with', async () => {
    const ada = await attest.given.instructor();
    const draft = (await ada.client.post('/stimulus-drafts', { stimulusId: sample })).read(StimulusDraft);
    const text = { ...draft.text, facts: [...draft.text.facts, { n: 3, text: 'Another fact.' }] };
    await ada.client.put(`/stimulus-drafts/${draft.id}`, { lock: draft.lock, text });
    const compared = await ada.client.get(`/stimulus-drafts/${draft.id}/comparison`);
    const { from, changes } = compared.read(StimulusDraftComparison);
    expect(from?.revision).toBe(1);
    expect(changes).toContainEqual({
      group: 'content',
      field: ['facts', 2, 'text'],
      kind: 'added',
      moved: null,
      segments: [{ kind: 'added', text: 'Another fact.' }],
    });
    const fresh = (await ada.client.post('/stimulus-drafts', { certification: 'CAISA' })).read(StimulusDraft);
    const nothing = await ada.client.get(`/stimulus-drafts/${fresh.id}/comparison`);
    expect(nothing.read(StimulusDraftComparison)).toEqual({ from: null, changes: [] });
  });

  it('come in pages', async () => {
    const ada = await attest.given.instructor();
    await save(ada, { industry: 'law' }, 'One');
    const first = await list(ada, '?limit=1');
    expect(first.revisions.map(({ revision }) => revision)).toEqual([2]);
    const rest = await list(ada, `?limit=1&after=${first.next ?? ''}`);
    expect(rest).toMatchObject({ revisions: [{ revision: 1 }], next: null });
    const foreign = await ada.client.get(`/stimuli/${sample}/revisions?after=WyJ4Il0`);
    expect(foreign).toBeProblem('request-malformed');
  });

  it('are closed to candidates, and say what is not there', async () => {
    const { client } = await attest.given.candidate();
    for (const path of ['revisions', 'revisions/1', 'comparison?from=1&to=1']) {
      expect(await client.get(`/stimuli/${sample}/${path}`)).toBeProblem('permission-missing');
    }
    const instructor = await attest.given.instructor();
    expect(await instructor.client.get(`/stimuli/${sample}/revisions/9`)).toBeProblem('not-found');
    expect(await instructor.client.get('/stimuli/caisa-s-999/revisions')).toBeProblem('not-found');
  });
});

async function save({ client }: Person, changes: object, note: string): Promise<void> {
  const draft = (await client.post('/stimulus-drafts', { stimulusId: sample })).read(StimulusDraft);
  const body = { lock: draft.lock, text: { ...draft.text, ...changes } };
  const { lock, current } = (await client.put(`/stimulus-drafts/${draft.id}`, body)).read(StimulusDraft);
  const saved = await client.post(`/stimulus-drafts/${draft.id}/versions`, { lock, over: current, note });
  saved.read(SavedStimulusVersion);
}

async function list({ client }: Person, query = ''): Promise<StimulusRevisions> {
  return (await client.get(`/stimuli/${sample}/revisions${query}`)).read(StimulusRevisions);
}

async function read({ client }: Person, revision: number): Promise<WrittenStimulusRevision> {
  const reply = await client.get(`/stimuli/${sample}/revisions/${String(revision)}`);
  return reply.read(WrittenStimulusRevision);
}

async function compare({ client }: Person, query: string): Promise<StimulusComparison> {
  return (await client.get(`/stimuli/${sample}/comparison?${query}`)).read(StimulusComparison);
}
