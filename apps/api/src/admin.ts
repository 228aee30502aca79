import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { Register } from '@attest/contracts';
import { AccountsService } from './modules/accounts/index.ts';
import { Problem } from './platform/http/problem.ts';
import { withApp } from './with-app.ts';

const usage = `Usage: npm run admin -- create-administrator --email <address> --name <display name>
The password is read from the terminal, or from ADMIN_PASSWORD.
`;

const { values, positionals } = parseArgs({
  options: { email: { type: 'string' }, name: { type: 'string' } },
  allowPositionals: true,
  strict: false,
});

if (positionals[0] !== 'create-administrator') {
  process.stderr.write(usage);
  process.exit(2);
}
await withApp(process.env, async (app, config) => {
  const person = Register.safeParse({
    email: values.email,
    displayName: values.name ?? 'Administrator',
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

async function askPassword(): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question('Password (at least 10 characters, shown as you type): ');
  } finally {
    terminal.close();
  }
}
