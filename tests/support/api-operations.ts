import * as z from 'zod';
import { describeWithoutDatabase } from '../../apps/api/src/describe-without-database.ts';
import type { Reply } from './http-client.ts';
import { detailOf } from './problem-detail.ts';

/** A JSON Schema as the description of the API holds it. */
export type Schema = Readonly<Record<string, unknown>>;
const Schema: z.ZodType<Schema> = z.record(z.string(), z.unknown());

const Content = z.record(z.string(), z.object({ schema: Schema }));
const Operation = z.object({
  operationId: z.string(),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.enum(['path', 'query', 'header']),
        required: z.boolean().default(false),
        schema: Schema,
      }),
    )
    .default([]),
  requestBody: z.object({ content: Content }).optional(),
  responses: z.record(z.string(), z.object({ content: Content.optional() })),
});
const Description = z.object({
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.object({ schemas: z.record(z.string(), Schema) }),
});

export interface Operation extends z.infer<typeof Operation> {
  readonly method: string;
  /** Below `/api`, with names in braces. */
  readonly path: string;
}

/** Every operation of the API with the schemas it refers to, from the code alone. */
export async function readOperations() {
  const { paths, components } = Description.parse(
    JSON.parse(JSON.stringify(await describeWithoutDatabase())),
  );
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Operation => ({
      ...operation,
      method: method.toUpperCase(),
      path: path.replace(/^\/api/, ''),
    })),
  );
  return { operations, schemas: components.schemas };
}

type Schemas = Readonly<Record<string, Schema>>;

/** Where a reply departs from what the description promises of an operation; empty when it keeps its word. */
export function departuresOf({ responses }: Operation, schemas: Schemas, reply: Reply): string[] {
  const { status, body } = reply;
  if (status >= 500) return [`a fault of the server: ${String(status)}`];
  const promised = responses[String(status)] ?? responses['default'];
  const type = (reply.headers.get('content-type') ?? '').replace(/;.*/, '');
  if (promised?.content === undefined) return reply.text === '' ? [] : ['a body where none is promised'];
  const schema = promised.content[type]?.schema;
  if (schema === undefined) return [`the media type ${type}`];
  const { error } = checkerOf(schema, schemas).safeParse(body);
  const unexplained = status >= 400 && detailOf(reply) === '' ? ['a refusal without detail'] : [];
  return [
    ...unexplained,
    ...(error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`),
  ];
}

/** Checks values against a schema of the description, every field of it. */
function checkerOf(schema: Schema, schemas: Schemas): z.ZodType {
  const whole = JSON.stringify({ ...schema, $defs: schemas });
  return z.fromJSONSchema(Schema.parse(JSON.parse(whole.replaceAll('"#/components/schemas/', '"#/$defs/'))));
}
