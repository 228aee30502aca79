import { Injectable } from '@nestjs/common';
import type { Person } from '../../platform/auth/access.ts';
import { Transaction } from '../../platform/database/transaction.ts';
import { RecentPeople } from './recent-people.ts';

/** After a change of password, whoever else holds the account loses it, programs included. */
@Injectable()
export class OtherHolders {
  constructor(
    private readonly transaction: Transaction,
    private readonly recent: RecentPeople,
  ) {}

  /** Ends all sign-ins and access tokens of the account but the one `person` came with. */
  async end({ accountId, referenceId }: Person): Promise<void> {
    await this.transaction.rows(
      `UPDATE sign_ins SET ended_at = attest_now() WHERE account_id = $1 AND id <> $2 AND ended_at IS NULL`,
      [accountId, referenceId],
    );
    await this.transaction.rows(
      `UPDATE access_tokens SET revoked_at = attest_now()
       WHERE account_id = $1 AND id <> $2 AND revoked_at IS NULL`,
      [accountId, referenceId],
    );
    this.transaction.afterCommit(() => {
      this.recent.forgetOthers(accountId, referenceId);
    });
  }
}
