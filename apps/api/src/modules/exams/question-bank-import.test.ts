import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  errorsText,
  itemText,
  sampleFile,
  surroundings,
} from '../../../../../libs/item-bank/tests/samples.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { startProcess, type AttestProcess } from '../../../../../tests/support/attest-process.ts';
import { BankFolder } from '../../../../../tests/support/bank-folder.ts';
import { reportImport } from '../../report-import.ts';
import { QuestionBankImport } from './index.ts';

const attest = useAttest();
const folder = new BankFolder();
const item = 'caisa/items/a1/caisa-a1-0001.yaml';
const stimulus = 'caisa/stimuli/caisa-s-001.yaml';
const exam = 'caisa/exams/caisa-short.yaml';

let importer: AttestProcess;
beforeAll(async () => {
  importer = await startProcess(attest.databaseUrl, { QUESTION_BANK_DIRECTORY: folder.path });
});
beforeEach(() => {
  folder.fill([...surroundings, sampleFile]);
});
afterAll(async () => {
  await importer.close();
  folder.remove();
});

describe('an import', () => {
  it('brings every file into the database and says so', async () => {
    const report = await run();

    expect(report).toEqual({
      faults: [],
      certifications: [{ code: 'CAISA', created: 3, changed: 0, unchanged: 0, conflicts: [] }],
    });
    expect(reportImport(report)).toEqual(['Imported CAISA: 3 new, 0 changed.']);
    expect(await versions()).toEqual({ version: 1, key_revision: 1, versions: 1, keys: 1 });
  });

  it('does nothing the second time', async () => {
    await run();
    const before = await everything();
    await attest.databaseClock.advance(3600);

    const report = await run();

    expect(report.certifications[0]).toMatchObject({ created: 0, changed: 0, unchanged: 3, conflicts: [] });
    expect(reportImport(report)).toEqual([]);
    expect(await everything()).toEqual(before);
  });

  it('keeps keys, rationales and hints away from what candidates get', async () => {
    await run();

    const [content] = await attest.rows(
      `SELECT string_agg(c::text, '') AS text FROM
         (SELECT content AS c FROM item_versions UNION ALL SELECT content FROM stimulus_versions) AS all_content`,
    );
    const [key] = await attest.rows('SELECT key::text AS text FROM item_keys');

    expect(content?.['text']).toContain('Bind the token to the agent.');
    for (const secret of ['worth nothing to anyone', 'over-reaction', 'flipFact', 'all-or-nothing', '0.62']) {
      expect(content?.['text']).not.toContain(secret);
    }
    expect(key?.['text']).toContain('worth nothing to anyone');
  });
});

