import { Injectable } from '@nestjs/common';
import type { Account, AccountId } from '@attest/contracts';
import { permissionsOf, type Role } from '@attest/contracts/permissions';
import { AuditLog } from '../../platform/audit/audit-log.ts';
import { violates } from '../../platform/database/database-errors.ts';
import { Transaction } from '../../platform/database/transaction.ts';
import { Problem } from '../../platform/http/problem.ts';
import { newId } from '../../platform/ids/new-id.ts';
import { AccountRoleRow, AccountRow } from './account.entity.ts';

/** What belongs to the account itself, however somebody came to it. */
export type Profile = Omit<Account, 'id' | 'signIn'> & { readonly id: AccountId };

export interface NewAccount {
  readonly email: string;
  readonly displayName: string;
  readonly passwordHash: string;
  readonly roles: readonly Role[];
  readonly isDemo: boolean;
}

@Injectable()
export class AccountsRepository {
  constructor(
    private readonly transaction: Transaction,
    private readonly audit: AuditLog,
  ) {}

  /** Call within a transaction. @throws Problem `email-already-registered` */
  async insert(account: NewAccount): Promise<AccountId> {
    const id = newId<AccountId>();
    const { roles, ...row } = account;
    try {
      await this.transaction.manager.insert(AccountRow, {
        id,
        ...row,
        createdAt: await this.transaction.now(),
      });
    } catch (error) {
      if (violates(error, 'accounts_email_key')) throw new Problem('email-already-registered');
      throw error;
    }
    await this.transaction.manager.insert(
      AccountRoleRow,
      roles.map((role) => ({ accountId: id, role })),
    );
    if (roles.some((role) => role !== 'candidate')) await this.recordRoles(id, roles);
    return id;
  }

  async exists(): Promise<boolean> {
    return this.transaction.manager.exists(AccountRow, { where: {} });
  }

  findByEmail(email: string): Promise<AccountRow | null> {
    return this.transaction.manager.findOneBy(AccountRow, { email });
  }

  findById(id: AccountId): Promise<AccountRow | null> {
    return this.transaction.manager.findOneBy(AccountRow, { id });
  }

  async rolesOf(accountId: AccountId): Promise<readonly Role[]> {
    const rows = await this.transaction.manager.findBy(AccountRoleRow, { accountId });
    return rows.map((row) => row.role);
  }

  async update(id: AccountId, change: { displayName?: string }): Promise<void> {
    await this.transaction.manager.update(AccountRow, { id }, change);
  }

  /** Call within a transaction. */
  async changePassword(id: AccountId, passwordHash: string): Promise<void> {
    await this.transaction.manager.update(AccountRow, { id }, { passwordHash });
    await this.audit.record({
      kind: 'account.password-changed',
      actorId: id,
      subject: { kind: 'account', id },
      reason: null,
    });
  }

  /** Only commands of the operator make accounts that may do more than a candidate. */
  private recordRoles(id: AccountId, roles: readonly Role[]): Promise<void> {
    const subject = { kind: 'account', id };
    return this.audit.record({
      kind: 'account.made',
      actorId: null,
      subject,
      reason: null,
      after: { roles },
    });
  }

  async read(id: AccountId): Promise<Profile> {
    const [row, roles] = await Promise.all([this.findById(id), this.rolesOf(id)]);
    if (row === null) throw new Problem('not-found');
    return {
      id: row.id,
      email: row.email,
      displayName: row.displayName,
      roles: [...roles],
      permissions: [...new Set(roles.flatMap((role) => permissionsOf[role]))],
      createdAt: row.createdAt.toISOString(),
    };
  }
}
