/** The commands of `npm run bank` on the files of question-bank/; bank.mjs hands the import to the API. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  arrangeItem,
  asIfApproved,
  bankStatistics,
  checks,
  hasErrors,
  jsonSchemas,
  lintBank,
  lintGallery,
  parseBank,
  parseGallery,
  reportText,
  statisticsText,
} from '@attest/item-bank';
import type { BankFile } from '@attest/item-bank';
import { readBankFiles } from '../apps/api/src/modules/item-bank/import/read-bank-files.ts';
import { formsOf } from './lib/bank-forms.ts';
import { scoresText, writeSheets } from './lib/bank-reading.ts';

const projectRoot = resolve(import.meta.dirname, '..');

const usage = `Usage: npm run bank -- <command>

  lint [--json] [--check N]   hold every item against the item-writing standard
  stats [--json]              count what the banks hold, and what gives keys away
  arrange [--check]           order options by a hash of the item's id
  forms [--count N]           assemble forms of each exam (200 unless given), and say what they share
  reading --to <folder> [--plants file] <id>…
                              write sheets for readers of these items and scenarios, and their keys
  reading --score <folder>    count the answers that lie beside the sheets
  schema [--check]            write the JSON Schemas that editors use
  import [--take files]       store the bank in the database; files win where both changed
  export --to <folder>        write what the database holds as files; equal files stay as they are

  --drafts  with lint and stats: count items that are written or reviewed as if approved
  --check   with arrange and schema: change nothing, fail when something would change
  --root    folder of the bank, question-bank unless given
`;

interface Options {
  readonly root: string;
  readonly isJson: boolean;
  readonly check: string | undefined;
  readonly isWithDrafts: boolean;
}

/** Runs one command and gives the exit code. */
export async function runBankCommand(args: readonly string[]): Promise<number> {
  const [command = '', ...rest] = args;
  switch (command) {
    case 'lint':
      return lint(optionsOf(rest, 'string'));
    case 'stats':
      return stats(optionsOf(rest, 'boolean'));
    case 'arrange':
      return arrange(optionsOf(rest, 'boolean'));
    case 'forms':
      return forms(rest);
    case 'reading':
      return reading(rest);
    case 'schema':
      return writeSchemas(optionsOf(rest, 'boolean'));
    case '':
    case 'help':
    case '--help':
      process.stdout.write(usage);
      return 0;
    default:
      process.stderr.write(`There is no command "${command}".\n\n${usage}`);
      return 2;
  }
}

function optionsOf(args: string[], checkType: 'string' | 'boolean'): Options {
  const { values } = parseArgs({
    args,
    options: {
      root: { type: 'string' },
      json: { type: 'boolean' },
      check: { type: checkType },
      drafts: { type: 'boolean' },
    },
  });
  return {
    root: resolve(values.root ?? join(projectRoot, 'question-bank')),
    isJson: values.json ?? false,
    check: values.check === undefined ? undefined : String(values.check),
    isWithDrafts: values.drafts ?? false,
  };
}

async function lint({ root, isJson, check, isWithDrafts }: Options): Promise<number> {
  const number = Number(check);
  if (check !== undefined && !checks.some(({ id }) => id === number)) {
    const known = checks.map(({ id }) => id).join(', ');
    process.stderr.write(`There is no check ${check}. Checks: ${known}\n`);
    return 2;
  }
  const reading = await readBankFiles(root);
  const { bank, faults: inFiles } = parseBank(reading.files);
  const gallery = parseGallery(reading.files);
  const only = check === undefined ? [] : [number];
  const ofBank = lintBank(isWithDrafts ? asIfApproved(bank) : bank, only);
  // The registers and blueprints that both need are read, and their faults told, with the bank.
  const inGallery = (gallery?.faults ?? []).filter(({ path }) => path.startsWith('gallery/'));
  const faults = [...reading.faults, ...inFiles, ...inGallery];
  const report = {
    ...ofBank,
    findings: [...ofBank.findings, ...(gallery === null ? [] : lintGallery(gallery, only))],
  };
  const shownRoot = relative(process.cwd(), root) || '.';
  const text = isJson
    ? JSON.stringify({ faults, ...report }, null, 2)
    : reportText(faults, report, shownRoot);
  process.stdout.write(`${text}\n`);
  return hasErrors(faults, report) ? 1 : 0;
}

