import { createHash, randomUUID } from 'node:crypto';
import { query } from '../../support/database.ts';

/** A candidate's account with sign-ins of several devices, made past the application: passwords are slow. */
export interface SignedInPerson {
  readonly accountId: string;
  /** The secret of each device's cookie. */
  readonly cookies: readonly string[];
}

export async function signIn(databaseUrl: string, name: string, devices = 1): Promise<SignedInPerson> {
  const accountId = randomUUID();
  const cookies = Array.from({ length: devices }, () => randomUUID());
  await query(
    databaseUrl,
    `WITH account AS (
       INSERT INTO accounts (id, email, display_name, password_hash, created_at)
       VALUES ($1, $2, $3, 'none', attest_now())),
     role AS (INSERT INTO account_roles (account_id, role) VALUES ($1, 'candidate'))
     INSERT INTO sign_ins (id, account_id, reference_hash, created_at, password_checked_at, expires_at)
     SELECT gen_random_uuid(), $1, hash, attest_now(), attest_now(), attest_now() + interval '1 day'
     FROM unnest($4::bytea[]) hash`,
    [
      accountId,
      `${accountId}@example.org`,
      name,
      cookies.map((secret) => createHash('sha256').update(secret).digest()),
    ],
  );
  return { accountId, cookies };
}
