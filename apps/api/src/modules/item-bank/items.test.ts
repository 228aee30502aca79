import { AuthoredItem, BankItems } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { typeSamples } from '../../../../../libs/item-bank/tests/samples.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { bankTables } from '../../../../../tests/support/bank.ts';
import { detailOf } from '../../../../../tests/support/problem-detail.ts';
import { importSampleBank, sampleIds } from '../../../../../tests/support/sample-bank.ts';

const attest = useAttest({ prepare: importSampleBank, keptTables: bankTables });

describe('the bank', () => {
  it('is closed to candidates and strangers, list and item alike', async () => {
    const { client } = await attest.given.candidate();

    for (const path of ['/items', '/items/caisa-a1-0001', '/items/no-such-item']) {
      expect(await client.get(path)).toBeProblem('permission-missing');
      expect(await attest.stranger.get(path)).toBeProblem('sign-in-required');
    }
  });

  it('lists its items in order of their id', async () => {
    const { items, total, next } = await list('');

    expect(items.map(({ id }) => id)).toEqual(sampleIds);
    expect({ total, next }).toEqual({ total: sampleIds.length, next: null });
    expect(items[0]?.firstWords).toMatch(/^The gateway logs each tool call .{60,120} …$/);
    expect(items[0]).toMatchObject({
      domainName: 'Architecture',
      version: 1,
      keyRevision: 1,
    });
  });

  it('shows an item with its key and rationales to instructors', async () => {
    const { client } = await attest.given.instructor();

    const item = (await client.get('/items/caisa-a1-0001')).read(AuthoredItem);

    expect(item.keys).toMatchObject([
      { responseVariable: 'RESPONSE', correctIds: ['a'], scheme: 'all-or-nothing' },
    ]);
    const distractor = item.keys[0]?.explanations.find(({ id }) => id === 'b');
    expect(distractor?.rationale).toContain('after the fact');
    expect(distractor).toMatchObject({
      error: { id: 'over-reaction', misconception: 'Stopping too much.' },
    });
    expect(item.flipFact).toContain('b would be right');
    expect(item).toMatchObject({
      objectiveText: 'Place boundaries',
      references: [{ source: 'ATLAS', name: 'MITRE ATLAS', locator: 'AML.T0051' }],
    });
  });

  it.each(Object.keys(typeSamples))('shows an item of the type %s', async (type) => {
    const { client } = await attest.given.instructor();
    const { items } = await list(`type=${type}`);

    for (const { id } of items) {
      expect((await client.get(`/items/${id}`)).read(AuthoredItem).type).toBe(type);
    }
    expect(items.length).toBeGreaterThan(0);
    expect(items.map(({ firstWords }) => firstWords)).not.toContain('');
  });

  it('says when it has no such item', async () => {
    const { client } = await attest.given.instructor();

    const reply = await client.get('/items/no-such-item');

    expect(reply).toBeProblem('not-found');
    expect(detailOf(reply)).toContain('no-such-item');
  });
});

describe('filters', () => {
  it.each([
    ['domain=A2', ({ domain }: BankItems['items'][number]) => domain === 'A2'],
    ['type=ordering', ({ type }: BankItems['items'][number]) => type === 'ordering'],
    ['level=recall', ({ cognitiveLevel }: BankItems['items'][number]) => cognitiveLevel === 'recall'],
    ['status=draft', ({ status }: BankItems['items'][number]) => status === 'draft'],
    ['certification=CAISA', () => true],
    ['certification=CAISP', () => false],
    ['status=draft&status=operational', () => true],
  ])('leave what they name: %s', async (query, fits) => {
    const all = (await list('')).items;

    expect((await list(query)).items).toEqual(all.filter(fits));
  });

  it('narrow each other', async () => {
    const { items } = await list('domain=A2&status=draft&level=recall');

    const all = (await list('')).items;
    expect(items).toEqual(
      all.filter(
        (item) => item.domain === 'A2' && item.status === 'draft' && item.cognitiveLevel === 'recall',
      ),
    );
    expect(items.length).toBeGreaterThan(0);
  });

  it.each(['', 'domain=A2', 'type=ordering&status=draft', 'search=token', 'level=recall&search=gateway'])(
    'count beforehand what each further choice would leave: “%s”',
    async (query) => {
      const { facets } = await list(query);
      const { type: _type, ...others } = facets;

      for (const [name, entries] of Object.entries(others)) {
        for (const { value, count } of entries) {
          const chosen = new URLSearchParams(query);
          chosen.set(name, value);
          expect((await list(chosen.toString())).total, `${name}=${value}`).toBe(count);
        }
      }
    },
  );

  it('name domains in full', async () => {
    expect((await list('')).facets.domain.map(({ label }) => label)).toEqual([
      'A1 Architecture',
      'A2 Threats',
    ]);
  });
});

describe('a search', () => {
  it.each([
    ['a word of the stem', 'gateway', 'caisa-a1-0001'],
    ['a word of an option', 'bind', 'caisa-a1-0001'],
    ['any case', 'GATEWAY', 'caisa-a1-0001'],
    ['the id', 'caisa-a1-0001', 'caisa-a1-0001'],
    ['several words, all of them', 'token gateway', 'caisa-a1-0001'],
    ['a tag', 'S6', 'caisa-a2-0003'],
  ])('finds %s', async (_kind, words, id) => {
    const { items } = await list(`search=${encodeURIComponent(words)}`);

    expect(items.map((item) => item.id)).toContain(id);
  });

  it.each([
    ['a premise', 'Spoofed caller', 'matching'],
    ['a row and a column', 'Index High', 'matrix'],
    ['the text around a blank', 'Complete the rule', 'inline-choice'],
  ])('finds %s', async (_kind, words, type) => {
    const { items } = await list(`search=${encodeURIComponent(words)}`);

    expect(items.map((item) => item.type)).toContain(type);
  });

  it.each(['%', '_', '\\', '%25%', "'", "'; DROP TABLE items; --", 'gateway nowhere-else'])(
    'takes %j as it stands',
    async (words) => {
      expect((await list(`search=${encodeURIComponent(words)}`)).items).toEqual([]);
    },
  );

  it('never looks into keys and rationales', async () => {
    expect((await list('search=obeys')).items).toEqual([]);
  });
});

async function list(query: string): Promise<BankItems> {
  const { client } = await attest.given.instructor();
  return (await client.get(`/items?${query}`)).read(BankItems);
}