async function stats({ root, isJson, isWithDrafts }: Options): Promise<number> {
  const { files, faults: unread } = await readBankFiles(root);
  const { bank, faults: inFiles } = parseBank(files);
  const faults = [...unread, ...inFiles];
  for (const { path, message } of faults) process.stderr.write(`${path}: ${message}\n`);
  const statistics = bankStatistics(isWithDrafts ? asIfApproved(bank) : bank);
  process.stdout.write(`${isJson ? JSON.stringify(statistics, null, 2) : statisticsText(statistics)}\n`);
  return faults.length > 0 ? 1 : 0;
}

async function forms(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { root: { type: 'string' }, count: { type: 'string' } } });
  const count = Number(values.count ?? '200');
  if (!Number.isInteger(count) || count < 1 || count > 1000) {
    process.stderr.write('--count takes a whole number from 1 to 1000.\n');
    return 2;
  }
  const { files } = await readBankFiles(resolve(values.root ?? join(projectRoot, 'question-bank')));
  const onDate = new Date().toISOString().slice(0, 10);
  const { text, faults } = formsOf(parseBank(files).bank, { count, onDate });
  process.stdout.write(`${text}\n`);
  return faults === 0 ? 0 : 1;
}

async function reading(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      root: { type: 'string' },
      to: { type: 'string' },
      plants: { type: 'string' },
      score: { type: 'string' },
    },
  });
  if (values.score !== undefined) {
    process.stdout.write(`${scoresText(resolve(values.score))}\n`);
    return 0;
  }
  if (values.to === undefined || positionals.length === 0) {
    process.stderr.write(`A reading needs a folder and items.\n\n${usage}`);
    return 2;
  }
  const { files } = await readBankFiles(resolve(values.root ?? join(projectRoot, 'question-bank')));
  const refusal = writeSheets(parseBank(files).bank, positionals, values.plants, resolve(values.to));
  if (refusal !== null) process.stderr.write(`${refusal}\n`);
  return refusal === null ? 0 : 1;
}

async function arrange({ root, check }: Options): Promise<number> {
  const { files, faults } = await readBankFiles(root);
  for (const { path, message } of faults) process.stderr.write(`${path}: ${message}\n`);
  if (faults.length > 0) return 1;
  const changed = files
    .filter(({ path }) => path.replace(/^gallery\//, '').split('/')[1] === 'items')
    .map(({ path, text }) => ({ path, before: text, after: arrangeItem(text) }))
    .filter(({ before, after }) => before !== after);
  return writeUnlessChecking(
    changed.map(({ path, after }) => ({ path: join(root, path), text: after })),
    check !== undefined,
    'npm run bank -- arrange',
  );
}

function writeSchemas({ root, check }: Options): number {
  const files = Object.entries(jsonSchemas()).map(([name, schema]) => ({
    path: join(root, 'schema', `${name}.json`),
    text: `${JSON.stringify(schema, null, 2)}\n`,
  }));
  mkdirSync(join(root, 'schema'), { recursive: true });
  const changed = files.filter(({ path, text }) => !existsSync(path) || readFileSync(path, 'utf8') !== text);
  return writeUnlessChecking(changed, check !== undefined, 'npm run bank -- schema');
}

function writeUnlessChecking(files: readonly BankFile[], isCheck: boolean, remedy: string): number {
  for (const { path, text } of files) {
    if (!isCheck) writeFileSync(path, text);
    process.stdout.write(`${isCheck ? 'would change' : 'changed'} ${relative(process.cwd(), path)}\n`);
  }
  const isCurrent = files.length === 0;
  process.stdout.write(isCurrent ? 'Everything is current.\n' : isCheck ? `Run ${remedy}.\n` : '');
  return isCheck && !isCurrent ? 1 : 0;
}

if (import.meta.main) process.exitCode = await runBankCommand(process.argv.slice(2));
