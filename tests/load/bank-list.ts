import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { BankItems, ItemFacetsQuery, ItemsQuery } from '@attest/contracts';
import { facetCountsSql } from '../../apps/api/src/modules/item-bank/items-facets.ts';
import { filterOf } from '../../apps/api/src/modules/item-bank/items-filter.ts';
import { placeOf } from '../../apps/api/src/modules/item-bank/items-order.ts';
import { countSql, pageSql, type Statement } from '../../apps/api/src/modules/item-bank/items-sql.ts';
import type { BenchDatabase } from './database-of-bench.ts';
import { latencyOf, type Latency } from './phases.ts';
import type { Server } from './processes.ts';
import { count } from './saving.ts';
import { requestText, Wire } from './wire.ts';

export const itemsInBank = 20_000;
const callsEach = 100;
const warmingUp = 5;

export interface BankList {
  readonly items: number;
  readonly calls: readonly (Latency & { readonly mostMs: number })[];
  /** As PostgreSQL carries the statements out, a line each. */
  readonly plans: readonly { readonly what: string; readonly lines: readonly string[] }[];
}

interface Call {
  readonly what: string;
  readonly mostMs: number;
  /** Below `/api/items`, for the call of this number. */
  readonly address: (number: number) => string;
}

const words = [
  'token',
  'index tenant',
  'approval',
  'drift',
  'larkfield',
  'export manifest',
  'quota',
  'log',
  'sandbox egress',
];
const wordOf = (number: number) => encodeURIComponent(words[number % words.length] ?? '');
const idOf = (number: number) => `demo-a${String(1 + (number % 9))}-0${String(number % 10)}`;
const chosen = 'status=draft&status=approved&domain=A1&domain=A3&tag=S1';

/** The list of a large bank, one call after the other, as one person browses it. */
export async function bankList(server: Server, database: BenchDatabase): Promise<BankList> {
  await fillBank(database);
  const middle = await middleOf(server, database, 'updated');
  const others: Call[] = [];
  for (const sort of ['question', 'certification', 'tag', 'stimulus', 'version', 'author'] as const) {
    const after = await middleOf(server, database, sort);
    const address = () => `?sort=${sort}&after=${after}`;
    others.push({ what: `list by ${sort}, middle page`, mostMs: 100, address });
  }
  const calls: Call[] = [
    { what: 'list by id, first page', mostMs: 100, address: () => '' },
    { what: 'list by update, middle page', mostMs: 100, address: () => `?sort=updated&after=${middle}` },
    ...others,
    { what: 'list by status, three facets chosen', mostMs: 100, address: () => `?sort=status&${chosen}` },
    { what: 'facets', mostMs: 150, address: () => '/facets' },
    { what: 'facets, three chosen', mostMs: 150, address: () => `/facets?${chosen}` },
    { what: 'search for words', mostMs: 150, address: (number) => `?search=${wordOf(number)}` },
    { what: 'search for part of an id', mostMs: 150, address: (number) => `?search=${idOf(number)}` },
    { what: 'facets of a search', mostMs: 150, address: (number) => `/facets?search=${wordOf(number)}` },
    { what: 'ids of all that match', mostMs: 150, address: (number) => `/ids?search=${wordOf(number)}` },
  ];
  const measured: BankList['calls'][number][] = [];
  for (const call of calls) measured.push(await measure(server, await instructorOf(database), call));
  return { items: itemsInBank, calls: measured, plans: await plansOf(database, middle) };
}

