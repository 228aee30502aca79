import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import { startProcess, type AttestProcess } from '../../../../../tests/support/attest-process.ts';
import { BankFolder } from '../../../../../tests/support/bank-folder.ts';
import { truncateAll } from '../../../../../tests/support/database.ts';
import { shippedFiles } from '../../../../../tests/support/gallery.ts';
import { exportBank, reportExport } from '../../export-bank.ts';
import { QuestionBankImport } from './index.ts';

const attest = useAttest();
const bankFiles = shippedFiles().filter(({ path }) => !path.startsWith('gallery/'));
const shipped = new BankFolder();
const exported = new BankFolder();
const again = new BankFolder();

let fromShipped: AttestProcess;
let fromExported: AttestProcess;
beforeAll(async () => {
  fromShipped = await startProcess(attest.databaseUrl, { QUESTION_BANK_DIRECTORY: shipped.path });
  fromExported = await startProcess(attest.databaseUrl, { QUESTION_BANK_DIRECTORY: exported.path });
});
afterAll(async () => {
  await Promise.all([fromShipped.close(), fromExported.close()]);
  for (const folder of [shipped, exported, again]) folder.remove();
});

describe('the bank that leaves the database', () => {
  it('comes back without loss: what was exported, imported into an empty database and exported again is the same', async () => {
    shipped.fill(bankFiles);
    await importFrom(fromShipped);
    const first = await exportBank(fromShipped.app, exported.path);
    expect(first).toMatchObject({ unchanged: 0, unknown: [] });

    await truncateAll(attest.databaseUrl);
    const report = await importFrom(fromExported);
    expect(report.faults).toEqual([]);
    expect(await exportBank(fromExported.app, again.path)).toEqual(first);

    const files = filesIn(exported.path);
    expect(files.length).toBe(first.written);
    expect(filesIn(again.path)).toEqual(files);
    for (const path of files) expect(textIn(again, path), path).toBe(textIn(exported, path));
  });

  it('leaves files alone that hold the same record in another layout', async () => {
    shipped.fill(bankFiles);
    await importFrom(fromShipped);
    const before = filesIn(shipped.path).map((path) => textIn(shipped, path));

    const report = await exportBank(fromShipped.app, shipped.path);

    expect(report).toEqual({ written: 0, unchanged: before.length, unknown: [] });
    expect(filesIn(shipped.path).map((path) => textIn(shipped, path))).toEqual(before);
  });

  it('writes what changed in the database, and says what it cannot write', async () => {
    shipped.fill(bankFiles);
    await importFrom(fromShipped);
    await attest.rows(`UPDATE items SET status = 'retired' WHERE bank_id = 'caisa-a1-0001'`);
    await attest.rows(`UPDATE items SET revision = 0 WHERE bank_id = 'caisa-a1-0002'`);

    const report = await exportBank(fromShipped.app, shipped.path);

    expect(report).toMatchObject({ written: 1, unknown: ['caisa-a1-0002'] });
    expect(textIn(shipped, 'caisa/items/a1/caisa-a1-0001.yaml')).toContain('status: retired');
    expect(reportExport(report)[1]).toMatch(/^caisa-a1-0002 was not written: import its file once/);
  });
});

function importFrom({ app }: AttestProcess) {
  return app.get(QuestionBankImport, { strict: false }).run({ takeFiles: false });
}

function filesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml'))
    .toSorted();
}

function textIn(folder: BankFolder, path: string): string {
  return readFileSync(join(folder.path, path), 'utf8');
}
