import { Gallery, TriedAnswer } from '@attest/contracts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { useAttest } from '../../../../../../tests/support/app.ts';
import { startProcess } from '../../../../../../tests/support/attest-process.ts';
import { BankFolder } from '../../../../../../tests/support/bank-folder.ts';
import { bankTables, provideBank } from '../../../../../../tests/support/bank.ts';
import { shippedFiles } from '../../../../../../tests/support/gallery.ts';
import type { HttpClient } from '../../../../../../tests/support/http-client.ts';
import { detailOf } from '../../../../../../tests/support/problem-detail.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

const score = '/gallery/caisa-a1-9001/score';
const choose = (...selected: string[]) => ({ value: { RESPONSE: { kind: 'choice', selected } } });

async function instructor(): Promise<HttpClient> {
  return (await attest.given.instructor()).client;
}

describe('the gallery', () => {
  it('is open to whoever may read keys, and to nobody else', async () => {
    const candidate = await attest.given.candidate();
    const proctor = await attest.given.staff(['proctor']);
    const reviewer = await attest.given.staff(['reviewer']);

    for (const { client } of [candidate, proctor]) {
      expect(await client.get('/gallery')).toBeProblem('permission-missing');
      expect(await client.post(score, choose('a'))).toBeProblem('permission-missing');
    }
    expect(await attest.stranger.get('/gallery')).toBeProblem('sign-in-required');
    expect((await reviewer.client.get('/gallery')).status).toBe(200);
  });

  it('shows each entry as candidates see it, with its key, in the order of its list', async () => {
    const { entries, stimuli } = (await (await instructor()).get('/gallery')).read(Gallery);

    expect(entries).toHaveLength(24);
    expect(entries[0]).toMatchObject({
      type: 'single-choice',
      item: { id: 'caisa-a1-9001', number: 1, stimulusId: 'caisa-s-901' },
      keys: [{ responseVariable: 'RESPONSE', correctIds: ['a'], scheme: 'all-or-nothing' }],
      references: [
        { source: 'OWASP-ASI', name: 'OWASP Top 10 for Agentic Applications' },
        { source: 'ATLAS' },
      ],
    });
    expect(entries[0]?.shows).toContain('every kind of exhibit');
    expect(entries[0]?.keys[0]?.explanations[0]?.error?.misconception).toMatch(/\w/);
    expect(stimuli.map(({ id }) => id)).toEqual(['caisa-s-901', 'caisa-s-902']);
  });

  it('is in no bank: no list, no item and no form can hold it', async () => {
    const client = await instructor();

    expect(await client.get('/items/caisa-a1-9001')).toBeProblem('not-found');
    expect(await attest.rows(`SELECT bank_id FROM items WHERE bank_id LIKE '%-9___'`)).toEqual([]);
    expect(await attest.rows(`SELECT path FROM bank_files WHERE path LIKE 'gallery%'`)).toEqual([]);
  });
});

describe('trying an answer', () => {
  it('tells the points and where they come from', async () => {
    const client = await instructor();

    const right = (await client.post(score, choose('a'))).read(TriedAnswer);
    const wrong = (await client.post(score, choose('b'))).read(TriedAnswer);

    expect(right).toMatchObject({ points: 1, isScored: true, processing: null });
    expect(right.explanations).toMatchObject([{ terms: [{ refs: ['a'], outcome: 'hit' }], points: 1 }]);
    expect(wrong).toMatchObject({ points: 0 });
  });

  it('runs the rules of an item, with the time that was spent', async () => {
    const client = await instructor();
    const value = {
      STOP: { kind: 'places', selected: ['gateway'] },
      WITHIN: { kind: 'number', text: '20' },
    };
    const tried = async (secondsSpent?: number) =>
      (await client.post('/gallery/caisa-a5-9003/score', { value, secondsSpent })).read(TriedAnswer);

    expect(await tried()).toMatchObject({ points: 1 });
    expect(await tried(600)).toMatchObject({ points: 1 });
    expect(await tried(601)).toMatchObject({ points: 0.75, processing: { template: 'rules', total: 3 } });
  });

  it('leaves a text that people mark unscored', async () => {
    const client = await instructor();
    const value = { RESPONSE: { kind: 'text', text: 'The notes lived on.' } };

    const reply = await client.post('/gallery/caisa-a9-9002/score', { value });

    expect(reply.read(TriedAnswer)).toMatchObject({ points: 0, isScored: false });
  });

  it('refuses what does not fit the item, and items that are not there', async () => {
    const client = await instructor();

    const strange = await client.post(score, choose('z'));
    const missing = await client.post('/gallery/caisa-a1-0001/score', choose('a'));

    expect(strange).toBeProblem('response-malformed');
    expect(detailOf(strange)).toContain('no choice z');
    expect(await client.post(score, choose('a', 'b'))).toBeProblem('response-malformed');
    expect(await client.post(score, { value: { OTHER: null } })).toBeProblem('response-malformed');
    expect(await client.post(score, {})).toBeProblem('request-malformed');
    expect(await client.post(score, { ...choose('a'), secondsSpent: -1 })).toBeProblem('request-malformed');
    expect(missing).toBeProblem('not-found');
    expect(detailOf(missing)).toContain('caisa-a1-0001');
  });
});

it('says that there is no gallery, then what is wrong in its files, and shows it once they are mended', async () => {
  const folder = new BankFolder();
  folder.remove();
  onTestFinished(() => folder.remove());
  const other = await startProcess(attest.databaseUrl, { QUESTION_BANK_DIRECTORY: folder.path });
  onTestFinished(other.close);
  const client = other.as(await attest.given.instructor());
  const list = 'gallery/gallery.yaml';

  const withoutFolder = await client.get('/gallery');
  folder.fill(shippedFiles().filter(({ path }) => !path.startsWith('gallery/')));
  const withoutGallery = await client.get('/gallery');
  folder.fill(shippedFiles());
  folder.change(list, 'shows: "Eight options."', 'tells: "Eight options."');
  const faulty = await client.get('/gallery');
  const faultyScore = await client.post(score, choose('a'));
  folder.change(list, 'tells: "Eight options."', 'shows: "Eight options."');

  for (const reply of [withoutFolder, withoutGallery]) {
    expect(reply).toBeProblem('not-found');
    expect(detailOf(reply)).toContain('has no gallery');
  }
  for (const reply of [faulty, faultyScore]) {
    expect(reply).toBeProblem('not-found');
    expect(reply.text).toMatch(/"faults":\[\{"path":"gallery\/gallery\.yaml:4:/);
  }
  expect((await client.get('/gallery')).read(Gallery).entries).toHaveLength(24);
});
