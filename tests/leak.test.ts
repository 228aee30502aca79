import { CandidateForm, ExamSessionId, RunningSession, type SavedResponse } from '@attest/contracts';
import { permissionsOf } from '@attest/contracts/permissions';
import { expect, it, onTestFinished } from 'vitest';
import { FormPresenter } from '../apps/api/src/modules/exam-sessions/index.ts';
import { packForm } from '../apps/api/src/modules/exam-sessions/running-session-reply.ts';
import { ExamsService, Forms } from '../apps/api/src/modules/exams/index.ts';
import { Transaction } from '../apps/api/src/platform/database/transaction.ts';
import { respondTo, rightResponses } from './support/answers.ts';
import { startProcess, type AttestProcess } from './support/attest-process.ts';
import { importBank } from './support/bank.ts';
import { copyOf, freshDatabase, query } from './support/database.ts';
import { galleryBank, galleryExam } from './support/gallery.ts';
import { Given, type Person } from './support/given.ts';
import { Reply } from './support/http-client.ts';
import { bankWithOtherKeys } from './support/other-keys.ts';
import { untilScored } from './support/proctoring.ts';
import { routesOf } from './support/routes.ts';

const start = async (databaseUrl: string) => {
  const running = await startProcess(databaseUrl);
  onTestFinished(running.close);
  return running;
};

/** Both databases tell the same time, to the microsecond, until it is set again. */
async function stopClocks(databaseUrls: readonly string[], secondsAhead: number): Promise<void> {
  const instant = new Date(Math.ceil(Date.now() / 1000) * 1000 + secondsAhead * 1000).toISOString();
  for (const url of databaseUrls) {
    await query(
      url,
      `CREATE OR REPLACE FUNCTION attest_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
       RETURN timestamptz '${instant}'`,
    );
  }
}

/** Draws and presents the form of a booked session once more, from the bank of this database. */
async function assembleAgain({ app }: AttestProcess, sessionId: string, slug: string): Promise<string> {
  const get = <Service>(token: new (...parameters: never[]) => Service) =>
    app.get<Service>(token, { strict: false });
  const transaction = get(Transaction);
  return transaction.run(async () => {
    const exam = await get(ExamsService).get(slug);
    const form = await get(Forms).assemble(exam, sessionId);
    const candidateForm = await get(FormPresenter).present(
      ExamSessionId.parse(sessionId),
      exam,
      'exam',
      form.items,
    );
    const body = JSON.stringify(CandidateForm.parse(candidateForm));
    await transaction.rows('UPDATE session_forms SET body = $2, packed = $3 WHERE session_id = $1', [
      sessionId,
      Buffer.from(body),
      await packForm(body),
    ]);
    await transaction.rows('UPDATE exam_sessions SET form_id = $2 WHERE session_id = $1', [
      sessionId,
      form.id,
    ]);
    return body;
  });
}

/**
 * All of a reply that could tell anything. Trace ids, dates, when to connect again and the ids of notices are
 * drawn anew for any two requests.
 */
function visible({ status, headers, text }: Reply) {
  const told = [...headers].filter(([name]) => name !== 'date');
  const lasting = text
    .replace(/"traceId":"[^"]*"/, '')
    .replace(/^retry: \d+$/m, '')
    .replace(/"id":"[0-9a-f-]{36}","kind":/g, '"kind":');
  return { status, headers: told, text: lasting };
}

/** What the two walks have in common. */
interface Sitting {
  readonly person: Person;
  readonly staff: Person;
  readonly sessionId: string;
  readonly slug: string;
  /** The right responses in one of the two banks. */
  readonly right: readonly SavedResponse[];
}

/** Calls one process and remembers which of its routes were called. */
function recording(running: AttestProcess, person: Person) {
  const client = running.as(person);
  const called = new Set<string>();
  const noting = (method: string, path: string) => called.add(`${method} ${path}`);
  return {
    called,
    get: (path: string) => (noting('GET', path), client.get(path)),
    post: (path: string, body?: unknown) => (noting('POST', path), client.post(path, body)),
    put: (path: string, body?: unknown) => (noting('PUT', path), client.put(path, body)),
    /** What a stream tells at once; it would stay open. */
    first: async (path: string) => {
      noting('GET', path);
      const headers = { cookie: person.client.cookieHeader() };
      const response = await fetch(`${running.url}/api${path}`, { headers });
      const { value } = (await response.body?.getReader().read()) ?? { value: undefined };
      return new Reply(response.status, response.headers, new TextDecoder().decode(value));
    },
  };
}
type Recording = ReturnType<typeof recording>;

