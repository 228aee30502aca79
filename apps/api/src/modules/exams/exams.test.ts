import { Certifications, Exam, Exams } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import { detailOf } from '../../../../../tests/support/problem-detail.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

describe('the catalogue', () => {
  it('is open to everyone', async () => {
    const { certifications } = (await attest.stranger.get('/certifications')).read(Certifications);
    const { exams } = (await attest.stranger.get('/exams')).read(Exams);

    expect(certifications.map(({ code }) => code)).toEqual(['CAISA', 'CAISP']);
    expect(exams.map(({ slug }) => slug)).toEqual(expect.arrayContaining(['caisa-sampler', 'caisp-sampler']));
  });

  it('names the owner of each credential and weighs its domains to a hundred', async () => {
    const { certifications } = (await attest.stranger.get('/certifications')).read(Certifications);

    expect(certifications.map(({ owner }) => owner.organisation)).toEqual(['Tonex', 'Practical DevSecOps']);
    for (const { domains } of certifications) {
      expect(domains.reduce((sum, { weightPercent }) => sum + weightPercent, 0)).toBeCloseTo(100);
    }
  });

  it('shows the exams of one certification', async () => {
    const { exams } = (await attest.stranger.get('/exams?certification=CAISP')).read(Exams);

    expect(new Set(exams.map(({ certification }) => certification))).toEqual(new Set(['CAISP']));
  });

  it('refuses a certification that nobody offers, and names those there are', async () => {
    const reply = await attest.stranger.get('/exams?certification=CISSP');

    expect(reply).toBeProblem('request-malformed');
    expect(detailOf(reply)).toMatch(/certification.*CAISA/);
  });

  it('is the same read page by page', async () => {
    const whole = (await attest.stranger.get('/exams')).read(Exams);
    const slugs: string[] = [];

    for (let after = ''; ;) {
      const page = (await attest.stranger.get(`/exams?limit=1${after}`)).read(Exams);
      slugs.push(...page.exams.map(({ slug }) => slug));
      if (page.next === null) break;
      after = `&after=${page.next}`;
    }

    expect(slugs).toEqual(whole.exams.map(({ slug }) => slug));
    expect(slugs).toEqual(slugs.toSorted());
  });
});

describe('the catalogue, asked for what it cannot do', () => {
  it('refuses, and never answers another question', async () => {
    expect(await attest.stranger.get('/exams?certificaton=CAISP')).toBeProblem('request-malformed');
  });
});

describe('an exam', () => {
  it('is found by its name and by its id', async () => {
    const byName = (await attest.stranger.get('/exams/caisa-sampler')).read(Exam);
    const byId = (await attest.stranger.get(`/exams/${byName.id}`)).read(Exam);

    expect(byId).toEqual(byName);
    expect(byName).toMatchObject({ itemCount: 12, durationSeconds: 1200, certification: 'CAISA' });
    expect(byName.domains.reduce((sum, { itemCount }) => sum + itemCount, 0)).toBe(12);
  });

  it('tells nothing of how forms are drawn or answered late', async () => {
    const { text } = await attest.stranger.get('/exams/caisa-sampler');

    expect(text).not.toMatch(/graceSeconds|minTestletSize|scenarioShare|levels|attempts/);
  });

  it.each(['caisa-nothing', '00000000-0000-7000-8000-000000000000'])('%s is not there', async (name) => {
    const reply = await attest.stranger.get(`/exams/${name}`);

    expect(reply).toBeProblem('not-found');
    expect(detailOf(reply)).toContain(name);
  });

  it.each(['CAISA', 'caisa_sampler', '-', 'x'.repeat(81), '%20', 'caisa-sampler%27'])(
    'cannot be named %s',
    async (name) => {
      expect(await attest.stranger.get(`/exams/${name}`)).toBeProblem('request-malformed');
    },
  );
});
