import { ExamSession } from '@attest/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkerOf, readOperations, type Operation } from './support/api-operations.ts';
import { useAttest } from './support/app.ts';
import { bankTables, importBank } from './support/bank.ts';
import type { Person } from './support/given.ts';
import { fittingValues, hostile, nearlyFitting } from './support/hostile-values.ts';
import type { Reply } from './support/http-client.ts';

const attest = useAttest({ prepare: importBank, keptTables: bankTables });
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
            faultsOf(operation, reply),
            `${JSON.stringify(request).slice(0, 2_000)}\n${reply.text}`,
          ).toEqual([]);
        }),
        settings,
      );

      expect(await attest.rows('SELECT kind, last_fault FROM outbox WHERE attempts > 0')).toEqual([]);
      expect((await attest.stranger.get('//health/ready')).status).toBe(200);
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
function requests(operation: Operation, known: readonly string[]): fc.Arbitrary<Request> {
  const { parameters, requestBody } = operation;
  const names = parameters.map((parameter) =>
    fc.record({
      place: fc.constant(parameter.in),
      name: fc.constant(parameter.name),
      value: fc.option(
        fc.oneof(
          { weight: 4, arbitrary: fittingValues(parameter.schema, schemas, known) },
          { weight: 1, arbitrary: hostile },
        ),
        { nil: undefined, freq: parameter.in === 'path' ? 50 : 2 },
      ),
    }),
  );
  const schema = requestBody?.content['application/json']?.schema;
  const fitting = fittingValues(schema ?? {}, schemas, known);
  const body = fc.oneof(
    { weight: 4, arbitrary: fitting.map((value) => JSON.stringify(value)) },
    { weight: 6, arbitrary: nearlyFitting(fitting).map((value) => JSON.stringify(value)) },
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
    .slice(0, 30);
  return query.length === 0 ? filled : `${filled}?${query.join('&')}`;
}

function inAddress(value: unknown): string {
  return encodeURIComponent(asText(value).toWellFormed().slice(0, 2_000));
}

function headersOf(values: readonly Value[]): Record<string, string> {
  const sent = values.filter(({ place, value }) => place === 'header' && value !== undefined);
  // Other bytes cannot be sent in a header at all.
  return Object.fromEntries(
    sent.map(({ name, value }) => [name, asText(value).replace(/[^\x20-\xff]/g, '?')]),
  );
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function send({ method }: Operation, { path, headers, rawBody }: Request, person: Person | undefined) {
  const client = person?.client ?? attest.stranger;
  return client.call(method, path, undefined, { headers, ...(rawBody !== null && { rawBody }) });
}

/** Where a reply departs from what the description promises; empty when it keeps its word. */
function faultsOf({ responses }: Operation, reply: Reply): string[] {
  const { status, body } = reply;
  if (status >= 500) return [`a fault of the server: ${String(status)}`];
  const promised = responses[String(status)] ?? responses['default'];
  const type = (reply.headers.get('content-type') ?? '').replace(/;.*/, '');
  if (promised?.content === undefined) return reply.text === '' ? [] : ['a body where none is promised'];
  const schema = promised.content[type]?.schema;
  if (schema === undefined) return [`the media type ${type}`];
  const checked = checkerOf(schema, schemas).safeParse(body);
  const explained = [400, 422].includes(status) && detailOf(body) === '' ? ['a refusal without detail'] : [];
  return [
    ...explained,
    ...(checked.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`),
  ];
}

function detailOf(body: unknown): string {
  return typeof body === 'object' && body !== null && 'detail' in body ? String(body.detail) : '';
}

/** Two people with sessions under way and done, and everything of theirs that a request may name. */
async function inhabitedPlace(): Promise<{ people: readonly Person[]; known: readonly string[] }> {
  const candidate = await attest.given.candidate();
  const instructor = await attest.given.instructor();
  const opened = await attest.given.openSession({ candidate });
  const foreign = await attest.given.bookedSession({ candidate: instructor });
  const booked = (
    await candidate.client.post('/exam-sessions', { examId: 'caisp-sampler', mode: 'exam' })
  ).read(ExamSession);
  const { items } = opened.session.form;
  return {
    people: [candidate, instructor],
    known: [
      opened.session.id,
      foreign.session.id,
      booked.id,
      'caisa-sampler',
      booked.exam.id,
      candidate.email,
      candidate.password,
      ...items.slice(0, 4).map(({ id }) => id),
      ...items
        .slice(0, 2)
        .flatMap(({ interactions }) =>
          interactions.flatMap((interaction) =>
            'choices' in interaction ? interaction.choices.slice(0, 3).map(({ id }) => id) : [],
          ),
        ),
    ],
  };
}