/** Everything that a candidate can read of a session at once, whatever its state. */
async function readAll(client: Recording, { sessionId, slug }: Sitting): Promise<Reply[]> {
  const path = `/exam-sessions/${sessionId}`;
  return [
    await client.get('/exam-sessions'),
    await client.get(path),
    await client.first(`${path}/changes`),
    await client.get(`${path}/outcome`),
    await client.get(`${path}/review`),
    await client.get('/certifications'),
    await client.get('/exams'),
    await client.get(`/exams/${slug}`),
    await client.get(`/exams/${slug}/terms`),
  ];
}

/** A whole exam session with every refusal on the way. */
async function sit(running: AttestProcess, client: Recording, sitting: Sitting): Promise<Reply[]> {
  const { staff, sessionId, slug, right } = sitting;
  const path = `/exam-sessions/${sessionId}`;
  const [first, second] = right;
  // Of the kind that the strange values below are meant for.
  const third = right.slice(2).find(({ value }) => value?.['RESPONSE']?.kind === 'choice');
  const before = [
    await client.post('/exam-sessions', { examId: slug, mode: 'exam' }),
    await client.post(`${path}/resume`, {}),
    await client.post(`${path}/breaks`, { epoch: 0 }),
    ...(await readAll(client, sitting)),
  ];
  const started = await client.post(`${path}/start`);
  const { items, stimuli } = started.read(RunningSession).form;
  const note = {
    itemId: `stimulus:${String(stimuli[0]?.id)}`,
    revision: 1,
    value: null,
    marks: { note: 'n' },
  };
  const save = (epoch: number, ...responses: unknown[]) =>
    client.put(`${path}/responses`, { epoch, responses });
  const act = (action: object) => running.as(staff).post(`/sessions-monitor/${sessionId}/actions`, action);
  const working = [
    started,
    await save(1, first, respondTo(items[1], 1, 1), note),
    await save(1, first, { ...second, revision: 2 }),
    await save(1, respondTo(items[0], 1, 1)),
    await save(1, { ...third, itemId: 'not-in-the-form' }),
    await save(1, { ...third, value: { RESPONSE: { kind: 'choice', selected: ['nowhere'] } } }),
    await save(1, { ...third, value: { RESPONSE: { kind: 'number', text: '1' } } }),
    await save(0, third),
    await client.post(`${path}/observations`, {
      epoch: 1,
      unsent: { count: 0, oldestMs: 0 },
      observations: [],
    }),
    await client.post(`${path}/sections/1`, { epoch: 1, responses: [first] }),
    await client.post(`${path}/late-material`, { sealed: 'e30.a.b.c.d' }),
    ...(await readAll(client, sitting)),
    await client.post(`${path}/start`),
    await client.post(`${path}/resume`, {}),
  ];
  const pausing = await act({ action: 'pause', reason: 'The power failed.' });
  const paused = [
    ...(await readAll(client, sitting)),
    await save(2, third),
    await client.post(`${path}/resume`, {}),
    await client.post(`${path}/breaks`, { epoch: 3 }),
    await client.post(`${path}/breaks/end`, { epoch: 3 }),
  ];
  const continuing = await act({ action: 'continue', reason: 'The power is back.' });
  expect([pausing.status, continuing.status], `${pausing.text} ${continuing.text}`).toEqual([200, 200]);
  return [
    ...before,
    ...working,
    ...paused,
    await client.post(`${path}/submit`, { epoch: 2, responses: [] }),
    await client.post(`${path}/submit`, {
      epoch: 3,
      responses: right.map((entry) => ({ ...entry, revision: 3 })),
    }),
  ];
}

/** What is settled a moment after the end: the log is written, the outcome made and not released. */
async function lookBack(client: Recording, sitting: Sitting): Promise<Reply[]> {
  const { sessionId, right } = sitting;
  const path = `/exam-sessions/${sessionId}`;
  return [
    await client.post(`${path}/submit`, { epoch: 3, responses: [] }),
    await client.put(`${path}/responses`, { epoch: 3, responses: right.slice(0, 1) }),
    ...(await readAll(client, sitting)),
  ];
}

/**
 * The log of a session, without its order: answers are written beside the outcome, and at an instant that does
 * not pass either may come first.
 */
