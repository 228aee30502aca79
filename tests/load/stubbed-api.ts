import { createApp } from '../../apps/api/src/app.ts';
import { ResponseWriter } from '../../apps/api/src/modules/exam-sessions/response-writer.ts';
import type { HeldSession, SaveRow } from '../../apps/api/src/modules/exam-sessions/save-statement.ts';
import { readConfig } from '../../apps/api/src/platform/config/config.ts';

/** The product but for the write, which does nothing: what remains is the price of everything around it. */
const config = readConfig(process.env);
const app = await createApp(config, { databaseUrl: config.database.url ?? '' });

const now = new Date();
Object.assign(app.get(ResponseWriter, { strict: false }), {
  save: (rows: readonly SaveRow[]): Promise<readonly HeldSession[]> => {
    const [first] = rows;
    return Promise.resolve(first === undefined ? [] : [{ ...first, deadline: now, now, stored: rows }]);
  },
});
await app.listen(config.http.port, config.http.host);
process.once('SIGTERM', () => {
  process.exit(0);
});
