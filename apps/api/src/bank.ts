import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { exportBank, reportExport } from './export-bank.ts';
import { importBank } from './import-bank.ts';
import { withApp } from './with-app.ts';

const { values, positionals } = parseArgs({
  options: { take: { type: 'string' }, to: { type: 'string' } },
  allowPositionals: true,
  strict: false,
});
const [command = '', ...others] = positionals;
const { take, to } = values;

if (command === 'import' && others.length === 0 && (take === undefined || take === 'files')) {
  await withApp(process.env, async (app, config) => {
    const { lines, isComplete } = await importBank(app, config, take === 'files');
    say(lines.length > 0 ? lines : ['The database holds every file already.']);
    return isComplete ? 0 : 1;
  });
} else if (command === 'export' && others.length === 0 && typeof to === 'string') {
  await withApp(process.env, async (app) => {
    const report = await exportBank(app, resolve(to));
    say(reportExport(report));
    return report.unknown.length === 0 ? 0 : 1;
  });
} else {
  process.stderr.write(
    'Usage: npm run bank -- import [--take files]\n       npm run bank -- export --to <folder>\n',
  );
  process.exit(2);
}

function say(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
