import { AuthoredItem, BankItems, ItemFacets, ItemIds, ItemReview } from '@attest/contracts';
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

    for (const path of [
      '/items',
      '/items/facets',
      '/items/ids',
      '/items/caisa-a1-0001',
      '/items/no-such-item',
    ]) {
      expect(await client.get(path)).toBeProblem('permission-missing');
      expect(await attest.stranger.get(path)).toBeProblem('sign-in-required');
    }
  });

  it('lists its items in order of their id', async () => {
    const { items, ...page } = await list('');

    expect(items.map(({ id }) => id)).toEqual(sampleIds);
    expect(page).toEqual({ total: sampleIds.length, position: 0, next: null, previous: null });
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

    for (const { id, status } of items) {
      const reply = await client.get(`/items/${id}`);
      if (status === 'draft') expect(reply).toBeProblem('answer-it-first');
      else expect(reply.read(AuthoredItem).type).toBe(type);
      const { item, question } = (await client.get(`/items/${id}/review`)).read(ItemReview);
      expect([item.type, question.interactions.length > 0]).toEqual([type, true]);
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
    ['objective=A2.1', ({ objective }: BankItems['items'][number]) => objective === 'A2.1'],
    ['framework=ATLAS', () => true],
    ['framework=RFC', ({ id }: BankItems['items'][number]) => id === 'caisa-a2-0005'],
    ['framework=SLSA', () => false],
    ['author=attest-authors', () => true],
    ['author=Attest-Authors', () => false],
    ['tag=S6', ({ tags }: BankItems['items'][number]) => tags.includes('S6')],
    ['tag=S6&tag=F1', ({ tags }: BankItems['items'][number]) => tags.length > 0],
    ['id=caisa-a1-0001&id=caisa-a2-0003', ({ id }: BankItems['items'][number]) => /1-0001|2-0003/.test(id)],
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

  it.each([
    '',
    'domain=A2',
    'type=ordering&status=draft',
    'search=token',
    'level=recall&search=gateway',
    'tag=S6&level=analysis',
    'framework=ATLAS&domain=A1&domain=A2&author=attest-authors',
  ])('count beforehand what each further choice would leave: “%s”', async (query) => {
    for (const [name, entries] of Object.entries(await facets(query))) {
      for (const { value, count } of entries) {
        const chosen = new URLSearchParams(query);
        chosen.set(name, value);
        expect((await list(chosen.toString())).total, `${name}=${value}`).toBe(count);
      }
    }
  });

  it('name every value that is there, and what is chosen even where nothing is left', async () => {
    const all = await facets('');
    const none = await facets('tag=F4&domain=A2&search=nowhere-else');

    expect(Object.entries(all).map(([name, entries]) => [name, entries.map(({ value }) => value)])).toEqual([
      ['status', ['draft', 'operational']],
      ['certification', ['CAISA']],
      ['domain', ['A1', 'A2']],
      ['objective', ['A1.1', 'A2.1']],
      ['type', Object.keys(typeSamples).toSorted()],
      ['level', ['analysis', 'recall']],
      ['framework', ['ATLAS', 'RFC']],
      ['author', ['attest-authors']],
      ['tag', ['S6']],
    ]);
    expect(none.tag).toEqual([{ value: 'F4', label: 'F4', count: 0 }]);
    expect(none.domain).toEqual([{ value: 'A2', label: 'A2 Threats', count: 0 }]);
    expect(none.status).toEqual([]);
  });

  it('name domains, objectives and frameworks in full', async () => {
    const { domain, objective, framework } = await facets('');

    expect(domain.map(({ label }) => label)).toEqual(['A1 Architecture', 'A2 Threats']);
    expect(objective.map(({ label }) => label)).toEqual(['A1.1 Place boundaries', 'A2.1 Model flows']);
    expect(framework.map(({ label }) => label)).toEqual(['MITRE ATLAS', 'IETF RFC']);
  });
});

describe('the ids of a list', () => {
  it('are those of its items, in its order', async () => {
    const { client } = await attest.given.instructor();
    const query = 'domain=A2&sort=type&direction=descending';

    const { ids, total } = (await client.get(`/items/ids?${query}`)).read(ItemIds);

    const { items } = await list(query);
    expect({ ids, total }).toEqual({ ids: items.map(({ id }) => id), total: items.length });
    expect(total).toBeGreaterThan(0);
  });

  it('are none where nothing matches', async () => {
    const { client } = await attest.given.instructor();

    expect((await client.get('/items/ids?search=nowhere-else')).body).toEqual({ ids: [], total: 0 });
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
    ['part of the id', 'a1-0001', 'caisa-a1-0001'],
    ['the beginning of the id', 'caisa-a1-00', 'caisa-a1-0001'],
    ['the beginning of a word', 'gatew', 'caisa-a1-0001'],
    ['words with marks between them', 'gateway/"token"', 'caisa-a1-0001'],
    ['letters as if without accents', 'gátewäy', 'caisa-a1-0001'],
    ['something odd', "token'a:* & |", 'caisa-a1-0001'],
  ])('finds %s', async (_kind, words, id) => {
    const { items } = await list(`search=${encodeURIComponent(words)}`);

    expect(items.map((item) => item.id)).toContain(id);
  });

  it.each([
    ['a premise', 'Spoofed caller', 'matching'],
    ['a row and a column', 'Index High', 'matrix'],
    ['the text around a blank', 'Complete the rule', 'inline-choice'],
    ['the id of a scenario', 'caisa-s-001', 'hotspot'],
  ])('finds %s', async (_kind, words, type) => {
    const { items } = await list(`search=${encodeURIComponent(words)}`);

    expect(items.map((item) => item.type)).toContain(type);
  });

  it.each([
    ['the title of its scenario', 'larkfield copilot'],
    ['a fact', 'adjusters nine'],
    ['a node and a boundary of a diagram', 'hosted network'],
    ['an edge of a diagram', 'chat'],
    ['a line of a log', 'get_claim(7741)'],
    ['a cell of a table', 'limit none'],
  ])('finds %s', async (_kind, words) => {
    const { items } = await list(`search=${encodeURIComponent(words)}`);

    expect(items.map((item) => item.type)).toContain('hotspot');
    expect(items.every(({ stimulusId }) => stimulusId === 'caisa-s-001')).toBe(true);
  });

  it.each([
    'x'.repeat(200),
    'ab '.repeat(66),
    '🙂'.repeat(50),
    "'".repeat(200),
    '(((((',
    ')|(',
    '<->',
    ':*',
    '!!',
  ])('is answered whatever is typed: %j', async (words) => {
    const { client } = await attest.given.instructor();

    for (const path of ['/items', '/items/facets', '/items/ids']) {
      expect((await client.get(`${path}?search=${encodeURIComponent(words)}`)).status).toBe(200);
    }
  });

  it('of more than 200 characters is refused', async () => {
    const { client } = await attest.given.instructor();

    expect(await client.get(`/items?search=${'x'.repeat(201)}`)).toBeProblem('request-malformed');
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

async function facets(query: string): Promise<ItemFacets> {
  const { client } = await attest.given.instructor();
  return (await client.get(`/items/facets?${query}`)).read(ItemFacets);
}
