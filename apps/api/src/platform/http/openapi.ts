import type { INestApplication } from '@nestjs/common';
import {
  DocumentBuilder,
  SwaggerModule,
  type OpenAPIObject,
  type StandardSchemaConverter,
} from '@nestjs/swagger';
import { ProblemDocument } from '@attest/contracts';
import * as z from 'zod';
import type { Access } from '../auth/access.ts';
import { CONFIG } from '../config/config.module.ts';
import type { Config } from '../config/config.ts';
import { signInCookie } from './cookies.ts';
import { accessByOperation } from './operation-access.ts';

type JsonObject = Record<string, unknown>;
type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type ParameterObject = NonNullable<Operation['parameters']>[number];

/** The contracts as OpenAPI 3.1: JSON Schema 2020-12, with every named schema as a component. */
const convertContract: StandardSchemaConverter = (schema, { schemaType }) => {
  if (!(schema instanceof z.ZodType)) return undefined;
  const {
    $defs = {},
    $schema: _dialect,
    ...root
  } = z.toJSONSchema(schema, {
    io: schemaType,
    target: 'draft-2020-12',
    unrepresentable: 'any',
  });
  const components: JsonObject = Object.fromEntries(
    Object.entries($defs).map(([name, definition]) => [name, withoutId(definition)]),
  );
  // A named schema is a reference to itself among the definitions.
  return { schema: withoutId(root), components };
};

/** Describes every route of the application. Needs no database: preview mode suffices. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const config = app.get<Config>(CONFIG, { strict: false });
  const outline = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Attest')
    .setDescription(
      'Certification exams people can trust. Browsers sign in with a cookie and send ' +
        '`X-Requested-With: attest` with every change; programs send `Authorization: Bearer <access token>`. ' +
        'Every refusal is a problem document (RFC 9457).',
    )
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer' }, 'accessToken')
    .addCookieAuth(signInCookie(config.http.publicUrl).name, { type: 'apiKey', in: 'cookie' }, 'signIn')
    .build();
  const document = SwaggerModule.createDocument(app, outline, {
    standardSchemaConverter: convertContract,
    operationIdFactory: (_controller, method) => method,
  });
  const problem = convertContract(ProblemDocument, { schemaType: 'output' });
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, ...(problem?.components as Record<string, never>) },
  };
  const accesses = accessByOperation(app);
  for (const path of Object.values(document.paths)) {
    for (const method of ['get', 'put', 'post', 'patch', 'delete'] as const) {
      const operation = path[method];
      if (operation === undefined) continue;
      completeResponses(operation.responses);
      operation.security = securityOf(accesses.get(operation.operationId ?? ''));
      if (method !== 'get') operation.parameters = [...(operation.parameters ?? []), requestedWith];
    }
  }
  return document;
}

/** No sign-in is an empty choice among others, where a handler also looks at who is signed in. */
function securityOf(access: Access | undefined): Record<string, string[]>[] {
  if (access?.kind === 'public' && !access.readsSignIn) return [];
  const signedIn = [{ signIn: [] }, { accessToken: [] }];
  return access?.kind === 'public' ? [{}, ...signedIn] : signedIn;
}

/** Optional in the description, since programs with an access token need none. */
const requestedWith: ParameterObject = {
  name: 'X-Requested-With',
  in: 'header',
  required: false,
  description: 'Sent with every change by whoever signs in with the cookie; needless with an access token.',
  schema: { type: 'string', enum: ['attest'] },
};

/** Any operation may be refused; refusals have their own media type. */
function completeResponses(responses: JsonObject): void {
  const schema = { $ref: '#/components/schemas/Problem' };
  const content = { 'application/problem+json': { schema } };
  for (const [status, response] of Object.entries(responses)) {
    if (Number(status) >= 400) Object.assign(response as JsonObject, { content });
  }
  responses['default'] ??= { description: 'Refused: see `type` of the problem', content };
}

function withoutId(definition: unknown): JsonObject {
  const { id: _id, ...rest } = definition as JsonObject;
  return rest;
}
