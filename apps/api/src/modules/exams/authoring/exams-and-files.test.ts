import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AuthoredExam, ExamsForAuthors, type ExamDraftText } from '@attest/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useAttest } from '../../../../../../tests/support/app.ts';
import { startProcess, type AttestProcess } from '../../../../../../tests/support/attest-process.ts';
import { BankFolder } from '../../../../../../tests/support/bank-folder.ts';
import { shippedFiles } from '../../../../../../tests/support/gallery.ts';
import type { Person } from '../../../../../../tests/support/given.ts';
import { exportBank } from '../../../export-bank.ts';
import { QuestionBankImport } from '../index.ts';

const attest = useAttest();
const folder = new BankFolder();
const file = 'caisa/exams/caisa-sampler.yaml';
const bankFiles = shippedFiles().filter(({ path }) => !path.startsWith('gallery/'));

let importer: AttestProcess;
beforeAll(async () => {
  importer = await startProcess(attest.databaseUrl, { QUESTION_BANK_DIRECTORY: folder.path });
});
beforeEach(async () => {
  folder.fill(bankFiles);
  await importFiles();
});
afterAll(async () => {
  await importer.close();
  folder.remove();
});

describe('an exam that was published on screen', () => {
  it('is not overwritten by its file, which is reported as a conflict', async () => {
    const { author, exam } = await given();
    await publish(author, await change(author, exam, { durationSeconds: 900 }));
    folder.change(file, 'durationSeconds: 1200', 'durationSeconds: 1800');

    const report = await importFiles();

    expect(conflictsIn(report)).toEqual([file]);
    expect(await read(author, exam.id)).toMatchObject({ version: 2, text: { durationSeconds: 900 } });
  });

  it('is left alone by a file that nobody changed', async () => {
    const { author, exam } = await given();
    await publish(author, await change(author, exam, { durationSeconds: 900 }));

    expect(conflictsIn(await importFiles())).toEqual([]);
    expect((await read(author, exam.id)).text.durationSeconds).toBe(900);
  });

  it('leaves with the export, and its file agrees with it from then on', async () => {
    const { author, exam } = await given();
    await publish(author, await change(author, exam, { durationSeconds: 900, mayGoBack: false }));

    const report = await exportBank(importer.app, folder.path);

    expect(report.written).toBe(1);
    const text = readFileSync(join(folder.path, file), 'utf8');
    expect(text).toContain('durationSeconds: 900');
    expect(text).toContain('mayGoBack: false');
    expect(conflictsIn(await importFiles())).toEqual([]);
    expect((await read(author, exam.id)).version).toBe(2);
  });

  it('and never lay in a file leaves as a new one', async () => {
    const { author, exam } = await given();
    const body = { certification: 'CAISA', slug: 'on-screen', title: 'On screen', copyOf: exam.id };
    await publish(author, (await author.client.post('/authored-exams', body)).read(AuthoredExam));

    await exportBank(importer.app, folder.path);

    const text = readFileSync(join(folder.path, 'caisa/exams/on-screen.yaml'), 'utf8');
    expect(text).toContain('title: On screen');
    expect(conflictsIn(await importFiles())).toEqual([]);
  });
});

describe('a file that changed', () => {
  it('while a draft was open keeps the draft, which is published only after a look at the new version', async () => {
    const { author, exam } = await given();
    const changed = await change(author, exam, { durationSeconds: 900 });
    folder.change(file, 'reveal: all', 'reveal: none');

    expect(conflictsIn(await importFiles())).toEqual([]);

    const seen = await read(author, exam.id);
    expect(seen).toMatchObject({ version: 2, basedOn: 1, text: { durationSeconds: 900, reveal: 'all' } });
    expect(seen.changes.map(({ field }) => field)).toEqual(['durationSeconds', 'reveal']);
    expect(await tryToPublish(author, changed)).toBeProblem('exam-changed-meanwhile');
    expect((await publish(author, seen)).version).toBe(3);
  });
});

async function given(): Promise<{ author: Person; exam: AuthoredExam }> {
  const author = await attest.given.instructor();
  const { exams } = (await author.client.get('/authored-exams')).read(ExamsForAuthors);
  const id = exams.find(({ slug }) => slug === 'caisa-sampler')?.id ?? '';
  return { author, exam: await read(author, id) };
}

function importFiles() {
  return importer.app.get(QuestionBankImport, { strict: false }).run({ takeFiles: false });
}

function conflictsIn(report: Awaited<ReturnType<typeof importFiles>>): string[] {
  return report.certifications.flatMap(({ conflicts }) => conflicts);
}

async function read({ client }: Person, id: string): Promise<AuthoredExam> {
  return (await client.get(`/authored-exams/${id}`)).read(AuthoredExam);
}

async function change(
  { client }: Person,
  { id, lock, text }: AuthoredExam,
  changes: Partial<ExamDraftText>,
): Promise<AuthoredExam> {
  const body = { lock, text: { ...text, ...changes } };
  return (await client.put(`/authored-exams/${id}/draft`, body)).read(AuthoredExam);
}

function tryToPublish({ client }: Person, { id, lock, version }: AuthoredExam) {
  return client.post(`/authored-exams/${id}/versions`, { lock, note: 'For a test', over: version });
}

async function publish(person: Person, exam: AuthoredExam): Promise<AuthoredExam> {
  return (await tryToPublish(person, exam)).read(AuthoredExam);
}
