import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People, their roles, their sign-ins and the access tokens of their programs. Secrets only as hashes. */
export class Accounts1763769601000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE accounts (
        id uuid NOT NULL,
        email text NOT NULL,
        display_name text NOT NULL,
        password_hash text NOT NULL,
        is_demo boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL,
        CONSTRAINT accounts_pkey PRIMARY KEY (id),
        CONSTRAINT accounts_email_key UNIQUE (email),
        CONSTRAINT accounts_email_lower_check CHECK (email = lower(email))
      )
    `);
    await runner.query(`
      CREATE TABLE account_roles (
        account_id uuid NOT NULL,
        role text NOT NULL,
        CONSTRAINT account_roles_pkey PRIMARY KEY (account_id, role),
        CONSTRAINT account_roles_account_fkey FOREIGN KEY (account_id) REFERENCES accounts (id),
        CONSTRAINT account_roles_role_check
          CHECK (role IN ('candidate', 'instructor', 'reviewer', 'proctor', 'administrator'))
      )
    `);
    await runner.query(`
      CREATE TABLE sign_ins (
        id uuid NOT NULL,
        account_id uuid NOT NULL,
        reference_hash bytea NOT NULL,
        created_at timestamptz NOT NULL,
        password_checked_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        ended_at timestamptz,
        CONSTRAINT sign_ins_pkey PRIMARY KEY (id),
        CONSTRAINT sign_ins_reference_hash_key UNIQUE (reference_hash),
        CONSTRAINT sign_ins_account_fkey FOREIGN KEY (account_id) REFERENCES accounts (id)
      )
    `);
    await runner.query(`CREATE INDEX sign_ins_account_idx ON sign_ins (account_id)`);
    await runner.query(`
      CREATE TABLE access_tokens (
        id uuid NOT NULL,
        account_id uuid NOT NULL,
        name text NOT NULL,
        token_hash bytea NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        last_used_at timestamptz,
        revoked_at timestamptz,
        CONSTRAINT access_tokens_pkey PRIMARY KEY (id),
        CONSTRAINT access_tokens_token_hash_key UNIQUE (token_hash),
        CONSTRAINT access_tokens_account_fkey FOREIGN KEY (account_id) REFERENCES accounts (id)
      )
    `);
    await runner.query(`CREATE INDEX access_tokens_account_idx ON access_tokens (account_id, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE access_tokens`);
    await runner.query(`DROP TABLE sign_ins`);
    await runner.query(`DROP TABLE account_roles`);
    await runner.query(`DROP TABLE accounts`);
  }
}
