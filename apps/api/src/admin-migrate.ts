import { importBank } from './import-bank.ts';
import { withApp } from './with-app.ts';

/**
 * What a start does before it serves, as a job of its own.
 *
 * @param whileExamsRun changes the schema also while candidates sit exams
 */
export async function prepareDatabase(whileExamsRun: boolean): Promise<void> {
  await withApp(
    process.env,
    async (app, config) => {
      const { lines } = await importBank(app, config);
      for (const line of lines) process.stdout.write(`${line}\n`);
      process.stdout.write('The database is up to date.\n');
      return 0;
    },
    { sparesExams: !whileExamsRun },
  );
}
