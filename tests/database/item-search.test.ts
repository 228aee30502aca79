import { expect, it } from 'vitest';
import { migrationDataSource } from '../../apps/api/src/platform/database/data-source.ts';
import { ItemSearch1763769690000 } from '../../migrations/1763769690000-item-search.ts';
import { useAttest } from '../support/app.ts';
import { query } from '../support/database.ts';
import { emptyDatabaseBeside } from '../support/empty-server.ts';

const attest = useAttest();
const migration = new ItemSearch1763769690000();

const content = {
  title: 'Larkfield: claims copilot',
  facts: [{ n: 1, html: '<p>Serves <strong>400</strong> adjusters</p>' }],
  exhibits: [{ kind: 'diagram', nodes: [{ label: 'Vector index' }] }],
};

it('items and stimuli that are there are found by their words, and go back to text that is searched', async () => {
  const url = await emptyDatabaseBeside(attest.databaseUrl);
  await query(url, 'CREATE TABLE stimuli (id int, organisation text, industry text, version int)');
  await query(url, 'CREATE TABLE stimulus_versions (stimulus_id int, version int, content jsonb)');
  await query(
    url,
    `CREATE TABLE items (bank_id text, objective text, first_words text, stimulus_id int, metadata jsonb,
       search_text text NOT NULL)`,
  );
  await query(url, `INSERT INTO stimuli VALUES (1, 'Larkfield', 'insurance', 2)`);
  await query(url, `INSERT INTO stimulus_versions VALUES (1, 1, '{"title": "Old title"}'), (1, 2, $1)`, [
    JSON.stringify(content),
  ]);
  await query(
    url,
    `INSERT INTO items VALUES ('caisa-a1-0001', 'A1.1', 'Which token', 1,
         '{"references": [{"source": "RFC"}, {"source": "ATLAS"}, {"source": "RFC"}]}', 'caisa-a1-0001 A1.1 S6 Which token? Bind it.'),
       ('caisa-a1-0002', 'A1.1', '', NULL, '{"references": []}', '')`,
  );

  const dataSource = await migrationDataSource(url).initialize();
  const runner = dataSource.createQueryRunner();
  await migration.up(runner);
  const found = async (words: string) =>
    (await query<{ id: string }>(url, `SELECT bank_id AS id FROM items WHERE search @@ $1`, [words])).map(
      ({ id }) => id,
    );
  const after = {
    own: await found('caisa & a1 & 0001 & bind & s6:*'),
    ofStimulus: await found('larkfield & 400 & adjusters & vector & insurance'),
    old: await found('old'),
    markup: await found('strong'),
    frameworks: await query(
      url,
      'SELECT array(SELECT unnest(frameworks) ORDER BY 1) AS frameworks FROM items ORDER BY bank_id',
    ),
    stimuli: await query(url, `SELECT id FROM stimuli WHERE search @@ 'copilot & insurance'`),
  };
  await migration.down(runner);
  const before = await query<{ text: string }>(url, 'SELECT search_text AS text FROM items ORDER BY bank_id');
  await dataSource.destroy();

  expect(after).toEqual({
    own: ['caisa-a1-0001'],
    ofStimulus: ['caisa-a1-0001'],
    old: [],
    markup: [],
    frameworks: [{ frameworks: ['ATLAS', 'RFC'] }, { frameworks: [] }],
    stimuli: [{ id: 1 }],
  });
  expect(before[0]?.text).toMatch(/^caisa-a1-0001 A1\.1 Which token .*\bbind\b/);
  expect(before[1]?.text).toBe('caisa-a1-0002 A1.1  ');
});
