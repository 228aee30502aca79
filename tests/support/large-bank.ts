import { createApp } from '../../apps/api/src/app.ts';
import { DemoData } from '../../apps/api/src/modules/item-bank/index.ts';
import { readConfig } from '../../apps/api/src/platform/config/config.ts';
import { provideBank } from './bank.ts';

/** As many generated items stand beside those of the shipped bank: more than two pages. */
export const demoItems = 120;

/** For `useAttest({ prepare: provideLargeBank, keptTables: bankTables })`. */
export async function provideLargeBank(databaseUrl: string): Promise<void> {
  await provideBank(databaseUrl);
  const config = readConfig({ LOG_LEVEL: 'fatal', DATABASE_URL: databaseUrl });
  const app = await createApp(config, { databaseUrl });
  try {
    await app.get(DemoData, { strict: false }).fill({ items: demoItems, seed: 1 }, () => undefined);
  } finally {
    await app.close();
  }
}
