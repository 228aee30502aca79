import { Injectable } from '@nestjs/common';
import {
  TimeFactor,
  type Accommodation,
  type AccommodationStatus,
  type AccountId,
  type GrantAccommodation,
  type ListedAccommodation,
} from '@attest/contracts';
import { Transaction } from '../../../platform/database/transaction.ts';
import { newId } from '../../../platform/ids/new-id.ts';

export interface AccommodationListing {
  readonly status: AccommodationStatus | null;
  /** Part of the e-mail address or the name; empty: everybody. */
  readonly person: string;
  /** Lists what comes after this entry; requests come first, then the newest. */
  readonly after: { readonly isRequested: boolean; readonly id: string } | null;
  readonly limit: number;
}

type Found = Omit<Accommodation, 'timeFactor' | 'validUntil' | 'createdAt' | 'decidedAt' | 'endedAt'> & {
  /** numeric(3,2), which pg reads as text. */
  readonly timeFactor: string;
  readonly validUntil: Date | null;
  readonly createdAt: Date;
  readonly decidedAt: Date | null;
  readonly endedAt: Date | null;
};

interface FoundWithPeople extends Found {
  readonly accountId: AccountId;
  readonly email: string;
  readonly displayName: string;
  readonly decidedBy: string | null;
}

const columns = `a.id, a.status, a.time_factor AS "timeFactor", a.extra_seconds AS "extraSeconds",
  a.break_seconds AS "breakSeconds", a.tools, a.request, a.reason, a.valid_until AS "validUntil",
  a.created_at AS "createdAt", a.decided_at AS "decidedAt", a.ended_at AS "endedAt"`;

const withPeople = `${columns}, p.id AS "accountId", p.email, p.display_name AS "displayName",
  d.display_name AS "decidedBy"
  FROM accommodations a JOIN accounts p ON p.id = a.account_id LEFT JOIN accounts d ON d.id = a.decided_by`;

const isInForce = `a.status = 'granted' AND (a.valid_until IS NULL OR a.valid_until > attest_now())`;

@Injectable()
export class AccommodationsRepository {
  constructor(private readonly transaction: Transaction) {}

  async inForce(accountId: AccountId): Promise<Accommodation | null> {
    return (await this.inForceOf([accountId])).get(accountId) ?? null;
  }

  /** Nobody has two in force; who has none is not in it. */
  async inForceOf(accountIds: readonly AccountId[]): Promise<ReadonlyMap<AccountId, Accommodation>> {
    const rows = await this.transaction.rows<Found & { accountId: AccountId }>(
      `SELECT a.account_id AS "accountId", ${columns} FROM accommodations a
       WHERE a.account_id = ANY($1::uuid[]) AND ${isInForce}`,
      [accountIds],
    );
    return new Map(rows.map(({ accountId, ...found }) => [accountId, toAccommodation(found)]));
  }

  /** The granted one, in force or past its end: a new grant replaces it. */
  async granted(accountId: AccountId): Promise<Accommodation | null> {
    return this.one(
      `SELECT ${columns} FROM accommodations a WHERE a.account_id = $1 AND a.status = 'granted'`,
      [accountId],
    );
  }

  async requested(accountId: AccountId): Promise<Accommodation | null> {
    return this.one(
      `SELECT ${columns} FROM accommodations a WHERE a.account_id = $1 AND a.status = 'requested'`,
      [accountId],
    );
  }

  async earlier(accountId: AccountId, limit: number): Promise<Accommodation[]> {
    const rows = await this.transaction.rows<Found>(
      `SELECT ${columns} FROM accommodations a
       WHERE a.account_id = $1 AND a.status <> 'requested' AND NOT (${isInForce})
       ORDER BY a.id DESC LIMIT $2`,
      [accountId, limit],
    );
    return rows.map(toAccommodation);
  }

