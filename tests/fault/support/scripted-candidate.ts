import {
  ExamSession,
  OpenedSection,
  ResponsesReceipt,
  RunningSession,
  SessionReceipt,
  type Marks,
  type SavedResponse,
} from '@attest/contracts';
import { problemIdOf } from '@attest/contracts/problems';
import type { SentResponse } from '../../support/history-invariants.ts';
import { expected, openItems, type CandidateParts, type Fate, type Sitting } from './candidate-parts.ts';
import type { Chance } from './chance.ts';
import { ReplyLost, type WireReply } from './wire.ts';
import { publicUrl } from './api-server.ts';
import { valueFor } from './answer-values.ts';

/** A candidate without a browser: asks, keeps what was not acknowledged, sends it again. */
export class ScriptedCandidate {
  readonly name: string;
  readonly chance: Chance;
  sitting: Sitting | null = null;
  /** Responses acknowledged so far. */
  acknowledged = 0;
  /** When the youngest acknowledged save was sent. */
  savedAsOf = Number.NEGATIVE_INFINITY;
  readonly #parts: CandidateParts;
  readonly #revisions = new Map<string, number>();
  readonly #unsent = new Map<string, SavedResponse>();
  /** What the server said is stored. */
  readonly #stored = new Map<string, number>();
  #address = 0;
  #bookings = 0;

  constructor(parts: CandidateParts) {
    this.#parts = parts;
    this.name = parts.name;
    this.chance = parts.chance;
    this.#address = parts.chance.whole(0, parts.addresses.length - 1);
  }

  get unsentCount(): number {
    return this.#unsent.size;
  }

  /** The highest revision of each item that this candidate knows of. */
  get revisions(): ReadonlyMap<string, number> {
    return this.#revisions;
  }

  /** Opens a session that another device of the same person began; `resume` then takes it over. */
  join(sessionId: string): void {
    this.sitting = { id: sessionId, items: [], section: null, deadline: null, epoch: 0 };
  }

  get path(): string {
    if (this.sitting === null) throw new Error(`${this.name} has no session`);
    return `/exam-sessions/${this.sitting.id}`;
  }