async function logOf(client: Recording, { sessionId }: Sitting): Promise<string[]> {
  const { text } = await client.get(`/exam-sessions/${sessionId}/events`);
  return text
    .split('{"seq":')
    .map((event) => event.replace(/^\d+,/, '').replace(/\]?,?(?:"next":null\})?$/, ''))
    .toSorted();
}

const galleryFolder = () => {
  const folder = galleryBank();
  onTestFinished(() => folder.remove());
  return folder.path;
};

/** Routes of candidates that say anything of exams, their sessions or questions. */
function routesOfCandidates({ app }: AttestProcess): string[] {
  return routesOf(app)
    .filter(({ access }) => access === 'public' || permissionsOf.candidate.some((own) => own === access))
    .filter(({ path }) => /^\/(?:exam|certifications|items|stimuli|gallery|practice|drills)/.test(path))
    .map(({ method, path }) => `${method} ${path}`);
}

const banks: readonly (readonly [name: string, folder: () => string, exam: string])[] = [
  ['the shipped bank', () => 'question-bank', 'caisa-sampler'],
  ['every type of question', galleryFolder, galleryExam],
];

it.each(banks)(
  'tells nothing about keys of %s: two banks that differ in nothing else give the same replies, byte for byte',
  { timeout: 240_000 },
  async (_, bankFolder, like) => {
    const bank = bankFolder();
    const databaseUrl = await freshDatabase();
    await importBank(databaseUrl, bank);
    const preparing = await startProcess(databaseUrl);
    const given = new Given(preparing.url, databaseUrl);
    const slug = await given.exam({ release: 'by-hand', reveal: 'all' }, like);
    const { candidate, session } = await given.bookedSession({ exam: slug });
    const staff = await given.staff(['proctor']);
    await preparing.close();
    const otherUrl = await copyOf(databaseUrl);
    await importBank(otherUrl, bankWithOtherKeys(bank));
    expect(
      await query(otherUrl, 'SELECT bank_id FROM items WHERE key_revision <> 2 OR version <> 1'),
    ).toEqual([]);
    const right = await rightResponses(databaseUrl, session.id);

    const [one, other] = [await start(databaseUrl), await start(otherUrl)];
    const form = await assembleAgain(one, session.id, slug);
    expect(await assembleAgain(other, session.id, slug)).toBe(form);
    await stopClocks([databaseUrl, otherUrl], 60);
    const sitting = { person: candidate, staff, sessionId: session.id, slug, right };
    const [client, otherClient] = [recording(one, candidate), recording(other, candidate)];
    const replies = (await sit(one, client, sitting)).map(visible);
    const otherReplies = (await sit(other, otherClient, sitting)).map(visible);

    expect(otherReplies).toEqual(replies);
    expect(replies.filter(({ status }) => status === 200).length).toBeGreaterThan(25);
    expect(replies.filter(({ status }) => status === 400)).toEqual([]);

    // Closed and scored, and not released yet: still nothing shows, although one has passed and one has failed.
    const scored = async (url: string) =>
      (await query(url, 'SELECT decision, scaled_score FROM outcomes'))[0] ?? null;
    await expect
      .poll(() => scored(databaseUrl), { timeout: 30_000 })
      .toEqual({ decision: 'pass', scaled_score: 800 });
    await expect.poll(() => scored(otherUrl), { timeout: 30_000 }).toMatchObject({ decision: 'fail' });
    await Promise.all([untilScored(databaseUrl), untilScored(otherUrl)]);
    const afterwards = (await lookBack(client, sitting)).map(visible);
    expect((await lookBack(otherClient, sitting)).map(visible)).toEqual(afterwards);
    // Each service writes what was saved to its log within a second.
    const inOneLogOnly = async () => {
      const [log, otherLog] = [await logOf(client, sitting), await logOf(otherClient, sitting)];
      return [
        ...log.filter((event) => !otherLog.includes(event)),
        ...otherLog.filter((event) => !log.includes(event)),
      ];
    };
    await expect.poll(inOneLogOnly, { timeout: 15_000 }).toEqual([]);

    const patterns = [...client.called].map((call) =>
      call
        .replace(session.id, ':sessionId')
        .replace('/sections/1', '/sections/:section')
        .replace(`/exams/${slug}`, '/exams/:examId'),
    );
    expect([...new Set(patterns)].toSorted()).toEqual(routesOfCandidates(one).toSorted());
  },
);
