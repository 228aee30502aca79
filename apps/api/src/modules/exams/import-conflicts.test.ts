import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { itemWith, sampleFile, surroundings } from '../../../../../libs/item-bank/tests/samples.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { startProcess, type AttestProcess } from '../../../../../tests/support/attest-process.ts';
import { BankFolder } from '../../../../../tests/support/bank-folder.ts';
import { reportImport } from '../../report-import.ts';
import { QuestionBankImport } from './index.ts';

const attest = useAttest();
const folder = new BankFolder();
const item = 'caisa/items/a1/caisa-a1-0001.yaml';

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

describe('where file and database both changed', () => {
  it('the database wins and the conflict is reported, at every import', async () => {
    await run();
    await retireByHand();
    folder.change(item, '0.62', '0.7');

    const first = await run();
    const second = await run();

    for (const report of [first, second]) {
      expect(report.certifications[0]).toMatchObject({ created: 0, changed: 0, conflicts: [item] });
    }
    expect(reportImport(first)).toEqual([
      `question-bank/${item} and the database both changed: kept the database (--take files takes the file).`,
    ]);
    expect(await stored()).toEqual({ status: 'retired', difficulty: '0.62' });
  });

  it('the file wins when told so, and the conflict is over', async () => {
    await run();
    await retireByHand();
    folder.change(item, '0.62', '0.7');

    const report = await run({ takeFiles: true });

    expect(report.certifications[0]).toMatchObject({ changed: 1, conflicts: [] });
    expect(await stored()).toEqual({ status: 'operational', difficulty: '0.7' });
    expect((await run()).certifications[0]).toMatchObject({ changed: 0, unchanged: 3, conflicts: [] });
  });

  it('in the same way, there is no conflict', async () => {
    await run();
    await retireByHand();
    folder.change(item, 'status: operational', 'status: retired');

    const report = await run();

    expect(report.certifications[0]).toMatchObject({ changed: 0, unchanged: 3, conflicts: [] });
  });

  it('other files are imported all the same', async () => {
    await run();
    await retireByHand();
    folder.change(item, '0.62', '0.7');
    folder.write('caisa/items/a1/caisa-a1-0002.yaml', itemWith('{}', 'caisa-a1-0002').text);

    expect((await run()).certifications[0]).toMatchObject({ created: 1, conflicts: [item] });
  });
});

describe('where only the database changed', () => {
  it.each([false, true])('an import changes nothing (files taken: %s)', async (takeFiles) => {
    await run();
    await retireByHand();

    const report = await run({ takeFiles });

    expect(report.certifications[0]).toMatchObject({ changed: 0, unchanged: 3, conflicts: [] });
    expect(await stored()).toEqual({ status: 'retired', difficulty: '0.62' });
  });
});

describe('a file that moved', () => {
  it('with its item to another domain changes the item: nobody touched the database', async () => {
    await run();
    const moved = 'caisa/items/a2/caisa-a1-0001.yaml';
    folder.move(item, moved);
    folder.change(moved, 'domain: A1', 'domain: A2');
    folder.change(moved, 'objective: A1.1', 'objective: A2.1');

    const report = await run();

    expect(report).toMatchObject({ faults: [], certifications: [{ changed: 1, conflicts: [] }] });
    expect(await attest.rows('SELECT domain FROM items')).toEqual([{ domain: 'A2' }]);
    expect(await attest.rows(`SELECT path FROM bank_files WHERE kind = 'item'`)).toEqual([{ path: moved }]);
    expect((await run()).certifications[0]).toMatchObject({ changed: 0, unchanged: 3, conflicts: [] });
  });
});

describe('a faulty file', () => {
  it('keeps everything out, and is named with line and column', async () => {
    folder.change(item, 'domain: A1', 'domain: A9');

    const report = await run();

    expect(report.certifications).toEqual([]);
    expect(reportImport(report)[0]).toMatch(
      /^question-bank\/caisa\/items\/a1\/caisa-a1-0001\.yaml:5:12 A1\.1 is not an objective of domain A9$/,
    );
    expect(reportImport(report).at(-1)).toContain('was not imported: 1 fault. What');
    expect(await attest.rows('SELECT 1 FROM items UNION ALL SELECT 1 FROM stimuli')).toEqual([]);
  });

  it('leaves what was imported before as it was', async () => {
    await run();
    folder.change(item, 'expectedDifficulty: 0.62', 'expectedDifficulty: [');

    const report = await run();

    expect(report.faults.length).toBeGreaterThan(0);
    expect(await stored()).toEqual({ status: 'operational', difficulty: '0.62' });
  });
});

describe('an import that breaks off', () => {
  it('leaves nothing of its certification, and the next one completes it', async () => {
    await attest.rows(`ALTER TABLE exams ADD CONSTRAINT planted CHECK (slug <> 'caisa-short')`);
    await expect(run()).rejects.toThrow('planted');
    await attest.rows('ALTER TABLE exams DROP CONSTRAINT planted');

    const found = await attest.rows('SELECT 1 FROM items UNION ALL SELECT 1 FROM bank_files');

    expect(found).toEqual([]);
    expect((await run()).certifications[0]).toMatchObject({ created: 3, conflicts: [] });
  });
});

function run({ takeFiles = false } = {}) {
  return importer.app.get(QuestionBankImport, { strict: false }).run({ takeFiles });
}

/** What an instructor will be able to do on screen. */
async function retireByHand(): Promise<void> {
  await attest.rows(
    `UPDATE items SET status = 'retired', metadata = jsonb_set(metadata, '{status}', '"retired"')`,
  );
}

async function stored() {
  const [row] = await attest.rows(
    `SELECT status, metadata ->> 'expectedDifficulty' AS difficulty FROM items`,
  );
  return row;
}
