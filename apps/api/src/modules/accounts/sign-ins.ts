import { Inject, Injectable } from '@nestjs/common';
import type { AccountId, SignInTerm } from '@attest/contracts';
import type { Role } from '@attest/contracts/permissions';
import type { Person } from '../../platform/auth/access.ts';
import { CONFIG } from '../../platform/config/config.module.ts';
import type { Config } from '../../platform/config/config.ts';
import { Transaction } from '../../platform/database/transaction.ts';
import { Problem } from '../../platform/http/problem.ts';
import { newId } from '../../platform/ids/new-id.ts';
import { GatheredLookUps } from './gathered-look-ups.ts';
import { hashSecret, newSecret } from './secrets.ts';
import { RecentPeople } from './recent-people.ts';

/**
 * How long the browser keeps the cookie. The table alone says whether a sign-in still counts; the
 * cookie only has to outlive every moment to which it may be extended.
 */
export const cookieSeconds = 37 * 86_400;

/** A sign-in that is used all the time ends all the same, so that the password is asked for now and then. */
const longestLife = `interval '30 days'`;

const termColumns = `expires_at AS "endsAt", expires_at < created_at + ${longestLife} AS "mayBeExtended",
  attest_now() AS "serverTime"`;

/** An exam that begins or goes on. */
export interface HeldExam {
  /** The sign-in or access token with which the candidate works. */
  readonly heldBy: string;
  /** With the grace; null where nothing limits the time, as in study: the sign-in gets a long day. */
  readonly lastAnswerAt: Date | null;
}

interface Term {
  readonly endsAt: Date;
  readonly mayBeExtended: boolean;
  readonly serverTime: Date;
}

interface FoundSignIn {
  readonly key: Buffer;
  readonly id: string;
  readonly account_id: AccountId;
  readonly display_name: string;
  readonly roles: Role[];
}

/** Sign-ins of browsers: made, looked up by their cookie, ended at once. */
@Injectable()
export class SignIns {
  private readonly lookUps = new GatheredLookUps<FoundSignIn>((hashes) =>
    this.transaction.rows(
      `SELECT s.reference_hash AS key, s.id, s.account_id, a.display_name,
         array(SELECT role FROM account_roles r WHERE r.account_id = a.id) AS roles
       FROM sign_ins s JOIN accounts a ON a.id = s.account_id
       WHERE s.reference_hash = ANY($1::bytea[]) AND s.ended_at IS NULL AND s.expires_at > attest_now()`,
      [hashes],
    ),
  );

