import fc from 'fast-check';
import * as z from 'zod';
import type { Schema } from './api-operations.ts';

type Schemas = Readonly<Record<string, Schema>>;

const Shape = z.object({
  $ref: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  anyOf: z.array(z.record(z.string(), z.unknown())).optional(),
  oneOf: z.array(z.record(z.string(), z.unknown())).optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  // `false` where a tuple ends.
  items: z.union([z.literal(false), z.record(z.string(), z.unknown())]).optional(),
  prefixItems: z.array(z.record(z.string(), z.unknown())).optional(),
  properties: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  required: z.array(z.string()).default([]),
  propertyNames: z.record(z.string(), z.unknown()).optional(),
  additionalProperties: z.union([z.boolean(), z.record(z.string(), z.unknown())]).optional(),
});
type Shape = z.infer<typeof Shape>;

/** By field or parameter: values that mean something to the application, such as ids of existing records. */
export type Known = Readonly<Record<string, readonly unknown[]>>;

/**
 * Values that fit a schema of the description, often with what is known for a field.
 *
 * @param name field or parameter the value is for
 */
export function fittingValues(
  schema: Schema,
  schemas: Schemas,
  known: Known,
  name = '',
): fc.Arbitrary<unknown> {
  const shape = Shape.parse(schema);
  const inner = (part: Schema, field = name) => fittingValues(part, schemas, known, field);
  if (shape.$ref !== undefined) return inner(schemas[shape.$ref.replace(/^.*\//, '')] ?? {});
  if (shape.const !== undefined) return fc.constant(shape.const);
  if (shape.enum !== undefined) return fc.constantFrom(...shape.enum);
  const choices = shape.anyOf ?? shape.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map((choice) => inner(choice)));
  // Several types, one of which is mostly null.
  if (Array.isArray(shape.type)) return fc.oneof(...shape.type.map((type) => inner({ ...schema, type })));
  switch (shape.type) {
    case 'string':
      return orKnown(texts(shape), known[name]);
    case 'integer':
    case 'number':
      return orKnown(numbers(shape), known[name]);
    case 'boolean':
      return fc.boolean();
    case 'array':
      return shape.prefixItems === undefined
        ? fc.array(inner(shape.items || {}), { maxLength: 3 })
        : fc.tuple(...shape.prefixItems.map((part) => inner(part)));
    case 'object':
      return objects(shape, inner);
    default:
      return fc.constant(null);
  }
}

function orKnown(arbitrary: fc.Arbitrary<unknown>, known: readonly unknown[] = []): fc.Arbitrary<unknown> {
  if (known.length === 0) return arbitrary;
  return fc.oneof({ weight: 1, arbitrary }, { weight: 6, arbitrary: fc.constantFrom(...known) });
}

function texts({ format, pattern, minLength = 0, maxLength = 40 }: Shape): fc.Arbitrary<string> {
  if (format === 'email') return fc.emailAddress();
  if (format === 'uuid') return fc.uuid();
  if (format === 'date-time') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  return fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, minLength + 30) });
}

function numbers({ minimum = -10, maximum = 1_000_000 }: Shape): fc.Arbitrary<number> {
  const least = Math.max(minimum, Number.MIN_SAFE_INTEGER);
  return fc.oneof(
    fc.constantFrom(least, 1, maximum),
    fc.integer({ min: least, max: Math.min(maximum, 2 ** 31) }),
  );
}

function objects(
  shape: Shape,
  inner: (part: Schema, field?: string) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  const { properties = {}, required, propertyNames, additionalProperties } = shape;
  if (typeof additionalProperties === 'object') {
    const names = propertyNames === undefined ? fc.string() : inner(propertyNames).map(String);
    return fc.dictionary(fc.oneof(fc.constant('RESPONSE'), names), inner(additionalProperties), {
      maxKeys: 3,
    });
  }
  const parts = Object.fromEntries(
    Object.entries(properties).map(([name, part]) => [name, inner(part, name)]),
  );
  return fc.record(parts, { requiredKeys: required });
}

/** What nobody expects there. */
export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    ' ',
    '\u0000',
    'half \ud800 a character',
    'ﷺ'.repeat(5_000),
    '../../etc/passwd',
    `'; DROP TABLE accounts; --`,
    '%00%',
    '${7*7}{{7*7}}',
    '<img src=x onerror=alert(1)>',
    '__proto__',
    -1,
    0,
    1.5,
    2 ** 31,
    2 ** 53,
    1e308,
    true,
    [],
    {},
    [null],
    { toString: 1, constructor: { prototype: {} } },
    JSON.parse('{"__proto__":{"isAdministrator":true}}'),
  ),
  fc.string({ unit: 'binary' }),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Values that fit but for one place: something else there, something missing, something more. */
export function nearlyFitting(fitting: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const change = fc.record({ at: fc.nat(), how: fc.constantFrom('replace', 'drop', 'add'), with: hostile });
  return fc.tuple(fitting, change).map(([value, { at, how, with: other }]) => {
    const places = placesOf(value);
    return changed(value, places[at % places.length] ?? [], how, other);
  });
}

type Place = readonly (string | number)[];

function placesOf(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [[]];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [[], ...entries.flatMap(([key, member]) => placesOf(member).map((place) => [key, ...place]))];
}

function changed(value: unknown, [key, ...rest]: Place, how: string, other: unknown): unknown {
  if (key === undefined) {
    return how === 'add' && isObject(value) ? { ...value, unheardOf: other } : other;
  }
  if (Array.isArray(value)) {
    return value.flatMap((member: unknown, at) => {
      if (at !== key) return [member];
      return how === 'drop' && rest.length === 0 ? [] : [changed(member, rest, how, other)];
    });
  }
  if (!isObject(value)) return other;
  const entries = Object.entries(value).filter(
    ([name]) => !(name === key && how === 'drop' && rest.length === 0),
  );
  return Object.fromEntries(
    entries.map(([name, member]) => [name, name === key ? changed(member, rest, how, other) : member]),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
