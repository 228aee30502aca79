import { parseArgs } from 'node:util';
import { backUp, restore } from './admin-backup.ts';
import { createAdministrator } from './admin-create-administrator.ts';
import { prepareDatabase } from './admin-migrate.ts';
import { verifyAudit } from './admin-verify-audit.ts';

const usage = `Usage: npm run admin -- <command>

  create-administrator --email <address> --name <display name>
      makes the first person; the password is read from the terminal, or from ADMIN_PASSWORD
  backup <file>
      writes everything of this moment into a new file, while Attest goes on
  restore <file>
      fills an empty database from such a file and brings it up to date
  migrate [--while-exams-run]
      brings database and question bank up to date, for starts with MIGRATE_AT_START=no; while exams run it changes
      the schema only if told
  verify-audit
      says whether the audit trail is whole, and names the first broken row
`;

const { values, positionals } = parseArgs({
  options: {
    email: { type: 'string' },
    name: { type: 'string' },
    'while-exams-run': { type: 'boolean' },
  },
  allowPositionals: true,
  strict: false,
});
const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
const [command, file, ...rest] = positionals;
const hasFile = file !== undefined && rest.length === 0;

if (command === 'create-administrator') {
  await createAdministrator({ email: text(values.email), name: text(values.name) }, usage);
} else if (command === 'backup' && hasFile) {
  await backUp(file);
} else if (command === 'restore' && hasFile) {
  await restore(file);
} else if (command === 'migrate' && file === undefined) {
  await prepareDatabase(values['while-exams-run'] === true);
} else if (command === 'verify-audit' && file === undefined) {
  await verifyAudit();
} else {
  process.stderr.write(usage);
  process.exitCode = 2;
}
