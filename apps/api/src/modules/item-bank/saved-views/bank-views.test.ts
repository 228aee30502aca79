import { BankView, BankViews, mostBankViews } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { useAttest } from '../../../../../../tests/support/app.ts';
import type { Person } from '../../../../../../tests/support/given.ts';

const attest = useAttest();
const state = { search: 'token', status: ['draft'], sort: 'question', columns: ['status', 'tags'] };
const whole = {
  ...state,
  certification: [],
  domain: [],
  objective: [],
  type: [],
  level: [],
  framework: [],
  author: [],
  tag: [],
  direction: 'ascending',
  density: 'comfortable',
};

describe('a saved view', () => {
  it('is kept for its owner, wherever they sign in, and for nobody else', async () => {
    const [person, other] = [await attest.given.instructor(), await attest.given.instructor()];
    await add(person, 'Drafts');
    await add(person, 'About tokens');
    expect((await list(person)).map(({ name }) => name)).toEqual(['About tokens', 'Drafts']);
    expect((await list(person))[0]?.state).toEqual(whole);
    expect(await list(other)).toEqual([]);
  });

  it('is renamed, replaced and deleted by its owner alone', async () => {
    const [person, other] = [await attest.given.instructor(), await attest.given.instructor()];
    const { id } = await add(person, 'Drafts');
    const changed = { name: 'Work left', state: { ...state, search: '' } };
    expect(await other.client.put(`/bank-views/${id}`, changed)).toBeProblem('not-found');
    expect(await other.client.delete(`/bank-views/${id}`)).toBeProblem('not-found');
    await person.client.put(`/bank-views/${id}`, changed);
    expect(await list(person)).toMatchObject([{ id, name: 'Work left', state: { search: '' } }]);
    expect((await person.client.delete(`/bank-views/${id}`)).status).toBe(204);
    expect(await list(person)).toEqual([]);
    expect(await person.client.delete(`/bank-views/${id}`)).toBeProblem('not-found');
  });

  it('has a name of its own', async () => {
    const person = await attest.given.instructor();
    await add(person, 'Drafts');
    const { id } = await add(person, 'Others');
    const taken = { name: 'Drafts', state };
    expect(await person.client.post('/bank-views', taken)).toBeProblem('bank-view-name-taken');
    expect(await person.client.put(`/bank-views/${id}`, taken)).toBeProblem('bank-view-name-taken');
    expect(await person.client.post('/bank-views', { ...taken, name: ' ' })).toBeProblem('request-malformed');
  });

  it(`is one of ${String(mostBankViews)} at most, also when two are added at once`, async () => {
    const person = await attest.given.instructor();
    for (let at = 1; at < mostBankViews; at += 1) await add(person, `View ${String(at)}`);
    const replies = await Promise.all(
      ['One', 'Other'].map((name) => person.client.post('/bank-views', { name, state })),
    );
    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect(await list(person)).toHaveLength(mostBankViews);
  });

  it('is closed to candidates', async () => {
    const { client } = await attest.given.candidate();
    expect(await client.get('/bank-views')).toBeProblem('permission-missing');
  });
});

async function add({ client }: Person, name: string): Promise<BankView> {
  return (await client.post('/bank-views', { name, state })).read(BankView);
}

async function list({ client }: Person): Promise<BankViews['views']> {
  return (await client.get('/bank-views')).read(BankViews).views;
}
