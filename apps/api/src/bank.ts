import { parseArgs } from 'node:util';
import { importBank } from './import-bank.ts';
import { withApp } from './with-app.ts';

const { values, positionals } = parseArgs({
  options: { take: { type: 'string' } },
  allowPositionals: true,
  strict: false,
});
if (positionals.length > 0 || (values.take !== undefined && values.take !== 'files')) {
  process.stderr.write('Usage: npm run bank -- import [--take files]\n');
  process.exit(2);
}
await withApp(process.env, async (app, config) => {
  const { lines, isComplete } = await importBank(app, config, values.take === 'files');
  process.stdout.write(`${lines.length > 0 ? lines.join('\n') : 'The database holds every file already.'}\n`);
  return isComplete ? 0 : 1;
});
