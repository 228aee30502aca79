import { parseArgs } from 'node:util';
import { QuestionBankImport } from './modules/exams/index.ts';
import { reportImport } from './report-import.ts';
import { withApp } from './with-app.ts';

const { values } = parseArgs({ options: { take: { type: 'string' } } });
if (values.take !== undefined && values.take !== 'files') {
  process.stderr.write('Usage: npm run bank -- import [--take files]\n');
  process.exit(2);
}
await withApp(async (app) => {
  const report = await app
    .get(QuestionBankImport, { strict: false })
    .run({ takeFiles: values.take === 'files' });
  const lines = reportImport(report);
  process.stdout.write(`${lines.length > 0 ? lines.join('\n') : 'The database holds every file already.'}\n`);
  const conflicts = report.certifications.flatMap((certification) => certification.conflicts);
  return report.faults.length + conflicts.length > 0 ? 1 : 0;
});
