import { randomUUID } from 'node:crypto';
import {
  Account,
  ExamSession,
  RunningSession,
  type CandidateInteraction,
  type CandidateItem,
  type RevealPolicy,
} from '@attest/contracts';
import type { Role } from '@attest/contracts/permissions';
import { itemOfKind } from './answers.ts';
import { clockOf } from './database-clock.ts';
import { query } from './database.ts';
import { HttpClient } from './http-client.ts';

/** A person with an account, signed in in a browser of their own. */
export interface Person extends Account {
  readonly password: string;
  readonly client: HttpClient;
}

export interface NewPerson {
  readonly email?: string;
  readonly displayName?: string;
  readonly password?: string;
}

/** Where an exam differs from the CAISA sampler. */
export interface ExamChanges {
  readonly itemCount?: number;
  readonly durationSeconds?: number;
  readonly graceSeconds?: number;
  readonly modes?: readonly ('exam' | 'study')[];
  readonly domains?: Readonly<Record<string, number>>;
  readonly release?: 'at-once' | 'at' | 'by-hand';
  readonly reveal?: RevealPolicy;
  readonly opensAt?: string;
  readonly latestStartAt?: string;
  readonly closesAt?: string;
  readonly attempts?: { readonly max: number | null; readonly waitSeconds: number };
}

export interface Booking {
  readonly candidate?: Person;
  readonly exam?: string;
  readonly mode?: 'exam' | 'study';
}

export interface OpenSession extends Booking {
  /** Moves the clock of the database there before the start; see `DatabaseClock.moveTo`. */
  readonly startedAt?: string;
  /** Time allowed; the sampler's own without it. */
  readonly minutes?: number;
  readonly graceSeconds?: number;
}

/** Builders: each takes what the test is about and fills in the rest. */
export class Given {
  readonly #url: string;
  readonly #databaseUrl: string;
  #people = 0;

  constructor(url: string, databaseUrl: string) {
    this.#url = url;
    this.#databaseUrl = databaseUrl;
  }

  /** A registered candidate, made as candidates make themselves. */
  candidate = async (person: NewPerson = {}): Promise<Person> => {
    this.#people += 1;
    const { password = 'plum harbour 47 lantern' } = person;
    const client = new HttpClient(this.#url);
    const reply = await client.post('/accounts', {
      email: person.email ?? `candidate-${String(this.#people)}@example.org`,
      displayName: person.displayName ?? `Candidate ${String(this.#people)}`,
      password,
    });
    return { ...reply.read(Account), password, client };
  };

  /** A person with other roles; nobody can give those to themselves. */
  staff = async (roles: readonly Role[], person: NewPerson = {}): Promise<Person> => {
    const account = await this.candidate(person);
    await query(this.#databaseUrl, 'DELETE FROM account_roles WHERE account_id = $1', [account.id]);
    await query(
      this.#databaseUrl,
      'INSERT INTO account_roles (account_id, role) SELECT $1, unnest($2::text[])',
      [account.id, roles],
    );
    // What the account may do is read at sign-in, or kept for some seconds: a new sign-in knows.
    const client = new HttpClient(this.#url);
    const reply = await client.post('/sign-in', { email: account.email, password: account.password });
    return { ...reply.read(Account), password: account.password, client };
  };

  instructor = (person?: NewPerson): Promise<Person> => this.staff(['instructor'], person);
  administrator = (person?: NewPerson): Promise<Person> => this.staff(['administrator'], person);

  /**
   * An exam like the CAISA sampler but for some rules. The bank must have been imported.
   *
   * @returns its slug
   */
  exam = async (changes: ExamChanges): Promise<string> => {
    const [id, versionId] = [randomUUID(), randomUUID()];
    const slug = `sampler-${id}`;
    await query(
      this.#databaseUrl,
      `WITH exam AS (
         INSERT INTO exams (id, slug, certification, version, updated_at)
         SELECT $1, $2, certification, 1, attest_now() FROM exams WHERE slug = 'caisa-sampler')
       INSERT INTO exam_versions (id, exam_id, version, definition, definition_hash, created_at)
       SELECT $3, $1, 1, v.definition || $4::jsonb, v.definition_hash, attest_now()
       FROM exam_versions v JOIN exams e ON e.id = v.exam_id AND e.version = v.version
       WHERE e.slug = 'caisa-sampler'`,
      [id, slug, versionId, JSON.stringify(changes)],
    );
    return slug;
  };

  /** A session that is booked and not started. */
  bookedSession = async (booking: Booking = {}): Promise<{ candidate: Person; session: ExamSession }> => {
    const candidate = booking.candidate ?? (await this.candidate());
    const { exam: examId = 'caisa-sampler', mode = 'exam' } = booking;
    const reply = await candidate.client.post('/exam-sessions', { examId, mode });
    return { candidate, session: reply.read(ExamSession) };
  };

  /** A session that the candidate has started and holds. */
  openSession = async (
    options: OpenSession = {},
  ): Promise<{ candidate: Person; session: RunningSession }> => {
    const { startedAt, minutes, graceSeconds, ...booking } = options;
    const changes = {
      ...(minutes !== undefined && { durationSeconds: minutes * 60 }),
      ...(graceSeconds !== undefined && { graceSeconds }),
    };
    const exam = Object.keys(changes).length === 0 ? {} : { exam: await this.exam(changes) };
    if (startedAt !== undefined) await clockOf(this.#databaseUrl).moveTo(startedAt);
    const { candidate, session } = await this.bookedSession({ ...booking, ...exam });
    const reply = await candidate.client.post(`/exam-sessions/${session.id}/start`);
    return { candidate, session: reply.read(RunningSession) };
  };

  /** A session whose form, which is drawn anew each time, holds an item of this kind. */
  openSessionWith = async (
    kind: CandidateInteraction['kind'],
  ): Promise<{ candidate: Person; session: RunningSession; item: CandidateItem }> => {
    const candidate = await this.candidate();
    for (let tries = 0; tries < 20; tries += 1) {
      const { session } = await this.openSession({ candidate });
      const item = itemOfKind(session.form.items, kind);
      if (item !== null) return { candidate, session, item };
    }
    throw new Error(`no form has an item of kind ${kind}`);
  };
}
