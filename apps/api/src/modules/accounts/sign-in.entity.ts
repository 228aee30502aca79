import type { AccountId } from '@attest/contracts';
import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { AccountRow } from './account.entity.ts';

/** One sign-in of a browser. The cookie holds the reference, the table only its hash. */
@Entity('sign_ins')
@Unique('sign_ins_reference_hash_key', ['referenceHash'])
@Index('sign_ins_account_idx', ['accountId'])
export class SignInRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'sign_ins_pkey' })
  id!: string;

  @Column('uuid', { name: 'account_id' })
  @ForeignKey(() => AccountRow, { name: 'sign_ins_account_fkey' })
  accountId!: AccountId;

  @Column('bytea', { name: 'reference_hash' })
  referenceHash!: Buffer;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'password_checked_at' })
  passwordCheckedAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}

/** What a program shows instead of a cookie; only the hash is kept. */
@Entity('access_tokens')
@Unique('access_tokens_token_hash_key', ['tokenHash'])
@Index('access_tokens_account_idx', ['accountId', 'id'])
export class AccessTokenRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'access_tokens_pkey' })
  id!: string;

  @Column('uuid', { name: 'account_id' })
  @ForeignKey(() => AccountRow, { name: 'access_tokens_account_fkey' })
  accountId!: AccountId;

  @Column('text')
  name!: string;

  @Column('bytea', { name: 'token_hash' })
  tokenHash!: Buffer;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt!: Date | null;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;
}
