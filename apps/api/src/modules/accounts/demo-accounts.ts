import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Role } from '@attest/contracts/permissions';
import { Transaction } from '../../platform/database/transaction.ts';
import { AccountsRepository } from './accounts.repository.ts';
import { AccountsService } from './accounts.service.ts';

const people: readonly { name: string; displayName: string; roles: readonly Role[] }[] = [
  { name: 'candidate', displayName: 'Casey Candidate', roles: ['candidate'] },
  { name: 'instructor', displayName: 'Inga Instructor', roles: ['instructor'] },
  { name: 'reviewer1', displayName: 'Ravi Reviewer', roles: ['reviewer'] },
  { name: 'reviewer2', displayName: 'Rosa Reviewer', roles: ['reviewer'] },
  { name: 'admin', displayName: 'Ada Administrator', roles: ['administrator'] },
];

/** Five people to try everything with, on the embedded database only. */
@Injectable()
export class DemoAccounts {
  constructor(
    private readonly accounts: AccountsService,
    private readonly repository: AccountsRepository,
    private readonly transaction: Transaction,
  ) {}

  /**
   * Makes all of them or none, when there is no account at all.
   *
   * @param given the operator's password for all of them; without it one is made up
   * @returns e-mail addresses and password to print once, or null when accounts exist
   */
  async makeOnce(given: string | null): Promise<{ emails: readonly string[]; password: string } | null> {
    if (await this.repository.exists()) return null;
    const password = given ?? randomBytes(9).toString('base64url');
    const emails: string[] = [];
    await this.transaction.run(async () => {
      emails.length = 0;
      for (const { name, displayName, roles } of people) {
        const email = `${name}@attest.test`;
        await this.accounts.create({ email, password, displayName, roles, isDemo: true });
        emails.push(email);
      }
    });
    return { emails, password };
  }
}
