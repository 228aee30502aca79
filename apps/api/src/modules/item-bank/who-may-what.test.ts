import {
  AuthoredExam,
  BankImport,
  BankItem,
  ItemDraft,
  ItemReview,
  SavedVersion,
  StimulusDraft,
} from '@attest/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import type { Person } from '../../../../../tests/support/given.ts';
import type { Reply } from '../../../../../tests/support/http-client.ts';
import { beginImport, soundItems, tableOf } from '../../../../../tests/support/import-files.ts';
import { importSampleBank } from '../../../../../tests/support/sample-bank.ts';

const attest = useAttest();
beforeEach(() => importSampleBank(attest.databaseUrl));

const sample = 'caisa-a1-0001';
/** Who tries: `author` made what it is done to, `other` is an instructor like them. */
const people = ['candidate', 'reviewer', 'author', 'other'] as const;
type Who = (typeof people)[number];
type Try = (author: Person) => Promise<(person: Person) => Promise<Reply>>;
/** In the order of `people`; `done`, or the problem. */
type Expected = readonly [candidate: string, reviewer: string, author: string, other: string];

const anAnswer = { RESPONSE: { kind: 'choice', selected: ['a'] } };
const closed = 'permission-missing';
const foreign = 'not-found';
const blind = 'answer-it-first';

const table: readonly (readonly [what: string, attempt: Try, expected: Expected])[] = [
  [
    'read the draft of a question',
    draftOfAuthor((id) => ['get', `/item-drafts/${id}`]),
    [closed, closed, 'done', foreign],
  ],
  [
    'delete the draft of a question',
    draftOfAuthor((id) => ['delete', `/item-drafts/${id}`]),
    [closed, closed, 'done', foreign],
  ],
  [
    'read the draft of a scenario',
    scenarioDraft((id) => ['get', `/stimulus-drafts/${id}`]),
    [closed, closed, 'done', foreign],
  ],
  [
    'delete the draft of a scenario',
    scenarioDraft((id) => ['delete', `/stimulus-drafts/${id}`]),
    [closed, closed, 'done', foreign],
  ],
  ['send a question to review', movedBy('draft', 'in-review'), [closed, closed, 'done', 'done']],
  ['answer a question blind', answered, [closed, 'done', 'done', 'done']],
  ['approve a question', judged, [closed, 'done', 'second-person-needed', 'done']],
  [
    'take an approved question into use',
    movedBy('approved', 'operational'),
    [closed, closed, 'done', 'done'],
  ],
  ['retire a question in use', movedBy('operational', 'retired'), [closed, closed, 'done', 'done']],
  [
    'read comments in a review',
    inReview((id) => ['get', `/items/${id}/comments`]),
    [closed, blind, 'done', blind],
  ],
  ['read a question with its key', inReview((id) => ['get', `/items/${id}`]), [closed, blind, 'done', blind]],
  [
    'read a question in use with its key',
    movedTo('operational', (id) => ['get', `/items/${id}`]),
    [closed, 'done', 'done', 'done'],
  ],
  [
    'read an earlier text of a question in review',
    inReview((id) => ['get', `/items/${id}/revisions/1`]),
    [closed, blind, 'done', blind],
  ],
  ['change a question in review', begun('itemId'), [closed, closed, 'done', blind]],
  ['copy a question in review', begun('copyOf'), [closed, closed, 'done', blind]],
  ['read an import', imported((id) => ['get', `/imports/${id}`]), [closed, closed, 'done', foreign]],
  ['delete an import', imported((id) => ['delete', `/imports/${id}`]), [closed, closed, 'done', foreign]],
  [
    'read an exam in work',
    examInWork((id) => ['get', `/authored-exams/${id}`]),
    [closed, closed, 'done', 'done'],
  ],
  ['publish an exam', published, [closed, closed, 'done', 'done']],
];

describe('in the workspace', () => {
  it.each(table)('who may %s', async (_what, attempt, expected) => {
    const found: string[] = [];
    for (const who of people) {
      const author = await attest.given.instructor();
      const act = await attempt(author);
      found.push(outcomeOf(await act(await personFor(who, author))));
    }
    expect(Object.fromEntries(people.map((who, at) => [who, found[at]]))).toEqual(
      Object.fromEntries(people.map((who, at) => [who, expected[at]])),
    );
  });
});

function personFor(who: Who, author: Person): Promise<Person> {
  if (who === 'author') return Promise.resolve(author);
  if (who === 'candidate') return attest.given.candidate();
  return who === 'reviewer' ? attest.given.staff(['reviewer']) : attest.given.instructor();
}

