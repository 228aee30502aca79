import pg from 'pg';
import { QueryFailedError } from 'typeorm';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { describeError, errorText } from './described-error.ts';

describe('an error as it is logged', () => {
  it.each([
    ['a value of the wrong type', ofDatabase('22P02', 'invalid input syntax for type uuid: "secret"')],
    ['a value raised by hand', ofDatabase('P0001', 'the answer "secret" is refused')],
    ['a row that breaks a rule', ofDatabase('23514', 'new row for "responses" violates a check')],
    ['text that is no JSON', parsing('{"answer": secret')],
    ['a value that fits no schema', z.enum(['a']).safeParse('secret').error],
    ['an unknown property', z.strictObject({}).safeParse({ secret: 1 }).error],
    ['something that is no error', 'secret'],
  ])('of %s never repeats the value', (_case, thrown) => {
    expect(`${JSON.stringify(describeError(thrown))}\n${errorText(thrown)}`).not.toContain('secret');
  });

  it('of the database says which rule was broken and where', () => {
    expect(describeError(ofDatabase('23514', 'new row for "responses" violates a check'))).toMatchObject({
      type: 'QueryFailedError',
      message: 'new row for "responses" violates a check',
      stack: expect.stringContaining('described-error.test.ts') as unknown,
      sqlState: '23514',
      constraint: 'responses_value_check',
      causes: ['DatabaseError'],
    });
  });

  it('of our own keeps its message and names its causes', () => {
    const described = describeError(new Error('nobody handles this', { cause: new TypeError('no') }));

    expect(described).toMatchObject({ type: 'Error', message: 'nobody handles this', causes: ['TypeError'] });
  });

  it('that is its own cause is described all the same', () => {
    const error = new Error('a circle');
    error.cause = error;

    expect(describeError(error).message).toBe('a circle');
  });
});

function ofDatabase(code: string, message: string): QueryFailedError {
  const driverError = Object.assign(new pg.DatabaseError(message, message.length, 'error'), {
    code,
    detail: 'Failing row contains (secret).',
    where: 'unnamed portal parameter $1 = secret',
    constraint: 'responses_value_check',
  });
  return new QueryFailedError('INSERT INTO responses VALUES ($1)', ['secret'], driverError);
}

function parsing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}
