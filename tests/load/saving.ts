import type { Population, Sitting } from './population.ts';
import { requestText, Wire } from './wire.ts';

/** Milliseconds since the bench began: grows faster than anybody saves, so every revision is new. */
export const benchStartedMs = Date.now();

/** Saves of all sittings in turn, each with a new revision, as browsers send them on choosing an option. */
export class SavingPeople {
  private next = 0;
  private readonly heads: readonly string[];

  constructor(
    private readonly population: Population,
    port: number,
  ) {
    this.heads = population.sittings.map((sitting) => headOf(sitting, port));
  }

  /** One response, and every fifth time two, as when somebody has moved on quickly. */
  request(): string {
    const turn = this.next;
    this.next += 1;
    const at = turn % this.heads.length;
    const revision = Date.now() - benchStartedMs + 1_000;
    const responses = [this.response(turn, revision)];
    if (turn % 5 === 0) responses.push(this.response(turn + 1, revision));
    const body = `{"epoch":1,"responses":[${responses.join(',')}]}`;
    return `${this.heads[at] ?? ''}${String(body.length)}\r\n\r\n${body}`;
  }

  private response(turn: number, revision: number): string {
    const { items } = this.population;
    const item = items[(turn + Math.floor(turn / this.heads.length)) % items.length];
    const choice = item?.choices[revision % item.choices.length];
    return `{"itemId":"${item?.id ?? ''}","revision":${String(revision)},"value":{"RESPONSE":{"kind":"choice","selected":["${choice ?? ''}"]}},"marks":{"secondsSpent":${String(turn % 300)}}}`;
  }
}

/** All but the length of the body and the body. */
function headOf({ sessionId, cookie }: Sitting, port: number): string {
  const path = `/api/exam-sessions/${sessionId}/responses`;
  const whole = requestText('PUT', path, { cookie, body: {}, port });
  return whole.slice(0, whole.indexOf('content-length: ') + 'content-length: '.length);
}

export interface Saved {
  readonly acknowledged: number;
  readonly errors: Readonly<Record<string, number>>;
  /** Milliseconds, ascending. */
  readonly latencies: readonly number[];
  readonly seconds: number;
}

/** As many at once as they may be, for finding out how much a server can do; says nothing about waiting. */
export class ClosedLoop {
  private isOver = false;
  private acknowledged = 0;
  private readonly errors: Record<string, number> = {};
  private readonly loops: Promise<void>[];

  constructor(people: SavingPeople, port: number, inFlight: number) {
    this.loops = Array.from({ length: inFlight }, async () => {
      const wire = new Wire(port);
      while (!this.isOver) {
        const { status, body } = await wire.ask(people.request());
        if (status === 200) this.acknowledged += 1;
        else count(this.errors, `${String(status)} ${body.slice(0, 300)}`);
      }
      wire.close();
    });
  }

  /** Saves answered so far. */
  get count(): number {
    return this.acknowledged;
  }

  async end(): Promise<Readonly<Record<string, number>>> {
    this.isOver = true;
    await Promise.all(this.loops);
    return this.errors;
  }
}

/** Everybody saves once: forms and sign-ins are known from then on, as they are soon after a start. */
export async function everybodySaves(people: SavingPeople, port: number, saves: number): Promise<void> {
  let left = saves;
  const loops = Array.from({ length: 16 }, async () => {
    const wire = new Wire(port);
    while (left > 0) {
      left -= 1;
      await wire.ask(people.request());
    }
    wire.close();
  });
  await Promise.all(loops);
}

/**
 * So many a second at moments drawn beforehand, whether or not the server keeps up; a save that had to
 * wait for its connection has waited since it was meant to be sent.
 */
export async function openLoop(
  people: SavingPeople,
  port: number,
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
): Promise<Saved> {
  const errors: Record<string, number> = {};
  const latencies: number[] = [];
  const idle = Array.from({ length: 256 }, () => new Wire(port));
  const meant: number[] = [];
  const begunMs = performance.now() + 50;
  let dueMs = begunMs;
  let underWay = 0;
  const send = async (wire: Wire, meantMs: number) => {
    underWay += 1;
    const { status, body } = await wire.ask(people.request());
    underWay -= 1;
    latencies.push(performance.now() - meantMs);
    if (status !== 200) count(errors, `${String(status)} ${body.slice(0, 300)}`);
    const next = meant.shift();
    if (next === undefined) idle.push(wire);
    else void send(wire, next);
  };
  const endMs = begunMs + seconds * 1000;
  while (performance.now() < endMs || underWay > 0) {
    while (dueMs <= performance.now() && dueMs < endMs) {
      const wire = idle.pop();
      if (wire === undefined) meant.push(dueMs);
      else void send(wire, dueMs);
      dueMs += (-Math.log(1 - Math.random()) * 1000) / perSecond;
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  for (const wire of idle) wire.close();
  return { acknowledged: latencies.length, errors, latencies: latencies.toSorted((a, b) => a - b), seconds };
}

export function count(errors: Record<string, number>, kind: string): void {
  const name = kind.replaceAll(/[0-9a-f-]{36}/g, '…');
  errors[name] = (errors[name] ?? 0) + 1;
}
