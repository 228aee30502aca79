import { AuthoredItem, BankImport, BankImports, ImportRows, ImportTemplate } from '@attest/contracts';
import type { ItemText } from '@attest/item-bank';
import { beforeEach, describe, expect, it } from 'vitest';
import { itemWith, stimulusText } from '../../../../../../libs/item-bank/tests/samples.ts';
import { useAttest } from '../../../../../../tests/support/app.ts';
import type { Person } from '../../../../../../tests/support/given.ts';
import {
  asBody,
  beginImport,
  csv,
  rowsOf,
  settled,
  soundItems,
  tableOf,
} from '../../../../../../tests/support/import-files.ts';
import { importSampleBank } from '../../../../../../tests/support/sample-bank.ts';

const attest = useAttest();
beforeEach(() => importSampleBank(attest.databaseUrl));

/** Another text for an item of the sample bank, in a bank file. */
const changedFile = (id: string, changes = 'flipFact: Another fact would do it.') => {
  const { path, text } = itemWith(changes, id);
  return { name: path.replace(/^.*\//, ''), content: text };
};
const sample = 'caisa-a1-0001';
/** Any text around it. */
const containing = (text: string): unknown => expect.stringContaining(text);

describe('an import', () => {
  it('is a dry run first: it says what it would do, and does nothing', async () => {
    const author = await attest.given.instructor();
    const before = await bank();
    const table = tableOf(withFirst(soundItems(3), { objective: 'A1.9' }));

    const checked = await beginImport(author, table);

    expect(checked).toMatchObject({
      state: 'checked',
      check: 1,
      counts: { create: 2, change: 0, skip: 0, refuse: 1 },
    });
    const [faulty] = await rowsOf(author, checked.id, '?show=faults');
    expect(faulty).toMatchObject({ n: 1, line: 2, verdict: 'refuse' });
    expect(faulty?.findings[0]).toMatchObject({
      level: 'fault',
      name: 'objective',
      line: 2,
      message: 'A1.9 is not an objective of the blueprint',
      remedy: 'Write one of: A1.1.',
    });
    expect(await bank()).toEqual(before);
  });

  it('leaves out questions that stand in the bank already, or twice in the table', async () => {
    const author = await attest.given.instructor();
    const table = soundItems(3);
    await apply(author, await beginImport(author, tableOf(table)));
    const [ada = '', ...others] = await rowsOf(author, (await beginImport(author, tableOf(table))).id).then(
      (rows) => rows.map(({ verdict, findings }) => `${verdict}: ${findings[0]?.message ?? ''}`),
    );
    expect(ada).toMatch(/^skip: caisa-a1-\d{4} is this very question, so it is left out$/);
    expect(others).toHaveLength(2);

    const [first] = soundItems(5).slice(3);
    if (first === undefined) throw new Error('there is one');
    const twice = await beginImport(author, tableOf([first, first]));
    expect(twice.counts).toMatchObject({ create: 1, skip: 1 });
    expect((await rowsOf(author, twice.id)).at(1)?.findings[0]?.message).toContain(
      'line 2 is this very question',
    );
  });

  it('says before it is done what loses its approval by it, and by which change', async () => {
    const author = await attest.given.instructor();
    const changed = changedFile(sample, 'stem: Which control would hold here, and why?');
    const checked = await beginImport(author, changed);
    const [row] = await rowsOf(author, checked.id);
    expect(row?.findings[0]).toMatchObject({
      level: 'warning',
      message: 'it is operational now and becomes a draft, since stem changed',
    });
    const beside = await beginImport(author, changedFile(sample));
    expect((await rowsOf(author, beside.id))[0]?.findings).toEqual([]);

    await undo(author, await apply(author, checked));
    const moves = await attest.rows(`SELECT from_status, to_status, reason FROM item_moves`);
    expect(moves).toMatchObject([
      { from_status: 'draft', to_status: 'operational', reason: containing('Undone: import of') },
    ]);
  });

  it('brings everything in as drafts, and is undone as a whole', async () => {
    const author = await attest.given.instructor({ displayName: 'Ada Lovelace' });
    const before = await bank();
    const checked = await beginImport(author, tableOf(soundItems(3)));

    const applied = await apply(author, checked);

    expect(applied.state).toBe('applied');
    const ids = (await rowsOf(author, applied.id)).map(({ recordId }) => recordId);
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) {
      const item = (await author.client.get(`/items/${id ?? ''}`)).read(AuthoredItem);
      expect(item).toMatchObject({ status: 'draft', author: 'Ada Lovelace', reviewers: [] });
    }
    const undone = await undo(author, applied);
    expect(undone).toMatchObject({ state: 'undone', refusal: null });
    expect(await bank()).toEqual(before);
  });

  it('of a changed bank file makes a draft of what was approved; undone, it is as approved as before', async () => {
    const author = await attest.given.instructor();
    const key =
      'stem: "Tokens leave with log lines, and any host may send them. Which change stops the calls that use one?"';
    const before = await written(sample);
    const checked = await beginImport(author, changedFile(sample, key));
    expect(checked.counts).toMatchObject({ create: 0, change: 1 });

    const applied = await apply(author, checked);
    expect(await written(sample)).toMatchObject({
      status: 'draft',
      revision: 2,
      record: { stem: containing('any host') },
    });

    expect((await undo(author, applied)).state).toBe('undone');
    expect(await written(sample)).toEqual({ ...before, revision: 3, version: 3 });
  });

  it('of what the bank holds already skips it', async () => {
    const author = await attest.given.instructor();
    const [row] = await attest.rows(
      `SELECT record FROM item_revisions r JOIN items i ON i.id = r.item_id WHERE i.bank_id = '${sample}'`,
    );
    const text = JSON.stringify({ ...(row?.['record'] as object), status: 'draft' });
    const checked = await beginImport(author, { name: `${sample}.yaml`, content: text });
    expect(checked.counts).toMatchObject({ create: 0, change: 0, skip: 1, refuse: 0 });
    expect(await person(author).apply(checked)).toBeProblem('import-not-ready');
  });

  it('brings a scenario with the questions that show it, and takes both out', async () => {
    const author = await attest.given.instructor();
    const before = await bank();
    const files = [
      { name: 's.yaml', content: stimulusText.replace('caisa-s-001', 'caisa-s-009') },
      changedFile('caisa-a1-0900', 'stimulus: caisa-s-009\nfactsUsed: [1]'),
    ];
    const applied = await apply(author, await beginImport(author, ...files));
    expect(applied).toMatchObject({ state: 'applied', counts: { create: 2 } });
    const stimuli = await attest.rows(`SELECT status FROM stimuli WHERE bank_id = 'caisa-s-009'`);
    expect(stimuli).toEqual([{ status: 'draft' }]);
    await undo(author, applied);
    expect(await bank()).toEqual(before);
  });

  it('lists its own alone, by pages; somebody else’s does not exist', async () => {
    const [author, other] = [await attest.given.instructor(), await attest.given.instructor()];
    const one = await beginImport(author, tableOf(soundItems(1)));
    const two = await beginImport(author, tableOf(soundItems(1)));
    const list = async (of: Person, query = '') =>
      (await of.client.get(`/imports${query}`)).read(BankImports);
    const page = await list(author, '?limit=1');
    expect(page.imports.map(({ id }) => id)).toEqual([two.id]);
    const rest = await list(author, `?limit=1&after=${page.next ?? ''}`);
    expect([rest.imports.map(({ id }) => id), rest.next]).toEqual([[one.id], null]);

    expect((await list(other)).imports).toEqual([]);
    const { client } = other;
    for (const reply of [
      await client.get(`/imports/${one.id}`),
      await client.get(`/imports/${one.id}/rows`),
      await client.delete(`/imports/${one.id}`),
      await client.put(`/imports/${one.id}/columns`, { check: 1, fields: [] }),
      await client.post(`/imports/${one.id}/check`, { check: 1 }),
      await client.post(`/imports/${one.id}/apply`, { check: 1, leaveOutFaulty: true }),
      await client.post(`/imports/${one.id}/undo`, {}),
    ])
      expect(reply).toBeProblem('not-found');
    const reviewer = await attest.given.staff(['reviewer']);
    expect(await reviewer.client.post('/imports', asBody(csv('id\n')))).toBeProblem('permission-missing');
  });

  it('pages its rows, and is deleted while it is not brought in', async () => {
    const author = await attest.given.instructor();
    const { id } = await beginImport(author, tableOf(soundItems(3)));
    const { next } = (await author.client.get(`/imports/${id}/rows?limit=2`)).read(ImportRows);
    expect((await rowsOf(author, id, `?limit=2&after=${next ?? ''}`)).map(({ n }) => n)).toEqual([3]);
    expect(await author.client.get(`/imports/${id}/rows?after=zzz`)).toBeProblem('request-malformed');
    expect((await author.client.delete(`/imports/${id}`)).status).toBe(204);
    expect(await author.client.get(`/imports/${id}`)).toBeProblem('not-found');
  });

  it('holds what its owner says the columns hold, once more checked', async () => {
    const author = await attest.given.instructor();
    const checked = await beginImport(author, csv(`item,labels\n${sample},S1\n`));
    expect(checked.columns.map(({ field }) => field)).toEqual([null, null]);
    expect(checked.findings[0]).toMatchObject({
      level: 'fault',
      message: containing('no column holds: type'),
    });
    const put = (fields: (string | null)[], check = checked.check) =>
      author.client.put(`/imports/${checked.id}/columns`, { check, fields });
    expect(await put(['id', 'nonsense'])).toBeProblem('request-malformed');
    expect(await put(['id'])).toBeProblem('request-malformed');
    expect(await put(['id', 'tags'], 9)).toBeProblem('import-not-ready');

    expect((await put(['id', 'tags'])).read(BankImport).state).toBe('checking');
    const again = await settled(author, checked.id);
    expect(again).toMatchObject({ check: 2, findings: [], counts: { change: 1 } });
    await apply(author, again);
    expect(await written(sample)).toMatchObject({ status: 'operational', record: { tags: ['S1'] } });
  });

  it('is refused whole while a row has faults, and leaves them out only when told', async () => {
    const author = await attest.given.instructor();
    const items = withFirst(soundItems(2), { domain: 'A99' });
    const checked = await beginImport(author, tableOf(items));
    const { apply: ask } = person(author);
    expect(await ask(checked)).toBeProblem('import-not-ready');
    const applied = await apply(author, checked, true);
    expect(applied).toMatchObject({ state: 'applied', leftOut: 1, counts: { create: 1, refuse: 1 } });
  });

  it('has a template that comes in as it is', async () => {
    const author = await attest.given.instructor();
    const template = (await author.client.get('/imports/template')).read(ImportTemplate);
    expect(template.text).toMatch(/^\uFEFFid,type,/);
    const checked = await beginImport(author, csv(template.text));
    expect(checked.columns.every(({ field, name }) => field === name)).toBe(true);
    expect(await rowsOf(author, checked.id)).toHaveLength(6);
  });
});

describe('what cannot be read', () => {
  it.each<[string, string, string | Uint8Array, object]>([
    [
      'another encoding',
      'a.csv',
      Uint8Array.from([...Buffer.from('id\nab'), 0x96]),
      {
        line: 2,
        column: 3,
        message: 'byte 6 (0x96) is not UTF-8',
        remedy: containing('CSV UTF-8'),
      },
    ],
    [
      'an open quote',
      'a.csv',
      'id,stem\na,"b\n',
      { line: 2, column: 3, message: containing('never closed') },
    ],
    ['an empty file', 'a.csv', '', { message: 'the file is empty' }],
    [
      'too many rows',
      'a.csv',
      `id\n${'x\n'.repeat(2_001)}`,
      { line: 2002, message: containing('2001 rows') },
    ],
    ['a workbook', 'a.xlsx', 'PK', { remedy: containing('CSV UTF-8') }],
    [
      'a table without the needed columns',
      'a.csv',
      'stem\nx\n',
      { message: containing('no column holds: type, certification') },
    ],
  ])('is named with its place and what to do: %s', async (_what, name, content, finding) => {
    const author = await attest.given.instructor();
    const checked = await beginImport(author, { name, content });
    expect(checked).toMatchObject({ state: 'checked', counts: { create: 0 } });
    expect(checked.findings[0]).toMatchObject({ level: 'fault', file: name, ...finding });
    expect(await person(author).apply(checked)).toBeProblem('import-not-ready');
  });

  it('is refused at once when it is too large, or no file at all', async () => {
    const author = await attest.given.instructor();
    const tooLarge = asBody(csv(Buffer.alloc(5 * 1024 * 1024 + 1, 'x')));
    expect(await author.client.post('/imports', tooLarge)).toBeProblem('body-too-large');
    const huge = { files: [{ name: 'a.csv', content: 'x'.repeat(50_000_000) }] };
    expect(await author.client.post('/imports', huge)).toBeProblem('body-too-large');
    for (const files of [[], [{ name: 'a.csv', content: '%%%' }], [{ name: '', content: '' }]])
      expect(await author.client.post('/imports', { files })).toBeProblem('request-malformed');
    expect(await attest.rows('SELECT 1 FROM imports')).toEqual([]);
  });

  it('is refused when a person has too much of it', async () => {
    const author = await attest.given.instructor();
    for (let count = 0; count < 20; count += 1) await author.client.post('/imports', asBody(csv('id\n')));
    expect(await author.client.post('/imports', asBody(csv('id\n')))).toBeProblem('imports-at-limit');
  });
});

describe('all or nothing', () => {
  it('a failure in the middle leaves nothing, and says so', async () => {
    const author = await attest.given.instructor();
    const checked = await beginImport(author, tableOf(soundItems(5)));
    const before = await bank();
    // The fourth item cannot be stored.
    await attest.rows(`
      CREATE FUNCTION fail_fourth() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.first_words LIKE 'In case 4 %' THEN RAISE EXCEPTION 'broken on purpose'; END IF;
        RETURN NEW;
      END $$`);
    await attest.rows(
      `CREATE TRIGGER fail_fourth BEFORE INSERT ON items FOR EACH ROW EXECUTE FUNCTION fail_fourth()`,
    );
    try {
      const refused = await apply(author, checked);
      expect(refused).toMatchObject({
        state: 'checked',
        refusal: {
          act: 'apply',
          reasons: [{ id: null, reason: containing('nothing was changed') }],
        },
      });
      expect(await bank()).toEqual(before);
    } finally {
      await attest.rows('DROP TRIGGER fail_fourth ON items');
      await attest.rows('DROP FUNCTION fail_fourth');
    }
    expect(await apply(author, checked)).toMatchObject({ state: 'applied' });
  });

  it('tells how far it is while nobody sees any of it yet', async () => {
    const author = await attest.given.instructor();
    const checked = await beginImport(author, tableOf(soundItems(300)));
    const before = await bank();
    (await person(author).apply(checked)).read(BankImport);
    const progress = async () =>
      (await author.client.get(`/imports/${checked.id}`)).read(BankImport).progress;

    await expect
      .poll(async () => (await progress())?.done, { interval: 20, timeout: 10_000 })
      .toBeGreaterThan(0);
    expect(await progress()).toMatchObject({ total: 300 });
    expect(await bank()).toEqual(before);

    expect(await settled(author, checked.id)).toMatchObject({ state: 'applied', progress: null });
    expect(await bank()).toHaveLength(before.length + 300);
  });

  it('an item that was changed since the check is named, and a new check asked for', async () => {
    const author = await attest.given.instructor();
    const [one, other] = [
      await beginImport(author, changedFile(sample)),
      await beginImport(author, changedFile(sample, 'incidents: [larkfield]')),
    ];
    await apply(author, other);

    const refused = await apply(author, one);

    expect(refused).toMatchObject({
      state: 'checked',
      refusal: { act: 'apply', reasons: [{ id: sample, reason: containing('newer version') }] },
    });
    expect(await written(sample)).toMatchObject({ revision: 2 });
    await author.client.post(`/imports/${one.id}/check`, { check: one.check });
    expect(await apply(author, await settled(author, one.id))).toMatchObject({
      state: 'applied',
      refusal: null,
    });
  });

  it('what a register lost since the check bars the whole', async () => {
    const author = await attest.given.instructor();
    const checked = await beginImport(author, tableOf(soundItems(2)));
    await attest.rows(
      `UPDATE bank_errors SET id = 'renamed', record = jsonb_set(record, '{id}', '"renamed"')`,
    );
    const refused = await apply(author, checked);
    expect(refused.refusal?.reasons).toHaveLength(2);
    expect(refused).toMatchObject({
      state: 'checked',
      refusal: { reasons: [{ id: 'line 2' }, { id: 'line 3' }] },
    });
  });

  it('is not undone once somebody has built on it', async () => {
    const author = await attest.given.instructor();
    const applied = await apply(author, await beginImport(author, tableOf(soundItems(2))));
    const [, { recordId } = { recordId: null }] = await rowsOf(author, applied.id);
    const before = await bank();
    await author.client.post('/item-drafts', { itemId: recordId });

    const refused = await undo(author, applied);

    expect(refused).toMatchObject({
      state: 'applied',
      refusal: {
        act: 'undo',
        reasons: [{ id: recordId, reason: 'somebody is writing a new version of it' }],
      },
    });
    expect(await bank()).toEqual(before);
  });

  it('tells in the audit trail who brought in and took out what', async () => {
    const author = await attest.given.instructor();
    const applied = await apply(author, await beginImport(author, tableOf(soundItems(1))));
    await undo(author, applied);
    const events = await attest.rows(
      `SELECT kind FROM audit_events WHERE subject_id = '${applied.id}' ORDER BY id`,
    );
    expect(events.map(({ kind }) => kind)).toEqual([
      'import.begun',
      'import.apply-asked',
      'import.applied',
      'import.undo-asked',
      'import.undone',
    ]);
  });
});

/** The first of them with something wrong. */
const withFirst = (items: readonly ItemText[], changes: object): ItemText[] =>
  items.map((item, at) => (at === 0 ? { ...item, ...changes } : item));

const person = ({ client }: Person) => ({
  apply: ({ id, check }: BankImport, leaveOutFaulty = false) =>
    client.post(`/imports/${id}/apply`, { check, leaveOutFaulty }),
});

async function apply(author: Person, checked: BankImport, leaveOutFaulty = false): Promise<BankImport> {
  (await person(author).apply(checked, leaveOutFaulty)).read(BankImport);
  return settled(author, checked.id);
}

async function undo(author: Person, { id }: BankImport): Promise<BankImport> {
  (await author.client.post(`/imports/${id}/undo`, {})).read(BankImport);
  return settled(author, id);
}

/** Everything the bank holds, but when and how often it was saved. */
function bank() {
  return attest.rows(
    `SELECT i.bank_id, i.status, i.metadata, v.content_hash, k.key_hash, r.record,
       (SELECT count(*)::int FROM item_versions) AS versions, (SELECT count(*)::int FROM stimuli) AS stimuli
     FROM items i JOIN item_versions v ON v.item_id = i.id AND v.version = i.version
     JOIN item_keys k ON k.item_version_id = v.id AND k.key_revision = i.key_revision
     JOIN item_revisions r ON r.item_id = i.id AND r.revision = i.revision ORDER BY 1`,
  );
}

async function written(id: string) {
  const [row] = await attest.rows(
    `SELECT i.status, i.metadata, i.revision, i.version, v.content, v.content_hash, k.key, r.record
     FROM items i JOIN item_versions v ON v.item_id = i.id AND v.version = i.version
     JOIN item_keys k ON k.item_version_id = v.id AND k.key_revision = i.key_revision
     JOIN item_revisions r ON r.item_id = i.id AND r.revision = i.revision WHERE i.bank_id = $1`,
    [id],
  );
  return row;
}