  constructor(
    private readonly transaction: Transaction,
    private readonly recent: RecentPeople,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @returns the secret for the cookie, and how long it opens the account */
  async begin(accountId: AccountId): Promise<{ secret: string; term: SignInTerm }> {
    const secret = newSecret();
    const hash = hashSecret(secret);
    const begun = await this.transaction.rows<Term>(
      `INSERT INTO sign_ins (id, account_id, reference_hash, created_at, password_checked_at, expires_at)
       VALUES ($1, $2, $3, attest_now(), attest_now(), attest_now() + make_interval(hours => $4))
       RETURNING ${termColumns}`,
      [newId(), accountId, hash, this.config.signIn.hours],
    );
    this.recent.expect(hash);
    return { secret, term: termOf(begun) };
  }

  /** @throws Problem `too-many-requests`, see `RecentPeople` */
  find(secret: string, source: string): Promise<Person | null> {
    const hash = hashSecret(secret);
    return this.recent.find(hash, source, () => this.lookUp(hash));
  }

  /** @returns null also for whoever has not been here lately: ask with `find` then */
  recall(secret: string): Promise<Person | null> {
    const hash = hashSecret(secret);
    return this.recent.recall(hash, () => this.lookUp(hash));
  }

  private async lookUp(hash: Buffer): Promise<Person | null> {
    const found = await this.lookUps.find(hash);
    if (found === null) return null;
    return {
      accountId: found.account_id,
      displayName: found.display_name,
      roles: found.roles,
      signedInBy: 'cookie',
      referenceId: found.id,
    };
  }

  /**
   * Lets sign-ins outlast exams that begin or go on: past the last answer of the grace, with time to read
   * how it ended. Never shortens them; what is no sign-in stays as it is.
   */
  async outlast(exams: readonly HeldExam[]): Promise<void> {
    await this.transaction.rows(
      `UPDATE sign_ins s SET expires_at = greatest(s.expires_at,
         held.last_answer_at + interval '1 hour',
         CASE WHEN held.is_unlimited THEN least(attest_now() + interval '24 hours', s.created_at + ${longestLife}) END)
       FROM (SELECT id, max(last_answer_at) AS last_answer_at, bool_or(last_answer_at IS NULL) AS is_unlimited
             FROM unnest($1::uuid[], $2::timestamptz[]) AS t(id, last_answer_at) GROUP BY id) held
       WHERE s.id = held.id AND s.ended_at IS NULL`,
      [exams.map(({ heldBy }) => heldBy), exams.map(({ lastAnswerAt }) => lastAnswerAt)],
    );
  }

  async term(signInId: string): Promise<SignInTerm> {
    return termOf(
      await this.transaction.rows<Term>(`SELECT ${termColumns} FROM sign_ins WHERE id = $1`, [signInId]),
    );
  }

  /** As if signed in now, but never beyond the longest life. @throws Problem `sign-in-required` once it ended */
  async extend(signInId: string): Promise<SignInTerm> {
    return termOf(
      await this.transaction.rows<Term>(
        `UPDATE sign_ins SET expires_at = greatest(expires_at,
           least(attest_now() + make_interval(hours => $2), created_at + ${longestLife}))
         WHERE id = $1 AND ended_at IS NULL AND expires_at > attest_now() RETURNING ${termColumns}`,
        [signInId, this.config.signIn.hours],
      ),
    );
  }

  /** Of sign-ins and access tokens those that have neither ended nor been revoked. */
  async stillOpening(referenceIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.transaction.rows<{ id: string }>(
      `SELECT id FROM sign_ins WHERE id = ANY($1::uuid[]) AND ended_at IS NULL AND expires_at > attest_now()
       UNION ALL SELECT id FROM access_tokens
       WHERE id = ANY($1::uuid[]) AND revoked_at IS NULL AND expires_at > attest_now()`,
      [referenceIds],
    );
    return new Set(rows.map(({ id }) => id));
  }

  async end(signInId: string): Promise<void> {
    await this.transaction.rows(
      `UPDATE sign_ins SET ended_at = attest_now() WHERE id = $1 AND ended_at IS NULL`,
      [signInId],
    );
    this.recent.forget(signInId);
  }

  /** Ends the sign-in a browser had, when it signs in anew. @param secret from its cookie */
  async endReplaced(secret: string): Promise<void> {
    const [ended] = await this.transaction.rows<{ id: string }>(
      `UPDATE sign_ins SET ended_at = attest_now() WHERE reference_hash = $1 AND ended_at IS NULL RETURNING id`,
      [hashSecret(secret)],
    );
    if (ended !== undefined) this.recent.forget(ended.id);
  }

  async rememberPasswordCheck(signInId: string): Promise<void> {
    await this.transaction.rows(`UPDATE sign_ins SET password_checked_at = attest_now() WHERE id = $1`, [
      signInId,
    ]);
  }

  /** Whether the password was entered in this sign-in within the last ten minutes. */
  async hasFreshPassword(signInId: string): Promise<boolean> {
    const [row] = await this.transaction.rows(
      `SELECT 1 FROM sign_ins WHERE id = $1 AND password_checked_at > attest_now() - interval '10 minutes'`,
      [signInId],
    );
    return row !== undefined;
  }
}

/** None when the sign-in ended since it was looked up. */
function termOf([term]: readonly Term[]): SignInTerm {
  if (term === undefined) throw new Problem('sign-in-required');
  const { endsAt, mayBeExtended, serverTime } = term;
  return { endsAt: endsAt.toISOString(), mayBeExtended, serverTime: serverTime.toISOString() };
}
