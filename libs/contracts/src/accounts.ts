import * as z from 'zod';
import { roles } from './permissions.ts';
import { Instant, Uuid } from './primitives.ts';

export const Email = z
  .email()
  .max(254)
  .transform((email) => email.toLowerCase());
/** Length bounds only; how guessable it is, the server judges. */
export const NewPassword = z.string().min(10).max(200);
const AnyPassword = z.string().min(1).max(200);
export const DisplayName = z.string().trim().min(1).max(80);

export const Register = z
  .strictObject({ email: Email, password: NewPassword, displayName: DisplayName })
  .meta({ id: 'Register' });
export type Register = z.infer<typeof Register>;

export const SignIn = z.strictObject({ email: Email, password: AnyPassword }).meta({ id: 'SignIn' });
export type SignIn = z.infer<typeof SignIn>;

export const SignInTerm = z
  .object({
    endsAt: Instant,
    mayBeExtended: z.boolean().describe('False once the sign-in is as old as it may become'),
    serverTime: Instant,
  })
  .meta({ id: 'SignInTerm' });
export type SignInTerm = z.infer<typeof SignInTerm>;

export const Account = z
  .object({
    id: Uuid,
    email: z.string(),
    displayName: z.string(),
    roles: z.array(z.enum(roles)),
    permissions: z.array(z.string()),
    createdAt: Instant,
    signIn: SignInTerm.nullable().describe('How long this sign-in lasts; null for an access token'),
  })
  .meta({ id: 'Account' });
export type Account = z.infer<typeof Account>;

export const ChangeAccount = z
  .strictObject({
    displayName: DisplayName.optional(),
    password: NewPassword.optional(),
    currentPassword: AnyPassword.optional(),
  })
  .meta({ id: 'ChangeAccount' });
export type ChangeAccount = z.infer<typeof ChangeAccount>;

export const CreateAccessToken = z
  .strictObject({
    name: z.string().trim().min(1).max(80),
    expiresInDays: z.int().min(1).max(366),
    email: Email.optional(),
    password: AnyPassword.optional(),
  })
  .refine((body) => (body.email === undefined) === (body.password === undefined), {
    path: ['password'],
    message: 'give e-mail address and password together, or neither',
  })
  .meta({ id: 'CreateAccessToken' });
export type CreateAccessToken = z.infer<typeof CreateAccessToken>;

export const AccessToken = z
  .object({
    id: Uuid,
    name: z.string(),
    createdAt: Instant,
    expiresAt: Instant,
    lastUsedAt: Instant.nullable(),
  })
  .meta({ id: 'AccessToken' });
export type AccessToken = z.infer<typeof AccessToken>;

export const NewAccessToken = AccessToken.extend({
  token: z.string().describe('Shown once'),
}).meta({ id: 'NewAccessToken' });

export const AccessTokens = z
  .object({ accessTokens: z.array(AccessToken), next: z.string().nullable() })
  .meta({ id: 'AccessTokens' });
