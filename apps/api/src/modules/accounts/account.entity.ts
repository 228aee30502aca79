import type { AccountId } from '@attest/contracts';
import type { Role } from '@attest/contracts/permissions';
import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

@Entity('accounts')
@Unique('accounts_email_key', ['email'])
@Check('accounts_email_lower_check', 'email = lower(email)')
export class AccountRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'accounts_pkey' })
  id!: AccountId;

  @Column('text')
  email!: string;

  @Column('text', { name: 'display_name' })
  displayName!: string;

  @Column('text', { name: 'password_hash' })
  passwordHash!: string;

  @Column('boolean', { name: 'is_demo', default: false })
  isDemo!: boolean;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}

@Entity('account_roles')
@Check(
  'account_roles_role_check',
  "role IN ('candidate', 'instructor', 'reviewer', 'proctor', 'administrator')",
)
export class AccountRoleRow {
  @PrimaryColumn('uuid', { name: 'account_id', primaryKeyConstraintName: 'account_roles_pkey' })
  @ForeignKey(() => AccountRow, { name: 'account_roles_account_fkey' })
  accountId!: AccountId;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'account_roles_pkey' })
  role!: Role;
}