  async list({ status, person, after, limit }: AccommodationListing): Promise<ListedAccommodation[]> {
    const rows = await this.transaction.rows<FoundWithPeople>(
      `SELECT ${withPeople}
       WHERE ($1::text IS NULL OR a.status = $1)
         AND ($2 = '' OR strpos(lower(p.email), lower($2)) > 0 OR strpos(lower(p.display_name), lower($2)) > 0)
         AND ($3::boolean IS NULL OR (a.status = 'requested', a.id) < ($3, $4::uuid))
       ORDER BY a.status = 'requested' DESC, a.id DESC LIMIT $5`,
      [status, person, after?.isRequested ?? null, after?.id ?? null, limit],
    );
    return rows.map(toListed);
  }

  async read(id: string): Promise<ListedAccommodation | null> {
    const [row] = await this.transaction.rows<FoundWithPeople>(`SELECT ${withPeople} WHERE a.id = $1`, [id]);
    return row === undefined ? null : toListed(row);
  }

  /** Decisions on one person queue; those on others do not wait. */
  async lockPerson(accountId: AccountId): Promise<void> {
    await this.transaction.rows(`SELECT 1 FROM accounts WHERE id = $1 FOR NO KEY UPDATE`, [accountId]);
  }

  async request(accountId: AccountId, request: string): Promise<string> {
    const id = newId();
    await this.transaction.rows(
      `INSERT INTO accommodations (id, account_id, status, request, created_at)
       VALUES ($1, $2, 'requested', $3, attest_now())`,
      [id, accountId, request],
    );
    return id;
  }

  /** @param requestId the request it answers; null: nobody asked */
  async grant(
    accountId: AccountId,
    requestId: string | null,
    granted: Omit<GrantAccommodation, 'email'>,
    decidedBy: AccountId,
  ): Promise<string> {
    const id = requestId ?? newId();
    const { timeFactor, extraSeconds, breakSeconds, tools, reason, validUntil } = granted;
    await this.transaction.rows(
      `INSERT INTO accommodations (id, account_id, status, time_factor, extra_seconds, break_seconds, tools,
         reason, valid_until, created_at, decided_by, decided_at)
       VALUES ($1, $2, 'granted', $3, $4, $5, $6, $7, $8, attest_now(), $9, attest_now())
       ON CONFLICT (id) DO UPDATE SET status = 'granted', time_factor = excluded.time_factor,
         extra_seconds = excluded.extra_seconds, break_seconds = excluded.break_seconds,
         tools = excluded.tools, reason = excluded.reason, valid_until = excluded.valid_until,
         decided_by = excluded.decided_by, decided_at = excluded.decided_at`,
      [id, accountId, timeFactor, extraSeconds, breakSeconds, tools, reason, validUntil, decidedBy],
    );
    return id;
  }

  /** Makes room for another grant; who gave it and why stay as they were. */
  async replace(id: string): Promise<void> {
    await this.transaction.rows(
      `UPDATE accommodations SET status = 'withdrawn', ended_at = attest_now() WHERE id = $1`,
      [id],
    );
  }

  async end(
    id: string,
    status: 'declined' | 'withdrawn',
    reason: string,
    decidedBy: AccountId,
  ): Promise<void> {
    await this.transaction.rows(
      `UPDATE accommodations SET status = $2, reason = $3, decided_by = $4, decided_at = attest_now(),
         ended_at = attest_now() WHERE id = $1`,
      [id, status, reason, decidedBy],
    );
  }

  private async one(sql: string, parameters: readonly unknown[]): Promise<Accommodation | null> {
    const [row] = await this.transaction.rows<Found>(sql, parameters);
    return row === undefined ? null : toAccommodation(row);
  }
}

function toAccommodation({
  timeFactor,
  validUntil,
  createdAt,
  decidedAt,
  endedAt,
  ...row
}: Found): Accommodation {
  return {
    ...row,
    timeFactor: TimeFactor.parse(Number(timeFactor)),
    validUntil: validUntil?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
  };
}

function toListed({
  accountId,
  email,
  displayName,
  decidedBy,
  ...row
}: FoundWithPeople): ListedAccommodation {
  return { ...toAccommodation(row), account: { id: accountId, email, displayName }, decidedBy };
}
