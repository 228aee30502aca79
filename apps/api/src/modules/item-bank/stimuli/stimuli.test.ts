import { BankStimuli, StimulusWithItems } from '@attest/contracts';
import { expect, it, describe } from 'vitest';
import { stimulusText, surroundings } from '../../../../../../libs/item-bank/tests/samples.ts';
import { useAttest } from '../../../../../../tests/support/app.ts';
import { bankTables, importBank } from '../../../../../../tests/support/bank.ts';
import { BankFolder } from '../../../../../../tests/support/bank-folder.ts';
import { detailOf } from '../../../../../../tests/support/problem-detail.ts';
import { sampleItems } from '../../../../../../tests/support/sample-bank.ts';
import type { HttpClient } from '../../../../../../tests/support/http-client.ts';

const ids = Array.from({ length: 7 }, (_, at) => `caisa-s-00${String(at + 1)}`);

const attest = useAttest({ prepare: importScenarios, keptTables: bankTables });

describe('the scenarios of the bank', () => {
  it('are closed to candidates and strangers', async () => {
    const { client } = await attest.given.candidate();

    for (const path of ['/stimuli', '/stimuli/caisa-s-001', '/stimuli/no-such-stimulus']) {
      expect(await client.get(path)).toBeProblem('permission-missing');
      expect(await attest.stranger.get(path)).toBeProblem('sign-in-required');
    }
  });

  it('are listed in order of their id, with the number of their items', async () => {
    const { stimuli, ...page } = await read('');

    expect(stimuli.map(({ id }) => id)).toEqual(ids);
    expect(page).toEqual({
      total: 7,
      position: 0,
      next: null,
      previous: null,
      facets: {
        status: [{ value: 'operational', count: 7 }],
        certification: [{ value: 'CAISA', count: 7 }],
      },
    });
    expect(stimuli[0]).toMatchObject({
      title: 'Larkfield: claims copilot',
      organisation: 'Larkfield',
      industry: 'insurance',
      status: 'operational',
      itemCount: 2,
      version: 1,
    });
    expect(stimuli[1]?.itemCount).toBe(0);
  });

  it('are shown once each, page by page, and again on the way back', async () => {
    const first = await read('limit=3');
    const second = await read(`limit=3&after=${first.next ?? ''}`);
    const third = await read(`limit=3&after=${second.next ?? ''}`);

    expect([first, second, third].map(({ stimuli }) => stimuli.map(({ id }) => id))).toEqual([
      ids.slice(0, 3),
      ids.slice(3, 6),
      ids.slice(6),
    ]);
    expect([first, second, third].map(({ position, total }) => [position, total])).toEqual([
      [0, 7],
      [3, 7],
      [6, 7],
    ]);
    expect(third.next).toBeNull();
    expect(await read(`limit=3&before=${third.previous ?? ''}`)).toEqual(second);
    expect(await read(`limit=3&before=${second.previous ?? ''}`)).toEqual(first);
  });

  it.each([
    ['caisa-s-003', ['caisa-s-003']],
    ['quillbrook', ['caisa-s-004']],
    ['adjust nine', ids],
    ['insur caisa-s-00', ids],
    ['nowhere-else', []],
    [`'a:* & |`, ids],
    ['%', []],
  ])('are found by %j', async (words, found) => {
    const { stimuli, total } = await read(`search=${encodeURIComponent(words)}`);

    expect({ found: stimuli.map(({ id }) => id), total }).toEqual({ found, total: found.length });
  });

  it.each([
    'after=nonsense',
    'before=nonsense',
    'after=W10',
    'limit=0',
    'sort=title',
    'status=lost',
    'sort=updated&after=WyJhIl0',
  ])('are not asked for with %s', async (query) => {
    const { client } = await attest.given.instructor();

    expect(await client.get(`/stimuli?${query}`)).toBeProblem('request-malformed');
  });

  it('are narrowed by status and certification, with what could be chosen instead', async () => {
    await attest.rows(`UPDATE stimuli SET status = 'draft' WHERE bank_id = 'caisa-s-003'`);
    const { stimuli, facets } = await read('status=draft');
    await attest.rows(`UPDATE stimuli SET status = 'operational'`);

    expect(stimuli.map(({ id }) => id)).toEqual(['caisa-s-003']);
    expect(facets).toEqual({
      status: [
        { value: 'draft', count: 1 },
        { value: 'operational', count: 6 },
      ],
      certification: [{ value: 'CAISA', count: 1 }],
    });
    expect(await read('certification=CAISP')).toMatchObject({ total: 0, facets: { status: [] } });
  });

  it('stand in the order of their latest change, page by page and back', async () => {
    await attest.rows(
      `UPDATE stimuli SET updated_at = updated_at + interval '1 day' WHERE bank_id = 'caisa-s-005'`,
    );
    const first = await read('sort=updated&limit=3');
    const second = await read(`sort=updated&limit=3&after=${first.next ?? ''}`);
    const back = await read(`sort=updated&limit=3&before=${second.previous ?? ''}`);

    expect(first.stimuli[0]?.id).toBe('caisa-s-005');
    expect([...first.stimuli, ...second.stimuli].map(({ id }) => id)).toHaveLength(6);
    expect(new Set([...first.stimuli, ...second.stimuli].map(({ id }) => id)).size).toBe(6);
    expect([first.position, second.position]).toEqual([0, 3]);
    expect(back).toEqual(first);
  });

  it('are not asked for after one place and before another', async () => {
    const { next } = await read('limit=2');
    const { client } = await attest.given.instructor();

    const reply = await client.get(`/stimuli?after=${next ?? ''}&before=${next ?? ''}`);

    expect(reply).toBeProblem('request-malformed');
  });
});

describe('a scenario', () => {
  it('is shown with its facts, its exhibits and its items', async () => {
    const client = await instructor();

    const found = (await client.get('/stimuli/caisa-s-001')).read(StimulusWithItems);

    expect(found.stimulus.exhibits.map(({ kind }) => kind)).toEqual(['diagram', 'text', 'log', 'table']);
    expect(found.items.map(({ type, domainName }) => [type, domainName])).toEqual([
      ['hotspot', 'Threats'],
      ['hotspot', 'Threats'],
    ]);
  });

  it('is not found where there is none', async () => {
    const reply = await (await instructor()).get('/stimuli/no-such-stimulus');

    expect(reply).toBeProblem('not-found');
    expect(detailOf(reply)).toContain('no-such-stimulus');
  });
});

async function instructor(): Promise<HttpClient> {
  return (await attest.given.instructor()).client;
}

async function read(query: string): Promise<BankStimuli> {
  return (await (await instructor()).get(`/stimuli?${query}`)).read(BankStimuli);
}

/** The sample bank with six more of its scenario, one of another organisation. */
async function importScenarios(databaseUrl: string): Promise<void> {
  const folder = new BankFolder();
  folder.fill([...surroundings, ...sampleItems]);
  for (const id of ids.slice(1)) {
    const text = stimulusText.replace('caisa-s-001', id);
    folder.write(
      `caisa/stimuli/${id}.yaml`,
      id.endsWith('4') ? text.replaceAll('Larkfield', 'Quillbrook') : text,
    );
  }
  try {
    await importBank(databaseUrl, folder.path);
  } finally {
    folder.remove();
  }
}
