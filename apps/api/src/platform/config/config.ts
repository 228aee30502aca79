import { isIP } from 'node:net';
import * as z from 'zod';
import { StartupFault } from '../startup-fault.ts';
import { withPassword, withSecretFiles } from './secret-files.ts';

const seconds = z.coerce.number().int().positive();

const PublicUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address, such as https://exams.example.org' })
  .transform((text) => new URL(text))
  .refine((url) => url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '', {
    error: 'must be an origin only: no path, no query, no user',
  })
  .refine((url) => url.protocol === 'https:' || isLoopback(url.hostname), {
    error:
      'uses http on an address other than this machine, where browsers would send sign-ins unprotected: use https',
  });

const Networks = z
  .string()
  .default('')
  .transform((list) => list.split(/[\s,]+/).filter(Boolean))
  .refine((list) => list.every(isNetwork), {
    error: 'must be a list of addresses or networks such as 10.0.0.0/8, separated by commas',
  });

const LogLevel = z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']);

/** Every variable has a comment in `.env.example`. */
const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).optional(),
  PUBLIC_URL: PublicUrl.optional(),
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      error: 'must look like postgresql://user:password@host:5432/database',
    })
    .optional(),
  DATABASE_PASSWORD: z.string().optional(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(200).default(10),
  PREPARED_STATEMENTS: z.enum(['yes', 'no'], { error: 'must be yes or no' }).default('yes'),
  MIGRATE_AT_START: z.enum(['yes', 'no'], { error: 'must be yes or no' }).default('yes'),
  DATA_DIRECTORY: z.string().min(1).default('.data'),
  QUESTION_BANK_DIRECTORY: z.string().min(1).default('question-bank'),
  DEMO_PASSWORD: z.string().min(10).max(200).optional(),
  ADMIN_PASSWORD: z.string().optional(),
  DRAIN_SECONDS: z.coerce.number().int().min(0).max(15).optional(),
  LOG_LEVEL: LogLevel.optional(),
  PASSWORD_NICENESS: z.coerce.number().int().min(0).max(19).default(5),
  SIGN_IN_HOURS: seconds.max(24 * 30).default(24),
  TRUSTED_NETWORKS: Networks,
  TRUSTED_PROXIES: Networks,
});

export interface Config {
  readonly http: {
    readonly port: number;
    readonly host: string;
    readonly publicUrl: URL;
    readonly trustedNetworks: readonly string[];
    readonly trustedProxies: readonly string[];
    /** How long readiness is refused before the listener closes. */
    readonly drainSeconds: number;
  };
  readonly database: {
    readonly url: string | null;
    readonly poolSize: number;
    /** Whether the database keeps the plans of statements for each connection. */
    readonly preparesStatements: boolean;
    /** Whether a start brings schema and question bank up to date, or another job has done so. */
    readonly migratesAtStart: boolean;
  };
  readonly dataDirectory: string;
  readonly questionBankDirectory: string;
  readonly demoPassword: string | null;
  /** For the command that makes the first administrator; the server has no use for it. */
  readonly adminPassword: string | null;
  readonly logLevel: z.infer<typeof LogLevel>;
  readonly passwords: {
    /** By how much less urgent their threads are than the rest of the process; 0: as urgent. */
    readonly niceness: number;
  };
  readonly signIn: { readonly hours: number };
}

/**
 * Reads the whole configuration once.
 *
 * @throws StartupFault naming every faulty variable together
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const { values, faults } = withSecretFiles(withoutEmpty(environment));
  const parsed = Environment.safeParse(withoutEmpty(values));
  const all = [
    ...faults,
    ...(parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}`),
  ];
  if (!parsed.success || all.length > 0) {
    throw new StartupFault(`The configuration cannot be used: ${all.join('; ')}.`);
  }
  return toConfig(parsed.data);
}

function withoutEmpty(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
}

function toConfig(env: z.infer<typeof Environment>): Config {
  const publicUrl = env.PUBLIC_URL ?? new URL(`http://localhost:${String(env.PORT)}`);
  return Object.freeze({
    http: {
      port: env.PORT,
      host: env.HOST ?? (isLoopback(publicUrl.hostname) ? '127.0.0.1' : '0.0.0.0'),
      publicUrl,
      trustedNetworks: env.TRUSTED_NETWORKS,
      trustedProxies: env.TRUSTED_PROXIES,
      // Nobody balances traffic to a laptop.
      drainSeconds: env.DRAIN_SECONDS ?? (env.DATABASE_URL === undefined ? 0 : 5),
    },
    database: {
      url: env.DATABASE_URL === undefined ? null : withPassword(env.DATABASE_URL, env.DATABASE_PASSWORD),
      poolSize: env.DATABASE_POOL_SIZE,
      preparesStatements: env.PREPARED_STATEMENTS === 'yes',
      // Nobody else brings the embedded database up to date.
      migratesAtStart: env.MIGRATE_AT_START === 'yes' || env.DATABASE_URL === undefined,
    },
    dataDirectory: env.DATA_DIRECTORY,
    questionBankDirectory: env.QUESTION_BANK_DIRECTORY,
    demoPassword: env.DEMO_PASSWORD ?? null,
    adminPassword: env.ADMIN_PASSWORD ?? null,
    // On a laptop the terminal belongs to the person who started it.
    logLevel: env.LOG_LEVEL ?? (env.DATABASE_URL === undefined ? 'warn' : 'info'),
    passwords: { niceness: env.PASSWORD_NICENESS },
    signIn: { hours: env.SIGN_IN_HOURS },
  });
}

export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(?:\.\d{1,3}){3}$/.test(hostname)
  );
}

function isNetwork(text: string): boolean {
  const [address, prefix] = text.split('/');
  const family = isIP(address ?? '');
  if (family === 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128));
}
