import { sqlState } from '../database/database-errors.ts';

/** What may be known of an error outside the process: never what somebody entered. */
export interface DescribedError {
  readonly type: string;
  readonly message: string;
  /** Where it was thrown, a line a frame. */
  readonly stack: string;
  readonly sqlState?: string;
  /** Names of the schema's own objects, such as a violated constraint. */
  readonly constraint?: string;
  readonly table?: string;
  /** Types of what caused it, nearest first. */
  readonly causes?: readonly string[];
}

/**
 * SQLSTATE classes whose messages name settings and objects of the schema. All others, such as 22
 * (`invalid input syntax for type uuid: "…"`) and P0 (raised by hand), may quote a value.
 */
const classesWithoutValues = new Set(['08', '23', '25', '28', '3D', '40', '42', '53', '55', '57', '58']);

const longestMessage = 300;
const deepestCause = 5;

/**
 * The only way an error reaches a log line or a terminal. Errors of the database carry the statement, its
 * parameters and the failing row as properties, so properties are named here, never copied.
 */
export function describeError(thrown: unknown): DescribedError {
  if (!(thrown instanceof Error)) return { type: typeof thrown, message: 'not an error', stack: '' };
  const state = sqlState(thrown);
  const constraint = namedObject(thrown, 'constraint');
  const table = namedObject(thrown, 'table');
  const causes = causesOf(thrown).map(({ constructor }) => constructor.name);
  return {
    type: thrown.constructor.name,
    message: messageWithoutValues(thrown),
    stack: framesOf(thrown),
    ...(state === null ? {} : { sqlState: state }),
    ...(constraint === null ? {} : { constraint }),
    ...(table === null ? {} : { table }),
    ...(causes.length === 0 ? {} : { causes }),
  };
}

/** The message of an error as far as it cannot hold what somebody entered. */
export function messageWithoutValues(error: unknown): string {
  if (!(error instanceof Error)) return 'not an error';
  const state = sqlState(error);
  const isOfDatabase = state !== null && /^[0-9FHPX][0-9A-Z]{4}$/.test(state);
  if (isOfDatabase && !classesWithoutValues.has(state.slice(0, 2))) return `database error ${state}`;
  // Both quote the text they could not read.
  if (error instanceof SyntaxError || 'issues' in error) return 'something could not be parsed';
  return error.message.slice(0, longestMessage);
}

/** The same for a terminal. */
export function errorText(thrown: unknown): string {
  const { type, message, stack, causes = [] } = describeError(thrown);
  const because = causes.length === 0 ? '' : ` (because of ${causes.join(', ')})`;
  return `${type}: ${message}${because}${stack === '' ? '' : `\n${stack}`}`;
}

/** The frames alone: the lines above them repeat the message. */
function framesOf({ stack = '' }: Error): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}

function causesOf(error: Error): Error[] {
  const causes: Error[] = [];
  for (let next = causeOf(error); next !== null && causes.length < deepestCause; next = causeOf(next)) {
    causes.push(next);
  }
  return causes;
}

function causeOf(error: Error): Error | null {
  if (error.cause instanceof Error) return error.cause;
  return 'driverError' in error && error.driverError instanceof Error ? error.driverError : null;
}

function namedObject(error: Error, name: 'constraint' | 'table'): string | null {
  for (const each of [error, ...causesOf(error)]) {
    const value: unknown = Reflect.get(each, name);
    if (typeof value === 'string') return value;
  }
  return null;
}
