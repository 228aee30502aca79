import {
  AuthoredExam,
  ExamComparison,
  ExamFeasibility,
  ExamFormPreview,
  Exams,
  ExamsForAuthors,
  ExamSession,
  ExamVersions,
  RunningSession,
  type ExamDraftText,
} from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { useAttest } from '../../../../../../tests/support/app.ts';
import { bankTables, provideBank } from '../../../../../../tests/support/bank.ts';
import type { Person } from '../../../../../../tests/support/given.ts';
import { detailOf } from '../../../../../../tests/support/problem-detail.ts';

const attest = useAttest({
  prepare: provideBank,
  keptTables: bankTables.filter((table) => table !== 'exams' && table !== 'exam_versions'),
});

describe('who may author exams', () => {
  it.each([
    ['candidate', 'GET', '/authored-exams'],
    ['reviewer', 'GET', '/authored-exams'],
    ['proctor', 'GET', '/authored-exams'],
    ['reviewer', 'POST', '/authored-exams/018f0000-0000-7000-8000-000000000000/versions'],
    ['candidate', 'PUT', '/authored-exams/018f0000-0000-7000-8000-000000000000/draft'],
  ] as const)('%s may not %s %s', async (role, method, path) => {
    const person = await attest.given.staff([role]);

    const body = method === 'GET' ? undefined : {};
    expect(await person.client.call(method, path, body)).toBeProblem('permission-missing');
  });
});

describe('the list for authors', () => {
  it('holds published exams and new ones with their state, page by page', async () => {
    const { author, exam } = await given();
    await change(author, exam, { title: 'Changed' });
    await begin(author, 'zz-new');
    await sessionOf(exam.slug);

    const first = (await author.client.get('/authored-exams?limit=1')).read(ExamsForAuthors);
    const rest = (await author.client.get(`/authored-exams?after=${first.next ?? ''}`)).read(ExamsForAuthors);

    expect([...first.exams, ...rest.exams]).toMatchObject([
      { title: 'Changed', version: 1, running: 1, booked: 0, draft: { changedBy: author.displayName } },
      { slug: 'zz-new', version: null, running: 0, draft: { changedBy: author.displayName } },
    ]);
    expect(rest.next).toBeNull();
  });
});

describe('a draft', () => {
  it('begins with the first change and leaves the published exam alone', async () => {
    const { author, exam } = await given();

    const changed = await change(author, exam, { durationSeconds: 900 });

    expect(changed).toMatchObject({ version: 1, basedOn: 1, hints: [] });
    expect(changed.changes).toEqual([{ field: 'durationSeconds', part: null, before: 1200, after: 900 }]);
    const { exams } = (await attest.stranger.get('/exams')).read(Exams);
    expect(exams.find(({ slug }) => slug === exam.slug)?.durationSeconds).toBe(1200);
  });

  it('is kept unfinished, with what has to be mended', async () => {
    const { author, exam } = await given();

    const changed = await change(author, exam, { title: '', itemCount: null });

    expect(changed.text).toMatchObject({ title: '', itemCount: null });
    expect(changed.hints.map(({ field }) => field.join('.'))).toEqual(['title', 'itemCount']);
    expect((await read(author, exam.id)).text.title).toBe('');
  });

  it('is shared: the next author goes on with it', async () => {
    const { author, exam } = await given();
    await change(author, exam, { title: 'By one' });
    const other = await attest.given.instructor({ displayName: 'Olga Other' });

    const seen = await read(other, exam.id);
    const changed = await change(other, seen, { title: 'By both' });

    expect(seen.text.title).toBe('By one');
    expect(changed.lock).not.toBe(seen.lock);
    expect(changed.draft).toMatchObject({ changedBy: 'Olga Other' });
  });

  it('is never written over unseen', async () => {
    const { author, exam } = await given();
    const other = await attest.given.instructor();
    await change(author, exam, { title: 'First' });

    const late = await other.client.put(`/authored-exams/${exam.id}/draft`, {
      lock: exam.lock,
      text: { ...exam.text, title: 'Second' },
    });

    expect(late).toBeProblem('draft-changed-elsewhere');
    expect((await read(author, exam.id)).text.title).toBe('First');
  });

  it('is never written over by a page from before a publication or a discarded draft', async () => {
    const { author, exam } = await given();
    const late = (seen: AuthoredExam) =>
      author.client.put(`/authored-exams/${exam.id}/draft`, { lock: seen.lock, text: seen.text });
    const first = await change(author, exam, { title: 'First' });
    await author.client.delete(`/authored-exams/${exam.id}/draft?lock=${String(first.lock)}`);
    const second = await change(author, await read(author, exam.id), { title: 'Second' });

    expect(await late(first)).toBeProblem('draft-changed-elsewhere');
    await publish(author, second);

    expect(await late(exam)).toBeProblem('draft-changed-elsewhere');
    expect(await read(author, exam.id)).toMatchObject({ version: 2, draft: null, text: { title: 'Second' } });
  });

  it('is kept once where the reply got lost and the change comes again', async () => {
    const { author, exam } = await given();
    const changed = await change(author, exam, { title: 'First' });

    const again = await author.client.put(`/authored-exams/${exam.id}/draft`, {
      lock: exam.lock,
      text: changed.text,
    });

    expect(again.read(AuthoredExam)).toMatchObject({ lock: changed.lock, text: { title: 'First' } });
  });

  it('of a published exam keeps its short name', async () => {
    const { author, exam } = await given();

    expect((await change(author, exam, { slug: 'another' })).slug).toBe(exam.slug);
  });

  it('is discarded by whoever has seen it last', async () => {
    const { author, exam } = await given();
    const { lock } = await change(author, exam, { title: 'Other' });
    const discard = (seen: number) =>
      author.client.delete(`/authored-exams/${exam.id}/draft?lock=${String(seen)}`);

    expect(await discard(lock + 7)).toBeProblem('draft-changed-elsewhere');
    expect((await discard(lock)).status).toBe(204);

    expect(await read(author, exam.id)).toMatchObject({ lock: -1, draft: null, changes: [] });
  });
});