  /** @throws ReplyLost */
  async ask(method: string, path: string, body?: unknown, more?: Record<string, string>): Promise<WireReply> {
    const { addresses } = this.#parts;
    try {
      return await this.askAt(addresses[this.#address % addresses.length] ?? '', method, path, body, more);
    } catch (error) {
      this.#address += 1;
      throw error;
    }
  }

  /** @throws ReplyLost */
  askAt(
    to: string,
    method: string,
    path: string,
    body?: unknown,
    more?: Record<string, string>,
  ): Promise<WireReply> {
    const { wire, cookie } = this.#parts;
    const headers = { cookie: `attest=${cookie}`, origin: publicUrl, 'x-requested-with': 'attest', ...more };
    return wire.send({ to, method, path, body, headers });
  }

  /** Books under one key until it is known to be booked, so that a lost reply makes no second session. */
  async book(examId = 'caisa-sampler'): Promise<Fate> {
    const key = { 'idempotency-key': `${this.name}-${String(this.#bookings)}` };
    const body = { examId, mode: 'exam' };
    return this.#judged(
      () => this.ask('POST', '/exam-sessions', body, key),
      (reply) => {
        this.#bookings += 1;
        this.#revisions.clear();
        this.#unsent.clear();
        this.#stored.clear();
        this.sitting = { id: reply.read(ExamSession).id, items: [], section: null, deadline: null, epoch: 0 };
      },
    );
  }

  start(): Promise<Fate> {
    return this.#judged(() => this.ask('POST', `${this.path}/start`), this.#hold);
  }

  /** Takes the session over, from another device or after a refusal. */
  resume(): Promise<Fate> {
    return this.#judged(() => this.ask('POST', `${this.path}/resume`, {}), this.#hold);
  }

  /** Answers some items; nothing is sent yet. */
  answer(count: number, marks?: Marks): void {
    const items = this.chance.shuffled(this.sitting?.items ?? []).slice(0, count);
    for (const item of items) {
      const revision = (this.#revisions.get(item.id) ?? 0) + 1;
      this.#revisions.set(item.id, revision);
      const value = this.chance.happens(0.05) ? null : valueFor(item, revision);
      this.#unsent.set(item.id, { itemId: item.id, revision, value, ...(marks && { marks }) });
    }
  }

  /** Sends all that is not acknowledged. */
  async save(): Promise<Fate> {
    const responses = [...this.#unsent.values()];
    if (responses.length === 0) return 'done';
    const sent = this.#named(responses);
    this.#parts.log.intends(sent);
    const sentAt = performance.now();
    return this.#judged(
      () => this.ask('PUT', `${this.path}/responses`, { epoch: this.sitting?.epoch, responses }),
      (reply) => {
        const { accepted, superseded } = reply.read(ResponsesReceipt);
        this.savedAsOf = sentAt;
        this.#settle(sent, new Map(accepted));
        // Somebody else's is stored: ours is kept as evidence in the log, and not sent again.
        for (const [itemId, revision] of superseded) {
          this.#revisions.set(itemId, Math.max(revision, this.#revisions.get(itemId) ?? 0));
          this.#unsent.delete(itemId);
        }
      },
    );
  }

  /** Leaves the section for the next one, with all that is not acknowledged. */
  async openSection(): Promise<Fate> {
    const responses = [...this.#unsent.values()];
    const sent = this.#named(responses);
    const section = (this.sitting?.section ?? 0) + 1;
    const address = `${this.path}/sections/${String(section)}`;
    this.#parts.log.intends(sent);
    return this.#judged(
      () => this.ask('POST', address, { epoch: this.sitting?.epoch, responses }),
      (reply) => {
        const { accepted, items } = reply.read(OpenedSection);
        this.#settle(sent, new Map(accepted));
        if (this.sitting !== null) this.sitting = { ...this.sitting, items, section };
      },
    );
  }

  /** Hands the session in, with all that is not acknowledged. */
  async submit(): Promise<Fate> {
    const responses = [...this.#unsent.values()];
    const sessionId = this.sitting?.id ?? '';
    const sent = this.#named(responses);
    this.#parts.log.intends(sent);
    return this.#judged(
      () => this.ask('POST', `${this.path}/submit`, { epoch: this.sitting?.epoch, responses }),
      (reply) => {
        this.#settle(sent, new Map(reply.read(SessionReceipt).revisions));
        this.#parts.log.wasTold({ told: 'receipt', sessionId, text: reply.text });
        this.sitting = null;
      },
    );
  }

  /** Does something until it is done or refused for good; lost replies and overload are tried again. */
  async persistently(act: () => Promise<Fate>, mayGoOn: () => boolean = () => true): Promise<Fate> {
    for (;;) {
      const fate = await act();
      if (fate !== 'lost' && fate !== 'overloaded' && fate !== 'not-ready') return fate;
      if (!mayGoOn()) return fate;
      await new Promise((resolve) => setTimeout(resolve, this.chance.whole(5, 60)));
    }
  }

  readonly #hold = (reply: WireReply): void => {
    const { id, epoch, deadline, form, responses } = reply.read(RunningSession);
    this.sitting = { id, epoch, deadline, items: openItems(form), section: form.openSection ?? null };
    const stored = new Map(responses.map(({ itemId, revision }) => [itemId, revision]));
    for (const [itemId, revision] of stored) {
      this.#revisions.set(itemId, Math.max(revision, this.#revisions.get(itemId) ?? 0));
    }
    // At the end of a run a newer save may have covered up what was lost in between.
    for (const [itemId, revision] of this.#stored) {
      if ((stored.get(itemId) ?? 0) >= revision) continue;
      this.#parts.onSurprise(`I1 ${id} ${itemId}: revision ${String(revision)} was acknowledged and is gone`);
    }
    this.#parts.log.wasTold({ told: 'held', sessionId: id, epoch, by: this.name });
  };

  #named(responses: readonly SavedResponse[]): SentResponse[] {
    const sessionId = this.sitting?.id ?? '';
    return responses.map(({ itemId, revision, value }) => ({ sessionId, itemId, revision, value }));
  }

  #settle(sent: readonly SentResponse[], accepted: ReadonlyMap<string, number>): void {
    const settled = sent.filter(({ itemId, revision }) => (accepted.get(itemId) ?? 0) >= revision);
    this.#parts.log.acknowledged(settled);
    this.acknowledged += settled.length;
    for (const { itemId, revision } of settled) {
      this.#stored.set(itemId, Math.max(revision, this.#stored.get(itemId) ?? 0));
      if (this.#unsent.get(itemId)?.revision === revision) this.#unsent.delete(itemId);
    }
  }

  async #judged(ask: () => Promise<WireReply>, onSuccess: (reply: WireReply) => void): Promise<Fate> {
    let reply: WireReply;
    try {
      reply = await ask();
    } catch (error) {
      if (error instanceof ReplyLost) return 'lost';
      throw error;
    }
    if (reply.status < 300) {
      onSuccess(reply);
      return 'done';
    }
    const problem = problemIdOf(reply.body);
    if (problem === null || !expected.includes(problem)) {
      this.#parts.onSurprise(`${this.name} ${String(reply.status)} ${reply.text.slice(0, 400)}`);
    }
    return problem ?? 'internal-error';
  }
}
