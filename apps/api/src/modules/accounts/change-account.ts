import { Injectable } from '@nestjs/common';
import type { ChangeAccount } from '@attest/contracts';
import type { Person } from '../../platform/auth/access.ts';
import { Transaction } from '../../platform/database/transaction.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { Problem } from '../../platform/http/problem.ts';
import { AccountsRepository } from './accounts.repository.ts';
import { AccountsService } from './accounts.service.ts';
import { OtherHolders } from './other-holders.ts';
import { PasswordHashing } from './password-hashing.ts';

/** What people change of their own account. */
@Injectable()
export class ChangeOwnAccount {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly passwords: AccountsService,
    private readonly hashing: PasswordHashing,
    private readonly others: OtherHolders,
    private readonly transaction: Transaction,
  ) {}

  /** The password first: where it is refused, nothing changes. */
  async change(person: Person, change: ChangeAccount, caller: Caller): Promise<void> {
    const { displayName, password, currentPassword } = change;
    if (password !== undefined) await this.changePassword(person, password, currentPassword, caller);
    if (displayName !== undefined) await this.accounts.update(person.accountId, { displayName });
  }

  private async changePassword(
    person: Person,
    password: string,
    current: string | undefined,
    caller: Caller,
  ): Promise<void> {
    if (current === undefined) {
      throw new Problem('password-needed-again', { detail: 'Send “currentPassword” with the new password.' });
    }
    const owner = await this.accounts.read(person.accountId);
    await this.passwords.checkPassword(owner.email, current, caller);
    const passwordHash = await this.hashing.hashChosen(password, owner, caller);
    await this.transaction.run(async () => {
      await this.accounts.changePassword(person.accountId, passwordHash);
      await this.others.end(person);
    });
  }
}