describe('a new exam', () => {
  it('is nowhere until it is published, and keeps its address then', async () => {
    const { author, exam } = await given();
    const begun = await begin(author, 'brand-new', exam.id);

    expect(await attest.stranger.get('/exams/brand-new')).toBeProblem('not-found');
    const published = await publish(author, begun);

    expect(published).toMatchObject({ id: begun.id, slug: 'brand-new', version: 1, draft: null, lock: -1 });
    expect((await attest.stranger.get('/exams/brand-new')).status).toBe(200);
  });

  it('has no name of another one, begun or published', async () => {
    const { author, exam } = await given();
    const begun = await begin(author, 'brand-new');

    for (const slug of ['brand-new', exam.slug]) {
      const body = { certification: 'CAISA', slug, title: 'Twin', copyOf: null };
      expect(await author.client.post('/authored-exams', body)).toBeProblem('exam-name-taken');
    }
    const renamed = { lock: begun.lock, text: { ...begun.text, slug: exam.slug } };
    expect(await author.client.put(`/authored-exams/${begun.id}/draft`, renamed)).toBeProblem(
      'exam-name-taken',
    );
  });

  it('is gone when it is discarded', async () => {
    const { author } = await given();
    const begun = await begin(author, 'brand-new');

    await author.client.delete(`/authored-exams/${begun.id}/draft?lock=${String(begun.lock)}`);

    expect(await author.client.get(`/authored-exams/${begun.id}`)).toBeProblem('not-found');
  });
});

