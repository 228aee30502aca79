import { AccessToken, ExamSession, StimulusDraft } from '@attest/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { departuresOf, readOperations, type Operation } from './support/api-operations.ts';
import { useAttest } from './support/app.ts';
import { bankTables, provideBank } from './support/bank.ts';
import type { Person } from './support/given.ts';
import { fittingValues, hostile, nearlyFitting, type Known } from './support/hostile-values.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });
const { operations, schemas } = await readOperations();

const settings = { seed: 20_261_122, numRuns: 40, endOnFailure: true } as const;

describe.each(operations.map((operation) => [`${operation.method} ${operation.path}`, operation] as const))(
  '%s',
  (_name, operation) => {
    it('keeps to its description, whatever it is asked', { timeout: 120_000 }, async () => {
      const { people, known } = await inhabitedPlace();

      await fc.assert(
        fc.asyncProperty(requests(operation, known), fc.nat(people.length - 1), async (request, who) => {
          const reply = await send(operation, request, people[who]);
          expect(
            departuresOf(operation, schemas, reply),
            `${JSON.stringify(request).slice(0, 2_000)}\n${reply.text}`,
          ).toEqual([]);
        }),
        settings,
      );

      expect(await attest.rows('SELECT kind, last_fault FROM outbox WHERE attempts > 0')).toEqual([]);
      expect((await attest.stranger.get('//health/live')).status).toBe(200);
    });
  },
);

const bottomless = `{"name":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;

interface Request {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly rawBody: string | null;
}

/** Valid, nearly valid and hostile requests. */
function requests(operation: Operation, known: Known): fc.Arbitrary<Request> {
  const { parameters, requestBody } = operation;
  const names = parameters.map((parameter) =>
    fc.record({
      place: fc.constant(parameter.in),
      name: fc.constant(parameter.name),
      value: fc.option(
        fc.oneof(
          { weight: 9, arbitrary: fittingValues(parameter.schema, schemas, known, parameter.name) },
          { weight: 1, arbitrary: hostile },
        ),
        { nil: undefined, freq: parameter.in === 'path' ? 50 : 2 },
      ),
    }),
  );
  const schema = requestBody?.content['application/json']?.schema;
  const fitting = fittingValues(schema ?? {}, schemas, known);
  const body = fc.oneof(
    { weight: 6, arbitrary: fitting.map((value) => JSON.stringify(value)) },
    { weight: 5, arbitrary: nearlyFitting(fitting).map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: fc.constantFrom('', '{', 'null', '[]', '{"a":1}}', '\u0000', bottomless) },
  );
  return fc
    .tuple(fc.tuple(...names), schema === undefined ? fc.constant(null) : body)
    .map(([values, rawBody]) => ({ path: pathOf(operation, values), headers: headersOf(values), rawBody }));
}

interface Value {
  readonly place: string;
  readonly name: string;
  readonly value: unknown;
}

function pathOf({ path }: Operation, values: readonly Value[]): string {
  const filled = path.replace(/\{(\w+)\}/g, (_braces, name: string) => {
    const found = values.find((value) => value.place === 'path' && value.name === name);
    // With nothing there it would be another operation.
    return inAddress(found?.value ?? '') || '%20';
  });
  const query = values
    .filter(({ place, value }) => place === 'query' && value !== undefined)
    .flatMap(({ name, value }) =>
      (Array.isArray(value) ? value : [value]).map((each) => `${name}=${inAddress(each)}`),
    )
    .filter(withinHead());
  return query.length === 0 ? filled : `${filled}?${query.join('&')}`;
}

/** Keeps what comes while the server still reads the address: 16 kB with all headers. */
function withinHead(): (text: string) => boolean {
  let left = 12_000;
  return (text) => {
    if (text.length >= left) return false;
    left -= text.length + 1;
    return true;
  };
}

function inAddress(value: unknown): string {
  return encodeURIComponent(asText(value).toWellFormed().slice(0, 2_000));
}

function headersOf(values: readonly Value[]): Record<string, string> {
  const sent = values.filter(({ place, value }) => place === 'header' && value !== undefined);
  // Other bytes cannot be sent in a header at all.
  return Object.fromEntries(
    sent.map(({ name, value }) => [name.toLowerCase(), asText(value).replace(/[^\x20-\xff]/g, '?')]),
  );
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function send({ method }: Operation, { path, headers, rawBody }: Request, person: Person | undefined) {
  const client = person?.client ?? attest.stranger;
  return client.call(method, path, undefined, { headers, ...(rawBody !== null && { rawBody }) });
}

/** Two people with sessions under way and done, and everything of theirs that a request may name. */
async function inhabitedPlace(): Promise<{ people: readonly Person[]; known: Known }> {
  const candidate = await attest.given.candidate();
  const instructor = await attest.given.instructor();
  const opened = await attest.given.openSession({ candidate });
  const foreign = await attest.given.bookedSession({ candidate: instructor });
  const booked = (
    await candidate.client.post('/exam-sessions', { examId: 'caisp-sampler', mode: 'exam' })
  ).read(ExamSession);
  const token = (await candidate.client.post('/access-tokens', { name: 'known', expiresInDays: 1 })).read(
    AccessToken,
  );
  const draft = (await instructor.client.post('/stimulus-drafts', { stimulusId: 'caisa-s-001' })).read(
    StimulusDraft,
  );
  const { items } = opened.session.form;
  const choices = items
    .flatMap(({ interactions }) => interactions)
    .flatMap((interaction) => ('choices' in interaction ? interaction.choices : []));
  return {
    people: [candidate, instructor],
    known: {
      sessionId: [opened.session.id, opened.session.id, foreign.session.id, booked.id],
      examId: ['caisa-sampler', booked.exam.id],
      itemId: [...items.map(({ id }) => id), ...items.map(() => 'caisa-a1-0001')],
      stimulusId: ['caisa-s-001'],
      draftId: [draft.id],
      lock: [draft.lock],
      revision: [draft.current],
      selected: choices.map(({ id }) => id),
      order: choices.map(({ id }) => id),
      epoch: [1],
      expiresInDays: [30],
      email: [candidate.email],
      password: [candidate.password],
      currentPassword: [candidate.password],
      accessTokenId: [token.id],
    },
  };
}
