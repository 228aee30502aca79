import { createInterface } from 'node:readline/promises';
import { Register } from '@attest/contracts';
import { AccountsService } from './modules/accounts/index.ts';
import { Problem } from './platform/http/problem.ts';
import { withApp } from './with-app.ts';

/** Makes the first person of an installation. */
export async function createAdministrator(
  { email, name }: { readonly email: string | undefined; readonly name: string | undefined },
  usage: string,
): Promise<void> {
  await withApp(process.env, async (app, config) => {
    const person = Register.safeParse({
      email,
      displayName: name ?? 'Administrator',
      password: config.adminPassword ?? (await askPassword()),
    });
    if (!person.success) {
      const faults = person.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
      process.stderr.write(`${faults.join('\n')}\n${usage}`);
      return 2;
    }
    try {
      const account = await app
        .get(AccountsService, { strict: false })
        .create({ ...person.data, roles: ['administrator'], isDemo: false });
      process.stdout.write(`${account.email} is an administrator now.\n`);
      return 0;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      process.stderr.write(`${error.message}\n`);
      return 1;
    }
  });
}

async function askPassword(): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question('Password (at least 10 characters, shown as you type): ');
  } finally {
    terminal.close();
  }
}
