import type * as z from 'zod';

interface Described {
  readonly field: readonly PropertyKey[];
  /** True when the key itself is at fault, not its value. */
  readonly isKey: boolean;
  readonly message: string;
}

/** A schema issue in the words of someone who edits the file, with what to do about it. */
export function describeIssue(issue: z.core.$ZodIssue, given: unknown): Described[] {
  const field = issue.path;
  const name = nameOf(field);
  const value = valueAt(given, field);
  const one = (message: string): Described[] => [{ field, isKey: false, message }];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        field: [...field, key],
        isKey: true,
        message: `"${key}" is not a key of ${name}; remove it or correct its spelling`,
      }));
    case 'invalid_type':
      return one(
        value === undefined ? missing(name, issue.expected) : wrongType(name, issue.expected, value),
      );
    case 'invalid_value':
      if (value === undefined) return one(missing(name, 'value'));
      return one(`${name} is ${shown(value)}; write one of: ${issue.values.map(String).join(', ')}`);
    case 'invalid_union':
      return describeUnion(issue, given);
    case 'invalid_key':
      return [{ field, isKey: true, message: `the key ${name} is not valid: ${firstMessage(issue.issues)}` }];
    case 'too_small':
      return one(`${name} is too ${sizeWord(issue.origin, 'short', 'small')}; the least is ${issue.minimum}`);
    case 'too_big':
      return one(`${name} is too ${sizeWord(issue.origin, 'long', 'large')}; the most is ${issue.maximum}`);
    case 'custom':
      return one(issue.message);
    default:
      return one(`${name}: ${issue.message}`);
  }
}

/** The variants a value with a discriminator could be; else the issues of the variant that came closest. */
function describeUnion(issue: z.core.$ZodIssueInvalidUnion, given: unknown): Described[] {
  const name = nameOf(issue.path);
  if (issue.errors.length === 0) {
    const options = 'options' in issue ? `; write one of: ${issue.options.map(String).join(', ')}` : '';
    const value = valueAt(given, issue.path);
    const message = value === undefined ? missing(name, 'value') : `${name} is ${shown(value)}${options}`;
    return [{ field: issue.path, isKey: false, message }];
  }
  const closest = issue.errors.toSorted((one, other) => depthOf(other) - depthOf(one))[0] ?? [];
  return closest.flatMap((inner) => describeIssue({ ...inner, path: [...issue.path, ...inner.path] }, given));
}

function depthOf(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length));
}

function nameOf(field: readonly PropertyKey[]): string {
  return field.length === 0 ? 'the file' : field.map(String).join('.');
}

function missing(name: string, expected: string): string {
  return `${name} is missing; add it (${expected})`;
}

function wrongType(name: string, expected: string, value: unknown): string {
  const isLikeText = typeof value === 'number' || typeof value === 'boolean';
  const remedy =
    expected === 'string' && isLikeText ? `put it in quotes: "${String(value)}"` : `write a ${expected}`;
  return `${name} is ${shown(value)}, not a ${expected}; ${remedy}`;
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a mapping';
  return JSON.stringify(value);
}

function sizeWord(origin: string, forText: string, forNumber: string): string {
  return origin === 'number' || origin === 'int' ? forNumber : forText;
}

function firstMessage(issues: readonly z.core.$ZodIssue[]): string {
  return issues[0]?.message ?? 'correct it';
}

function valueAt(given: unknown, field: readonly PropertyKey[]): unknown {
  let value: unknown = given;
  for (const step of field) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.getOwnPropertyDescriptor(value, step)?.value;
  }
  return value;
}
