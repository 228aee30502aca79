import { describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { useAttest } from '../../../../../tests/support/app.ts';
import { startProcess } from '../../../../../tests/support/attest-process.ts';
import { routesOf } from '../../../../../tests/support/routes.ts';
import { describeWithoutDatabase } from '../../describe-without-database.ts';

const attest = useAttest();

const Response = z.object({
  description: z.string().min(1),
  content: z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()) })).optional(),
});
const Operation = z.object({
  operationId: z.string().regex(/^[a-z][A-Za-z]+$/),
  tags: z.array(z.string()).min(1),
  responses: z.record(z.string(), Response),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z
    .array(z.object({ name: z.string(), in: z.enum(['path', 'query', 'header']), schema: z.unknown() }))
    .default([]),
});
const Description = z.object({
  openapi: z.literal('3.1.0'),
  info: z.object({ title: z.literal('Attest'), version: z.string() }),
  paths: z.record(
    z.string(),
    z.record(z.enum(['get', 'put', 'post', 'patch', 'delete']), Operation.optional()),
  ),
  components: z.object({
    schemas: z.record(z.string(), z.record(z.string(), z.unknown())),
    securitySchemes: z.object({ signIn: z.object({ type: z.literal('apiKey'), name: z.string() }) }),
  }),
});

describe('the description of the API', () => {
  it('is served as the document that clients are generated from', async () => {
    const printed = JSON.stringify(await describeWithoutDatabase());

    const served = await attest.stranger.get('/openapi.json');

    expect(served.status).toBe(200);
    expect(served.headers.get('content-type')).toContain('application/json');
    expect(served.text).toBe(printed);
  });

  it('is valid OpenAPI 3.1 and names every operation once', async () => {
    const operations = await readOperations();

    const ids = operations.map(({ operationId }) => operationId);
    expect(ids.length).toBeGreaterThan(15);
    expect(ids).toEqual([...new Set(ids)]);
  });

  it('holds every address of the application but the operator’s', async () => {
    const { app, close } = await startProcess(attest.databaseUrl);
    onTestFinished(close);
    const routes = routesOf(app).filter(({ path }) => !/^\/(health|metrics)/.test(path));

    const operations = await readOperations();

    expect(operations.map(({ place }) => place).toSorted()).toEqual(
      routes.map(({ method, path }) => `${method} /api${path.replace(/:(\w+)/g, '{$1}')}`).toSorted(),
    );
  });

  it('says of every operation how it succeeds and that it may be refused with a problem', async () => {
    for (const { place, responses } of await readOperations()) {
      const statuses = Object.keys(responses);
      expect(
        statuses.filter((status) => status.startsWith('2')),
        place,
      ).toHaveLength(1);
      expect(statuses, place).toContain('default');
      for (const status of statuses.filter((each) => !each.startsWith('2'))) {
        expect(Object.keys(responses[status]?.content ?? {}), place).toEqual(['application/problem+json']);
      }
    }
  });

  it('gives every success but an empty one its schema', async () => {
    for (const { place, responses } of await readOperations()) {
      const [[status, success] = []] = Object.entries(responses).filter(([key]) => key.startsWith('2'));
      const types = Object.keys(success?.content ?? {});
      const type = place.endsWith('/changes') ? 'text/event-stream' : 'application/json';
      expect(types, place).toEqual(status === '204' ? [] : [type]);
    }
  });

  it('declares each part of an address', async () => {
    for (const { place, parameters } of await readOperations()) {
      const inAddress = [...place.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
      expect(declared, place).toEqual(inAddress);
    }
  });

  it('asks of each operation the sign-in that the guard asks', async () => {
    const { app, close } = await startProcess(attest.databaseUrl);
    onTestFinished(close);
    const isOpen = new Map(
      routesOf(app).map(({ method, path, access }) => [
        `${method} /api${path.replace(/:(\w+)/g, '{$1}')}`,
        access === 'public',
      ]),
    );

    for (const { place, security } of await readOperations()) {
      const schemes = security.flatMap((choice) => Object.keys(choice));
      const mayComeAsNobody = security.length === 0 || security.some((choice) => isEmpty(choice));
      expect(mayComeAsNobody, place).toBe(isOpen.get(place));
      if (!mayComeAsNobody) expect(schemes, place).toEqual(['signIn', 'accessToken']);
    }
  });

  it('names the cookie that is set, and the header that goes with it on every change', async () => {
    const { client } = await attest.given.candidate();
    const { components } = await readDescription();

    expect(client.cookieHeader().split('=')[0]).toBe(components.securitySchemes.signIn.name);
    for (const { place, parameters } of await readOperations()) {
      const names = parameters.filter((parameter) => parameter.in === 'header').map(({ name }) => name);
      expect(names.includes('X-Requested-With'), place).toBe(!place.startsWith('GET '));
    }
  });

  it('refers to nothing that it does not hold', async () => {
    const { text } = await attest.stranger.get('/openapi.json');
    const { components } = await readDescription();
    const referred = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference ?? '');

    expect(referred.length).toBeGreaterThan(30);
    const known = new Set(Object.keys(components.schemas).map((name) => `#/components/schemas/${name}`));
    expect([...new Set(referred)].filter((reference) => !known.has(reference))).toEqual([]);
  });

  it('is there for people to read', async () => {
    const reader = await attest.stranger.get('/docs');

    expect(reader.status).toBe(200);
    expect(reader.headers.get('content-type')).toContain('text/html');
    expect(reader.text).toContain('Attest API');
  });

  it('shows its reader under the policy of all pages: no script from elsewhere, none inside the page', async () => {
    const { headers, text } = await attest.stranger.get('/docs');

    expect(headers.get('content-security-policy')).toContain("script-src 'self';");
    for (const [, attributes = '', content = ''] of text.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)) {
      expect(attributes).toMatch(/src="\.?\//);
      expect(content.trim()).toBe('');
    }
    expect(text).not.toMatch(/(src|href)="(https?:)?\/\//);
  });
});

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}

async function readDescription() {
  return (await attest.stranger.get('/openapi.json')).read(Description);
}

async function readOperations() {
  const { paths } = await readDescription();
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, operation]) =>
      operation === undefined ? [] : [{ place: `${method.toUpperCase()} ${path}`, ...operation }],
    ),
  );
}
