import { Injectable } from '@nestjs/common';
import type { AccessToken, AccountId, CreateAccessToken } from '@attest/contracts';
import type { Role } from '@attest/contracts/permissions';
import type { Person } from '../../platform/auth/access.ts';
import { Transaction } from '../../platform/database/transaction.ts';
import { Problem } from '../../platform/http/problem.ts';
import { newId } from '../../platform/ids/new-id.ts';
import { RecentPeople } from './recent-people.ts';
import { hashSecret, newSecret } from './secrets.ts';
import { AccessTokenRow } from './sign-in.entity.ts';

const mostPerAccount = 50;
/** Tells scanners for leaked secrets what they found. */
const prefix = 'attest_';

interface FoundToken {
  readonly id: string;
  readonly account_id: AccountId;
  readonly display_name: string;
  readonly roles: Role[];
}

@Injectable()
export class AccessTokens {
  constructor(
    private readonly transaction: Transaction,
    private readonly recent: RecentPeople,
  ) {}

  create(
    accountId: AccountId,
    { name, expiresInDays }: CreateAccessToken,
  ): Promise<AccessToken & { token: string }> {
    return this.transaction.run(async () => {
      await this.transaction.rows(`SELECT 1 FROM accounts WHERE id = $1 FOR UPDATE`, [accountId]);
      await this.refuseBeyondLimit(accountId);
      const token = `${prefix}${newSecret()}`;
      const createdAt = await this.transaction.now();
      const row = {
        id: newId(),
        accountId,
        name,
        tokenHash: hashSecret(token),
        createdAt,
        expiresAt: new Date(createdAt.getTime() + expiresInDays * 86_400_000),
        lastUsedAt: null,
        revokedAt: null,
      };
      await this.transaction.manager.insert(AccessTokenRow, row);
      this.recent.expect(row.tokenHash);
      return { ...toAccessToken(row), token };
    });
  }

  /** Those that still open the account: at most fifty, so the list is one page. */
  async list(accountId: AccountId): Promise<{ accessTokens: AccessToken[]; next: null }> {
    const rows = await this.transaction.manager
      .createQueryBuilder(AccessTokenRow, 'token')
      .where('token.accountId = :accountId AND token.revokedAt IS NULL', { accountId })
      .andWhere('token.expiresAt > attest_now()')
      .orderBy('token.id', 'DESC')
      .limit(mostPerAccount)
      .getMany();
    return { accessTokens: rows.map(toAccessToken), next: null };
  }

  async revoke(accountId: AccountId, id: string): Promise<void> {
    const revoked = await this.transaction.rows(
      `UPDATE access_tokens SET revoked_at = attest_now()
       WHERE id = $1 AND account_id = $2 AND revoked_at IS NULL RETURNING id`,
      [id, accountId],
    );
    if (revoked.length === 0) throw new Problem('not-found', { detail: 'You have no such access token.' });
    this.recent.forget(id);
  }

  /** @throws Problem `too-many-requests`, see `RecentPeople` */
  find(token: string, source: string): Promise<Person | null> {
    const hash = hashSecret(token);
    return this.recent.find(hash, source, async () => {
      if (!token.startsWith(prefix)) return null;
      const [found] = await this.transaction.rows<FoundToken>(
        `UPDATE access_tokens t SET last_used_at = attest_now()
         FROM accounts a
         WHERE t.token_hash = $1 AND a.id = t.account_id AND t.revoked_at IS NULL AND t.expires_at > attest_now()
         RETURNING t.id, t.account_id, a.display_name,
           array(SELECT role FROM account_roles r WHERE r.account_id = a.id) AS roles`,
        [hash],
      );
      if (found === undefined) return null;
      return {
        accountId: found.account_id,
        displayName: found.display_name,
        roles: found.roles,
        signedInBy: 'access-token',
        referenceId: found.id,
      };
    });
  }

  private async refuseBeyondLimit(accountId: AccountId): Promise<void> {
    const [row] = await this.transaction.rows<{ count: number }>(
      `SELECT count(*)::int AS count FROM access_tokens
       WHERE account_id = $1 AND revoked_at IS NULL AND expires_at > attest_now()`,
      [accountId],
    );
    if ((row?.count ?? 0) < mostPerAccount) return;
    throw new Problem('access-tokens-at-limit', {
      detail: `Revoke one of your ${String(mostPerAccount)} access tokens first.`,
    });
  }
}

function toAccessToken(
  row: Pick<AccessTokenRow, 'id' | 'name' | 'createdAt' | 'expiresAt' | 'lastUsedAt'>,
): AccessToken {
  return {
    id: row.id,
    name: row.name,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}