describe('publishing', () => {
  it('makes a version with who, when and why, and is audited', async () => {
    const { author, exam } = await given();
    const changed = await change(author, exam, { durationSeconds: 900 });

    await publish(author, changed, 'Less time');

    const { versions } = (await author.client.get(`/authored-exams/${exam.id}/versions`)).read(ExamVersions);
    expect(versions).toMatchObject([
      {
        version: 2,
        note: 'Less time',
        savedBy: author.displayName,
        changes: [{ field: 'durationSeconds', before: 1200, after: 900 }],
      },
      { version: 1, note: null, savedBy: null, changes: [] },
    ]);
    const audited = await attest.rows(
      `SELECT kind, reason, actor_id FROM audit_events WHERE kind = 'exam.published'`,
    );
    expect(audited).toEqual([{ kind: 'exam.published', reason: 'Less time', actor_id: author.id }]);
  });

  it('is refused while the draft has faults, each named with its place', async () => {
    const { author, exam } = await given();
    const changed = await change(author, exam, { itemCount: 13 });

    const reply = await tryToPublish(author, changed);

    expect(reply).toBeProblem('draft-not-finished');
    expect(reply.body).toMatchObject({ faults: [{ path: 'domains' }] });
    expect(await read(author, exam.id)).toMatchObject({ version: 1, lock: changed.lock });
  });

  it('is refused where the bank cannot fill the blueprint, and nothing is lost', async () => {
    const { author, exam } = await given();
    const changed = await change(author, exam, {
      itemCount: 110,
      domains: { ...exam.text.domains, A1: 100 },
    });

    const reply = await tryToPublish(author, changed);

    expect(reply).toBeProblem('form-cannot-be-assembled');
    expect(detailOf(reply)).toContain('Domain A1 needs 100 items');
    expect((await read(author, exam.id)).text.itemCount).toBe(110);
  });

  it('is refused where nothing differs', async () => {
    const { author, exam } = await given();
    const changed = await change(author, exam, {});

    expect(await tryToPublish(author, changed)).toBeProblem('draft-not-finished');
  });

  it('is refused over a version that its author has not seen', async () => {
    const { author, exam } = await given();
    const changed = await change(author, exam, { durationSeconds: 900 });

    const body = { lock: changed.lock, note: 'Late', over: null };
    const reply = await author.client.post(`/authored-exams/${exam.id}/versions`, body);

    expect(reply).toBeProblem('exam-changed-meanwhile');
  });

  it('of two at the same moment happens once', async () => {
    const { author, exam } = await given();
    const changed = await change(author, exam, { durationSeconds: 900 });

    const replies = await Promise.all([1, 2, 3].map(() => tryToPublish(author, changed)));

    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    expect((await read(author, exam.id)).version).toBe(2);
  });

  it('leaves running sessions their terms and tells how many there are', async () => {
    const { author, exam } = await given();
    const { candidate, session } = await sessionOf(exam.slug);
    const changed = await change(author, exam, {
      title: 'Tightened',
      durationSeconds: 60,
      mayGoBack: false,
      attempts: { isLimited: true, max: 1, waitSeconds: 0 },
      closesAt: '2020-01-01T00:00:00Z',
    });

    const published = await publish(author, changed);

    expect(published.sessions).toEqual([{ version: 1, booked: 0, running: 1 }]);
    const resumed = (await candidate.client.post(`/exam-sessions/${session.id}/resume`, {})).read(
      RunningSession,
    );
    expect(resumed.deadline).toBe(session.deadline);
    const kept = (await candidate.client.get(`/exam-sessions/${session.id}`)).read(ExamSession);
    expect(kept.exam.title).toBe(exam.title);
    expect(kept.status).toBe('active');
  });

  it('gives the new version to whoever books afterwards', async () => {
    const { author, exam } = await given();
    await publish(author, await change(author, exam, { durationSeconds: 900 }));

    const { session } = await attest.given.bookedSession({ exam: exam.slug });

    expect(session.durationSeconds).toBe(900);
  });
});

