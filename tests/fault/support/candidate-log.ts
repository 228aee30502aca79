import { closeSync, openSync, readFileSync, readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { ResponseValue } from '@attest/contracts';
import * as z from 'zod';
import type { SentResponse, Told } from '../../support/history-invariants.ts';

type Row = readonly [sessionId: string, itemId: string, revision: number, value: ResponseValue | null];

const ToldLine = z.discriminatedUnion('told', [
  z.object({ told: z.literal('held'), sessionId: z.string(), epoch: z.number(), by: z.string() }),
  z.object({ told: z.literal('receipt'), sessionId: z.string(), text: z.string() }),
]);

/**
 * The memory of one candidate, outside the system: a file of intents, written before a request goes out,
 * and a file of what was acknowledged, written when the reply is here. Both only grow.
 */
export class CandidateLog {
  readonly #intents: number;
  readonly #acknowledgements: number;
  readonly #told: number;

  constructor(directory: string, name: string) {
    this.#intents = openSync(join(directory, `${name}.intents`), 'a');
    this.#acknowledgements = openSync(join(directory, `${name}.acknowledged`), 'a');
    this.#told = openSync(join(directory, `${name}.told`), 'a');
  }

  intends(rows: readonly SentResponse[]): void {
    append(this.#intents, rows.map(line));
  }

  acknowledged(rows: readonly SentResponse[]): void {
    append(this.#acknowledgements, rows.map(line));
  }

  wasTold(fact: Told): void {
    append(this.#told, [JSON.stringify(fact)]);
  }

  close(): void {
    for (const file of [this.#intents, this.#acknowledgements, this.#told]) closeSync(file);
  }
}

function append(file: number, lines: readonly string[]): void {
  if (lines.length > 0) writeSync(file, `${lines.join('\n')}\n`);
}

function line({ sessionId, itemId, revision, value }: SentResponse): string {
  return JSON.stringify([sessionId, itemId, revision, value]);
}

/** All that the candidates of a run wrote down, read a file at a time. */
export class CandidateLogs {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  get sent(): Iterable<SentResponse> {
    return this.#rows('.intents');
  }

  get acknowledged(): Iterable<SentResponse> {
    return this.#rows('.acknowledged');
  }

  get told(): Told[] {
    return this.#files('.told').flatMap((file) =>
      lines(file).map((text) => ToldLine.parse(JSON.parse(text))),
    );
  }

  *#rows(suffix: string): Generator<SentResponse> {
    for (const file of this.#files(suffix)) {
      for (const text of lines(file)) {
        const [sessionId, itemId, revision, value] = JSON.parse(text) as Row;
        yield { sessionId, itemId, revision, value };
      }
    }
  }

  #files(suffix: string): string[] {
    return readdirSync(this.#directory)
      .filter((name) => name.endsWith(suffix))
      .map((name) => join(this.#directory, name));
  }
}

function lines(file: string): string[] {
  return readFileSync(file, 'utf8').split('\n').filter(Boolean);
}
