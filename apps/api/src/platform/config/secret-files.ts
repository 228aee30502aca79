import { readFileSync } from 'node:fs';

/** Each may come from a file instead, named by the variable with `_FILE` at its end. */
const secrets = ['DATABASE_URL', 'DATABASE_PASSWORD', 'ADMIN_PASSWORD', 'DEMO_PASSWORD'];

/**
 * The environment with the contents of the files that it names: what a container is given as a file stays out
 * of its process list and its description.
 *
 * @returns also one sentence a file that cannot be used
 */
export function withSecretFiles(environment: Readonly<Record<string, string | undefined>>): {
  readonly values: Record<string, string | undefined>;
  readonly faults: readonly string[];
} {
  const values = { ...environment };
  const faults: string[] = [];
  for (const name of secrets) {
    const file = environment[`${name}_FILE`];
    if (file === undefined) continue;
    if (environment[name] !== undefined) faults.push(`${name} and ${name}_FILE are both set: keep one`);
    else {
      try {
        values[name] = readFileSync(file, 'utf8').trim();
      } catch {
        faults.push(`${name}_FILE names ${file}, which cannot be read`);
      }
    }
  }
  return { values, faults };
}

/** @returns the address of the database with its password, where that came by itself */
export function withPassword(url: string, password: string | undefined): string {
  if (password === undefined) return url;
  const whole = new URL(url);
  if (whole.password === '') whole.password = encodeURIComponent(password);
  return whole.href;
}