describe('whether it can be assembled', () => {
  it('is told with the tightest cell, the forms that some draws found and a form to look at', async () => {
    const { author, exam } = await given();

    const told = (await author.client.get(`/authored-exams/${exam.id}/feasibility`)).read(ExamFeasibility);
    const form = (await author.client.get(`/authored-exams/${exam.id}/form?seed=7`)).read(ExamFormPreview);

    expect(told).toMatchObject({ isAssemblable: true, obstacles: [], toWrite: [], itemCount: 12, lock: -1 });
    expect(told.cells).toHaveLength(27);
    expect(told.tightest?.missing).toBe(0);
    expect(told.forms?.distinct).toBeGreaterThan(0);
    expect(form.items.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(form.items.filter(({ domain }) => domain === 'A1')).toHaveLength(2);
    expect(await attest.rows('SELECT 1 FROM forms')).toEqual([]);
  });

  it('names what is missing of a draft, where, and what to write', async () => {
    const { author, exam } = await given();
    const { id, lock } = await change(author, exam, {
      itemCount: 60,
      domains: { ...exam.text.domains, A1: 50 },
      scenarioShare: { min: 0 },
    });

    const told = (await author.client.get(`/authored-exams/${id}/feasibility`)).read(ExamFeasibility);

    expect(told).toMatchObject({ isAssemblable: false, forms: null, lock });
    expect(told.obstacles[0]).toMatchObject({ kind: 'domain', domain: 'A1', needed: 50 });
    expect(told.tightest).toMatchObject({ domain: 'A1' });
    expect(new Set(told.toWrite.map(({ domain }) => domain))).toEqual(new Set(['A1']));
    expect(await author.client.get(`/authored-exams/${id}/form`)).toBeProblem('form-cannot-be-assembled');
  });

  it('names a contradiction of the blueprint itself', async () => {
    const { author, exam } = await given();
    const free = { min: null, max: null };
    const levels = { recall: { min: 0.6, max: null }, application: free, analysis: { min: 0.6, max: null } };
    const { id } = await change(author, exam, { levels });

    const told = (await author.client.get(`/authored-exams/${id}/feasibility`)).read(ExamFeasibility);

    expect(told.obstacles).toMatchObject([{ kind: 'levels-ask-too-much', needed: 16, available: 12 }]);
  });
});

describe('versions', () => {
  it('are compared, whichever two', async () => {
    const { author, exam } = await given();
    const second = await publish(author, await change(author, exam, { durationSeconds: 900 }));
    await publish(author, await change(author, second, { reveal: 'none' }));

    const at = (from: number, to: number) =>
      author.client.get(`/authored-exams/${exam.id}/comparison?from=${String(from)}&to=${String(to)}`);

    expect((await at(1, 3)).read(ExamComparison).changes).toEqual([
      { field: 'durationSeconds', part: null, before: 1200, after: 900 },
      { field: 'reveal', part: null, before: 'all', after: 'none' },
    ]);
    expect(await at(1, 9)).toBeProblem('not-found');
  });
});

describe('an exam that is withdrawn', () => {
  it('is neither listed nor booked, while who booked before sits it; and can be offered again', async () => {
    const { author, exam } = await given();
    const waiting = await attest.given.bookedSession({ exam: exam.slug });

    const withdrawn = await offer(author, exam, false);

    expect(withdrawn.withdrawnAt).not.toBeNull();
    expect((await attest.stranger.get('/exams')).read(Exams).exams).toEqual([]);
    const other = await attest.given.candidate();
    const body = { examId: exam.slug, mode: 'exam' };
    expect(await other.client.post('/exam-sessions', body)).toBeProblem('exam-not-open');
    const started = await waiting.candidate.client.post(`/exam-sessions/${waiting.session.id}/start`);
    expect(started.status).toBe(200);

    expect((await offer(author, exam, true)).withdrawnAt).toBeNull();
    expect((await other.client.post('/exam-sessions', body)).status).toBe(201);
    const audited = await attest.rows(
      `SELECT kind, reason FROM audit_events WHERE kind LIKE 'exam.%' ORDER BY id`,
    );
    expect(audited).toEqual([
      { kind: 'exam.withdrawn', reason: 'For a test' },
      { kind: 'exam.offered', reason: 'For a test' },
    ]);
  });
});

/** An author and a published exam like the sampler. */
async function given(): Promise<{ author: Person; exam: AuthoredExam }> {
  const author = await attest.given.instructor({ displayName: 'Ada Author' });
  await attest.rows(
    `INSERT INTO exams (id, slug, certification, version, updated_at)
     VALUES (gen_random_uuid(), 'sampler', 'CAISA', 1, attest_now())`,
  );
  const definition = JSON.stringify(sampler);
  await attest.rows(
    `INSERT INTO exam_versions (id, exam_id, version, definition, definition_hash, created_at)
     SELECT gen_random_uuid(), id, 1, $1::jsonb, 'none', attest_now() FROM exams`,
    [definition],
  );
  const [row] = await attest.rows(`SELECT id FROM exams`);
  return { author, exam: await read(author, String(row?.['id'])) };
}

const sampler = {
  title: 'Sampler',
  summary: 'Twelve questions.',
  itemCount: 12,
  durationSeconds: 1200,
  graceSeconds: 30,
  modes: ['exam'],
  domains: { A1: 2, A2: 2, A3: 2, A4: 1, A5: 1, A6: 1, A7: 1, A8: 1, A9: 1 },
  levels: { recall: { max: 0.1 }, application: { min: 0.3, max: 0.7 }, analysis: { min: 0.3, max: 0.7 } },
  scenarioShare: { min: 0.5 },
  minTestletSize: 3,
  maxPerIncident: 2,
  warningsAtSeconds: [600, 300, 60],
  mayGoBack: true,
  release: 'at-once',
  reveal: 'all',
  attempts: { max: null, waitSeconds: 0 },
};

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

async function begin({ client }: Person, slug: string, copyOf: string | null = null): Promise<AuthoredExam> {
  const body = { certification: 'CAISA', slug, title: 'Brand new', copyOf };
  return (await client.post('/authored-exams', body)).read(AuthoredExam);
}

function tryToPublish({ client }: Person, { id, lock, version }: AuthoredExam, note = 'For a test') {
  return client.post(`/authored-exams/${id}/versions`, { lock, note, over: version });
}

async function publish(person: Person, exam: AuthoredExam, note?: string): Promise<AuthoredExam> {
  return (await tryToPublish(person, exam, note)).read(AuthoredExam);
}

async function offer({ client }: Person, { id }: AuthoredExam, isOffered: boolean): Promise<AuthoredExam> {
  const body = { isOffered, reason: 'For a test' };
  return (await client.put(`/authored-exams/${id}/offer`, body)).read(AuthoredExam);
}

function sessionOf(exam: string) {
  return attest.given.openSession({ exam });
}