function outcomeOf({ status, body }: Reply): string {
  if (status < 400) return 'done';
  const { type } = body as { type: string };
  return type.replace('urn:attest:problem:', '');
}

type Call = readonly ['get' | 'delete', path: string];
const calling =
  ([method, path]: Call) =>
  ({ client }: Person) =>
    client[method](path);

function draftOfAuthor(callOf: (id: string) => Call): Try {
  return async ({ client }) => {
    const { id } = (await client.post('/item-drafts', { copyOf: sample })).read(ItemDraft);
    return calling(callOf(id));
  };
}

function scenarioDraft(callOf: (id: string) => Call): Try {
  return async ({ client }) => {
    const { id } = (await client.post('/stimulus-drafts', { certification: 'CAISA' })).read(StimulusDraft);
    return calling(callOf(id));
  };
}

function imported(callOf: (id: string) => Call): Try {
  return async (author) => {
    const { id } = await beginImport(author, tableOf(soundItems(1)));
    await expect
      .poll(async () => (await author.client.get(`/imports/${id}`)).read(BankImport).state)
      .toBe('checked');
    return calling(callOf(id));
  };
}

function inReview(callOf: (id: string) => Call): Try {
  return async (author) => {
    const id = await written(author);
    await move(author, id, 'in-review');
    return calling(callOf(id));
  };
}

function begun(how: 'itemId' | 'copyOf'): Try {
  return async (author) => {
    const id = await written(author);
    await move(author, id, 'in-review');
    return ({ client }) => client.post('/item-drafts', { [how]: id });
  };
}

type Standing = 'draft' | 'approved' | 'operational';

function movedTo(standing: Standing, callOf: (id: string) => Call): Try {
  return async (author) => calling(callOf(await standingAt(standing, author)));
}

/** The step of a question that stands at its beginning. */
function movedBy(from: Standing, to: string): Try {
  return async (author) => {
    const id = await standingAt(from, author);
    return ({ client }) =>
      client.post(`/items/${id}/moves`, { to, revision: 1, reason: 'Its time has come' });
  };
}

async function standingAt(standing: Standing, author: Person): Promise<string> {
  const id = await written(author);
  if (standing !== 'draft') {
    await move(author, id, 'in-review');
    const reviewer = await attest.given.staff(['reviewer']);
    await answer(reviewer, id);
    (await approve(reviewer, id)).read(ItemReview);
  }
  if (standing === 'operational') await move(author, id, 'operational');
  return id;
}

async function answered(author: Person) {
  const id = await written(author);
  await move(author, id, 'in-review');
  return (person: Person) => answer(person, id);
}

/** After their own blind answer, where they may give one. */
async function judged(author: Person) {
  const id = await written(author);
  await move(author, id, 'in-review');
  return async (person: Person) => {
    await answer(person, id);
    return approve(person, id);
  };
}

function examInWork(callOf: (id: string) => Call): Try {
  return async (author) => calling(callOf((await begunExam(author)).id));
}

async function published(author: Person) {
  const { id, lock } = await begunExam(author);
  return ({ client }: Person) =>
    client.post(`/authored-exams/${id}/versions`, { lock, note: 'First version', over: null });
}

async function begunExam({ client }: Person): Promise<AuthoredExam> {
  const name = `exam-${crypto.randomUUID()}`;
  const begun = { certification: 'CAISA', slug: name, title: 'Exam', copyOf: null };
  const exam = (await client.post('/authored-exams', begun)).read(AuthoredExam);
  const text = {
    ...exam.text,
    summary: 'One question.',
    durationSeconds: 600,
    itemCount: 1,
    domains: { A1: 1 },
    scenarioShare: { min: 0 },
    minTestletSize: 1,
  };
  return (await client.put(`/authored-exams/${exam.id}/draft`, { lock: exam.lock, text })).read(AuthoredExam);
}

async function written({ client }: Person): Promise<string> {
  const draft = (await client.post('/item-drafts', { copyOf: sample })).read(ItemDraft);
  const body = { lock: draft.lock, over: null, note: 'A copy' };
  return (await client.post(`/item-drafts/${draft.id}/versions`, body)).read(SavedVersion).item.id;
}

async function move({ client }: Person, id: string, to: string): Promise<void> {
  (await client.post(`/items/${id}/moves`, { to, revision: 1 })).read(BankItem);
}

function answer({ client }: Person, id: string): Promise<Reply> {
  return client.put(`/items/${id}/review/answer`, { revision: 1, value: anAnswer });
}

function approve({ client }: Person, id: string): Promise<Reply> {
  const aspects = ['technical', 'editorial', 'fairness'];
  return client.put(`/items/${id}/review/verdict`, { revision: 1, verdict: 'approved', aspects, remark: '' });
}
