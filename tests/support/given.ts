import { randomUUID } from 'node:crypto';
import {
  Account,
  ExamSession,
  Register,
  RunningSession,
  type CandidateInteraction,
  type CandidateItem,
  type ExamSection,
  type ExamTools,
  type RevealPolicy,
} from '@attest/contracts';
import { permissionsOf, type Role } from '@attest/contracts/permissions';
import { hash } from '@node-rs/argon2';
import { hashSecret } from '../../apps/api/src/modules/accounts/secrets.ts';
import { signInCookie } from '../../apps/api/src/platform/http/cookies.ts';
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
  readonly pretestCount?: number;
  readonly domains?: Readonly<Record<string, number>>;
  readonly release?: 'at-once' | 'at' | 'by-hand';
  readonly reveal?: RevealPolicy;
  readonly opensAt?: string;
  readonly latestStartAt?: string;
  readonly closesAt?: string;
  readonly mayGoBack?: boolean;
  readonly tools?: Partial<ExamTools>;
  readonly sections?: readonly ExamSection[];
  readonly scenarioShare?: { readonly min: number };
  readonly minTestletSize?: number;
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

const usualPassword = 'plum harbour 47 lantern';

const hashes = new Map<string, Promise<string>>();

/** As the product stores it, argon2id with the same cost, but with few salts: once made, one serves many people. */
function hashOf(password: string, person: number): Promise<string> {
  const key = `${String(person % 4)} ${password}`;
  const known = hashes.get(key) ?? hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  hashes.set(key, known);
  return known;
}

/** Builders: each takes what the test is about and fills in the rest. */
export class Given {
  readonly #url: string;
  readonly #databaseUrl: string;
  readonly #signInHours: number;
  #people = 0;

  /** @param signInHours how long sign-ins last there */
  constructor(url: string, databaseUrl: string, signInHours = 24) {
    this.#url = url;
    this.#databaseUrl = databaseUrl;
    this.#signInHours = signInHours;
  }

  /** A candidate, signed in. */
  candidate = (person: NewPerson = {}): Promise<Person> => this.staff(['candidate'], person);

  /**
   * A person with these roles, signed in. Written past the application, since to judge and hash a password is
   * slow on purpose; the account and its sign-in are what registering leaves.
   */
  staff = async (roles: readonly Role[], person: NewPerson = {}): Promise<Person> => {
    const { email, displayName, password } = Register.parse(this.#completed(person));
    const [id, secret] = [randomUUID(), randomUUID()];
    const [signIn] = await query<{ createdAt: Date; endsAt: Date }>(
      this.#databaseUrl,
      `WITH account AS (
         INSERT INTO accounts (id, email, display_name, password_hash, created_at)
         VALUES ($1, $2, $3, $4, attest_now())),
       roles AS (INSERT INTO account_roles (account_id, role) SELECT $1, unnest($5::text[]))
       INSERT INTO sign_ins (id, account_id, reference_hash, created_at, password_checked_at, expires_at)
       VALUES (gen_random_uuid(), $1, $6, attest_now(), attest_now(), attest_now() + make_interval(hours => $7))
       RETURNING created_at AS "createdAt", expires_at AS "endsAt"`,
      [
        id,
        email,
        displayName,
        await hashOf(password, this.#people),
        roles,
        hashSecret(secret),
        this.#signInHours,
      ],
    );
    if (!signIn) throw new Error('INSERT gave no row.');
    const createdAt = signIn.createdAt.toISOString();
    const cookie = signInCookie(new URL(this.#url)).name;
    return {
      id,
      email,
      displayName,
      roles: [...roles],
      permissions: [...new Set(roles.flatMap((role) => permissionsOf[role]))],
      createdAt,
      signIn: { endsAt: signIn.endsAt.toISOString(), mayBeExtended: true, serverTime: createdAt },
      password,
      client: new HttpClient(this.#url, {}, [[cookie, secret]]),
    };
  };

  /** A candidate who registered on the page, which the API remembers of where they did. */
  registered = async (person: NewPerson = {}): Promise<Person> => {
    const body = this.#completed(person);
    const client = new HttpClient(this.#url);
    const reply = await client.post('/accounts', body);
    return { ...reply.read(Account), password: body.password, client };
  };

  #completed(person: NewPerson): Register {
    this.#people += 1;
    const number = String(this.#people);
    const displayName = `Candidate ${number}`;
    return { email: `candidate-${number}@example.org`, displayName, password: usualPassword, ...person };
  }

  instructor = (person?: NewPerson): Promise<Person> => this.staff(['instructor'], person);
  administrator = (person?: NewPerson): Promise<Person> => this.staff(['administrator'], person);

  /**
   * An exam like the CAISA sampler, or another one, but for some rules. The bank must have been imported.
   *
   * @returns its slug
   */
  exam = async (changes: ExamChanges, like = 'caisa-sampler'): Promise<string> => {
    const [id, versionId] = [randomUUID(), randomUUID()];
    const slug = `sampler-${id}`;
    await query(
      this.#databaseUrl,
      `WITH exam AS (
         INSERT INTO exams (id, slug, certification, version, updated_at)
         SELECT $1, $2, certification, 1, attest_now() FROM exams WHERE slug = $5)
       INSERT INTO exam_versions (id, exam_id, version, definition, definition_hash, created_at)
       SELECT $3, $1, 1, v.definition || $4::jsonb, v.definition_hash, attest_now()
       FROM exam_versions v JOIN exams e ON e.id = v.exam_id AND e.version = v.version
       WHERE e.slug = $5`,
      [id, slug, versionId, JSON.stringify(changes), like],
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