describe('a changed file', () => {
  it.each([
    ['text of an option', 'Bind the token to the agent.', 'Bind the token to one agent.'],
    ['text of the stem', 'once a week', 'once a month'],
  ])('makes a new version where candidates would see it: %s', async (_what, from, to) => {
    await run();
    folder.change(item, from, to);

    const report = await run();

    expect(report.certifications[0]).toMatchObject({ created: 0, changed: 1, unchanged: 2 });
    expect(await versions()).toEqual({ version: 2, key_revision: 1, versions: 2, keys: 2 });
    const contents = await attest.rows('SELECT content::text AS text FROM item_versions ORDER BY version');
    expect(contents.map(({ text }) => String(text).includes(to))).toEqual([false, true]);
  });

  it.each([
    ['rationale', 'worth nothing to anyone else', 'worth nothing to a stranger'],
    ['scoring', 'key: [a]', 'key: [a]\nshuffle: true'],
  ])('of the %s leaves the version alone', async (_what, from, to) => {
    await run();
    folder.change(item, from, to);

    await run();

    expect(await versions()).toMatchObject({ version: 1, versions: 1 });
  });

  it('makes a new key revision of the same version where only the key differs, and keeps the old one', async () => {
    await run();
    folder.change(item, 'worth nothing to anyone else', 'worth nothing to a stranger');

    await run();

    expect(await versions()).toEqual({ version: 1, key_revision: 2, versions: 1, keys: 2 });
    const keys = await attest.rows('SELECT key::text AS text FROM item_keys ORDER BY key_revision');
    expect(keys.map(({ text }) => String(text).includes('a stranger'))).toEqual([false, true]);
  });

  it('changes the item in place where neither content nor key differ', async () => {
    await run();
    folder.change(item, 'expectedDifficulty: 0.62', 'expectedDifficulty: 0.7');

    const report = await run();

    expect(report.certifications[0]).toMatchObject({ changed: 1, unchanged: 2 });
    expect(await versions()).toEqual({ version: 1, key_revision: 1, versions: 1, keys: 1 });
    expect(await attest.rows('SELECT expected_difficulty FROM items')).toEqual([
      { expected_difficulty: 0.7 },
    ]);
  });

  it('that says the same in other words of YAML changes nothing', async () => {
    await run();
    const before = await attest.rows('SELECT * FROM items');
    folder.write(item, `# A comment.\n${itemText}`);
    await attest.databaseClock.advance(3600);

    const report = await run();

    expect(report.certifications[0]).toMatchObject({ changed: 0, unchanged: 3, conflicts: [] });
    expect(await attest.rows('SELECT * FROM items')).toEqual(before);
  });

  it('of a scenario makes a new version of it, and none of its items', async () => {
    await run();
    folder.change(stimulus, 'nine offices', 'ten offices');

    await run();

    expect(await attest.rows('SELECT version FROM stimuli')).toEqual([{ version: 2 }]);
    expect(await attest.rows('SELECT count(*)::int AS count FROM stimulus_versions')).toEqual([{ count: 2 }]);
    expect(await versions()).toMatchObject({ version: 1, versions: 1 });
  });

  it('of an exam makes a new version of it', async () => {
    await run();
    folder.change(exam, 'durationSeconds: 600', 'durationSeconds: 900');

    await run();

    const found = await attest.rows(
      `SELECT v.version, v.definition ->> 'durationSeconds' AS seconds FROM exam_versions v ORDER BY v.version`,
    );
    expect(found).toEqual([
      { version: 1, seconds: '600' },
      { version: 2, seconds: '900' },
    ]);
    expect(await attest.rows('SELECT version FROM exams')).toEqual([{ version: 2 }]);
  });

  it('of a register is taken over', async () => {
    await run();
    folder.write('errors.yaml', errorsText.replace('Stopping too much.', 'Stopping what should go on.'));

    await run();

    expect(await attest.rows('SELECT misconception FROM bank_errors')).toEqual([
      { misconception: 'Stopping what should go on.' },
    ]);
  });
});

describe('a missing file', () => {
  it('retires nothing', async () => {
    await run();
    folder.remove(item);

    const report = await run();

    expect(report.certifications[0]).toMatchObject({ created: 0, changed: 0, unchanged: 2, conflicts: [] });
    expect(await attest.rows('SELECT status FROM items')).toEqual([{ status: 'operational' }]);
  });
});

function run({ takeFiles = false } = {}) {
  return importer.app.get(QuestionBankImport, { strict: false }).run({ takeFiles });
}

async function versions() {
  const [row] = await attest.rows(
    `SELECT version, key_revision, (SELECT count(*)::int FROM item_versions) AS versions,
       (SELECT count(*)::int FROM item_keys) AS keys FROM items`,
  );
  return row;
}

/** All rows an import may touch. */
async function everything() {
  const tables = [
    'items',
    'item_versions',
    'item_keys',
    'stimuli',
    'stimulus_versions',
    'exams',
    'bank_files',
  ];
  return Promise.all(tables.map((table) => attest.rows(`SELECT * FROM ${table} ORDER BY 1, 2`)));
}