/** With the tool of the product, as an operator does. */
async function fillBank(database: BenchDatabase): Promise<void> {
  const child = spawn(process.execPath, ['dist/api/demo-data.js', '--items', String(itemsInBank)], {
    env: { ...process.env, DATABASE_URL: database.url },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error('the bank could not be filled');
  await database.rows('VACUUM ANALYZE items');
}

/** An instructor for each kind of call: one alone would ask more often in a minute than one may. */
export async function instructorOf(database: BenchDatabase): Promise<string> {
  const [id, cookie] = [randomUUID(), randomUUID()];
  await database.rows(
    `WITH account AS (
       INSERT INTO accounts (id, email, display_name, password_hash, created_at)
       VALUES ($1, $2, 'Bench', 'none', attest_now())),
     roles AS (INSERT INTO account_roles (account_id, role) VALUES ($1, 'instructor'))
     INSERT INTO sign_ins (id, account_id, reference_hash, created_at, password_checked_at, expires_at)
     VALUES ($1, $1, sha256(convert_to($3, 'UTF8')), attest_now(), attest_now(), attest_now() + interval '1 day')`,
    [id, `${id}@example.org`, cookie],
  );
  return cookie;
}

async function middleOf(server: Server, database: BenchDatabase, sort: ItemsQuery['sort']): Promise<string> {
  const wire = new Wire(server.port);
  const cookie = await instructorOf(database);
  let after = '';
  // Far enough to matter: how far the page lies from the start makes no difference to its statement.
  for (let page = 0; page < 20; page += 1) {
    const from = after === '' ? '' : `&after=${after}`;
    const path = `/api/items?sort=${sort}&limit=100${from}`;
    const { body } = await wire.ask(plainly(path, cookie, server));
    after = BankItems.parse(JSON.parse(Buffer.from(body, 'latin1').toString('utf8'))).next ?? '';
  }
  wire.close();
  return after;
}

function plainly(path: string, cookie: string, { port }: Server): string {
  return requestText('GET', path, { cookie, port }).replace(/accept-enc.*\r\n/, '');
}

async function measure(server: Server, cookie: string, { what, mostMs, address }: Call) {
  const wire = new Wire(server.port);
  const errors: Record<string, number> = {};
  const latencies: number[] = [];
  for (let number = -warmingUp; number < callsEach; number += 1) {
    const request = plainly(`/api/items${address(Math.abs(number))}`, cookie, server);
    const askedMs = performance.now();
    const { status, body } = await wire.ask(request);
    if (number >= 0) latencies.push(performance.now() - askedMs);
    if (status !== 200) count(errors, `${String(status)} ${body.slice(0, 300)}`);
  }
  wire.close();
  const seconds = latencies.reduce((sum, ms) => sum + ms, 0) / 1000;
  const sorted = latencies.toSorted((a, b) => a - b);
  return { ...latencyOf(what, callsEach / seconds, sorted, errors), mostMs };
}

async function plansOf(database: BenchDatabase, middle: string): Promise<BankList['plans']> {
  const query = (given: Record<string, unknown>) => ItemsQuery.parse(given);
  const facets = (given: Record<string, unknown>): Statement => {
    const filter = filterOf(ItemFacetsQuery.parse(given));
    return { sql: facetCountsSql(filter), parameters: filter.parameters };
  };
  const byUpdate = query({ sort: 'updated', after: middle });
  const statements: readonly (readonly [string, Statement])[] = [
    ['list by id, first page', pageSql(query({}), null, false)],
    ['list by update, middle page', pageSql(byUpdate, placeOf(middle, byUpdate), false)],
    ['count beside it', countSql(byUpdate, placeOf(middle, byUpdate))],
    ['search for words', pageSql(query({ search: 'index tenant' }), null, false)],
    ['search for part of an id', pageSql(query({ search: 'demo-a1-00' }), null, false)],
    ['facets', facets({})],
    ['facets of a search', facets({ search: 'index tenant' })],
  ];
  const plans: { what: string; lines: string[] }[] = [];
  for (const [what, { sql, parameters }] of statements) {
    const rows = await database.rows<{ 'QUERY PLAN': string }>(
      `EXPLAIN (ANALYZE, BUFFERS) ${sql}`,
      parameters,
    );
    plans.push({ what, lines: rows.map((row) => row['QUERY PLAN']) });
  }
  return plans;
}
