import { describeWithoutDatabase } from './describe-without-database.ts';

/** Prints the API description; builds the client from it without any database. */
process.stdout.write(`${JSON.stringify(await describeWithoutDatabase(), null, 2)}\n`);
