import { BankItems, CognitiveLevel, ItemStatus } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import { bankTables } from '../../../../../tests/support/bank.ts';
import type { HttpClient } from '../../../../../tests/support/http-client.ts';
import { detailOf } from '../../../../../tests/support/problem-detail.ts';
import { importSampleBank, sampleIds } from '../../../../../tests/support/sample-bank.ts';

const attest = useAttest({ prepare: importSampleBank, keptTables: bankTables });

type Item = BankItems['items'][number];

const sorts: readonly (readonly [string, (item: Item) => string])[] = [
  ['id', ({ id }) => id],
  ['domain', ({ domain }) => domain],
  ['type', ({ type }) => type],
  ['status', ({ status }) => String(ItemStatus.options.indexOf(status))],
  ['objective', ({ objective }) => objective],
  ['level', ({ cognitiveLevel }) => String(CognitiveLevel.options.indexOf(cognitiveLevel))],
  ['difficulty', ({ expectedDifficulty }) => expectedDifficulty.toFixed(6)],
  ['author', ({ author }) => author],
  ['updated', ({ updatedAt }) => updatedAt],
  ['question', ({ firstWords }) => firstWords.slice(0, 60).toLowerCase()],
  ['certification', ({ certifications }) => certifications.join(' ')],
  ['tag', ({ tags }) => JSON.stringify(tags)],
  ['stimulus', ({ stimulusId }) => stimulusId ?? '~'],
  ['version', ({ version }) => String(version)],
];
const filters = ['', 'level=recall&domain=A2', 'search=token'];

describe.each(sorts)('the bank sorted by %s', (sort, valueOf) => {
  it.each(['ascending', 'descending'])('has its items in %s order, equal ones by id', async (direction) => {
    const { client } = await attest.given.instructor();
    await spread();

    const { items } = await read(client, { sort, direction, limit: '100' });

    const keys = items.map((item) => `${valueOf(item)} ${item.id}`);
    const inOrder = keys.toSorted();
    expect(keys).toEqual(direction === 'ascending' ? inOrder : inOrder.toReversed());
    expect(items.map(({ id }) => id).toSorted()).toEqual(sampleIds);
  });

  it.each(['ascending', 'descending'])(
    'shows each item once when read %s page by page',
    async (direction) => {
      const { client } = await attest.given.instructor();
      await spread();

      for (const filter of filters) {
        const query = { ...Object.fromEntries(new URLSearchParams(filter)), sort, direction };
        const whole = await read(client, { ...query, limit: '100' });
        const pages = await readAll(client, { ...query, limit: '5' });
        expect(pages.flatMap(({ items }) => items.map(({ id }) => id))).toEqual(
          whole.items.map(({ id }) => id),
        );
        expect(new Set(pages.map(({ total }) => total))).toEqual(new Set([whole.items.length]));
        expect(pages.map(({ position }) => position)).toEqual(pages.map((_, at) => at * 5));
        expect(await readBack(client, { ...query, limit: '5' }, pages)).toEqual(pages.toReversed());
      }
    },
  );
});

describe('a page', () => {
  it.each(['1', '12', '24'])('of %s leaves nothing out', async (limit) => {
    const { client } = await attest.given.instructor();

    const pages = await readAll(client, { limit });

    expect(pages.flatMap(({ items }) => items.map(({ id }) => id))).toEqual(sampleIds);
    expect(pages).toHaveLength(24 / Number(limit));
  });

  it('is not asked for after one place and before another', async () => {
    const { client } = await attest.given.instructor();
    const { next } = await read(client, { limit: '5' });

    const reply = await client.get(`/items?after=${next ?? ''}&before=${next ?? ''}`);

    expect(reply).toBeProblem('request-malformed');
  });

  it('goes on where the last one ended, whatever was added before it', async () => {
    const { client } = await attest.given.instructor();
    const first = await read(client, { limit: '5' });
    await attest.rows(`UPDATE items SET bank_id = 'aaa-' || bank_id WHERE bank_id = $1`, [sampleIds[20]]);
    try {
      const second = await read(client, { limit: '5', after: first.next ?? '' });

      expect(second.items.map(({ id }) => id)).toEqual(sampleIds.slice(5, 10));
    } finally {
      await attest.rows(`UPDATE items SET bank_id = substr(bank_id, 5) WHERE bank_id LIKE 'aaa-%'`);
    }
  });

  it.each(['nonsense', 'bnVsbA', 'e30', 'WzFd', 'x'.repeat(300), 'WyJcdTAwMDAiLCJhIl0'])(
    'does not start at the made-up place %s',
    async (after) => {
      const { client } = await attest.given.instructor();

      for (const name of ['after', 'before']) {
        expect(await client.get(`/items?${name}=${after}`)).toBeProblem('request-malformed');
      }
      expect(detailOf(await client.get(`/items?after=${after}`))).toContain('after');
    },
  );

  it('of another order does not lead on by instant', async () => {
    const { client } = await attest.given.instructor();
    const { next } = await read(client, { limit: '5' });

    expect(await client.get(`/items?sort=updated&after=${next ?? ''}`)).toBeProblem('request-malformed');
  });

  it.each([
    'limit=0',
    'limit=101',
    'limit=-1',
    'limit=x',
    'limit=1.5',
    'limit=1&limit=2',
    'sort=keys',
    'lvl=recall',
  ])('is not asked for with %s', async (query) => {
    const { client } = await attest.given.instructor();

    const reply = await client.get(`/items?${query}`);

    expect(reply).toBeProblem('request-malformed');
    expect(detailOf(reply)).toContain(query.replace(/=.*/, ''));
  });
});

/** Instants that sort differently as numbers and as printed, some authors, and difficulties with ties. */
async function spread(): Promise<void> {
  await attest.rows(
    `UPDATE items SET updated_at = timestamptz '2026-11-22 12:00:00Z' + make_interval(secs => n * n * 0.002),
       expected_difficulty = (n % 7) / 7.0,
       metadata = metadata || jsonb_build_object('author', 'author-' || n % 3)
     FROM (SELECT id, row_number() OVER (ORDER BY md5(bank_id)) AS n FROM items) AS numbered
     WHERE numbered.id = items.id`,
  );
}

async function read(client: HttpClient, query: Record<string, string>): Promise<BankItems> {
  return (await client.get(`/items?${new URLSearchParams(query).toString()}`)).read(BankItems);
}

async function readAll(client: HttpClient, query: Record<string, string>): Promise<BankItems[]> {
  const pages = [await read(client, query)];
  for (let next = pages[0]?.next ?? null; next !== null; next = pages.at(-1)?.next ?? null) {
    pages.push(await read(client, { ...query, after: next }));
  }
  return pages;
}

/** From the last page to the first, as “previous” leads. */
async function readBack(
  client: HttpClient,
  query: Record<string, string>,
  pages: readonly BankItems[],
): Promise<BankItems[]> {
  const last = pages.at(-1);
  const back: BankItems[] = last === undefined ? [] : [last];
  for (let previous = last?.previous ?? null; previous !== null; previous = back.at(-1)?.previous ?? null) {
    back.push(await read(client, { ...query, before: previous }));
  }
  return back;
}
