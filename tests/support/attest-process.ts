import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../../apps/api/src/app.ts';
import { readConfig } from '../../apps/api/src/platform/config/config.ts';
import { freePort } from '../../apps/api/src/platform/embedded-database/server.ts';
import type { Person } from './given.ts';
import { HttpClient } from './http-client.ts';

/** One of several API processes on a database, as they stand behind one address. */
export interface AttestProcess {
  readonly app: NestFastifyApplication;
  readonly url: string;
  /** Calls this process as somebody who signed in at any process. */
  as(person: Person): HttpClient;
  readonly close: () => Promise<void>;
}

/**
 * Starts the application once more on a database that may have others.
 *
 * @param publicUrl the address people know, where it is another than the process's own
 */
export async function startProcess(
  databaseUrl: string,
  environment: Readonly<Record<string, string>> & { readonly PUBLIC_URL?: string } = {},
): Promise<AttestProcess> {
  const port = await freePort();
  const config = readConfig({
    PORT: String(port),
    LOG_LEVEL: 'fatal',
    PASSWORD_NICENESS: '0',
    DATABASE_URL: databaseUrl,
    ...environment,
  });
  const app = await createApp(config, { databaseUrl });
  await app.listen(port, '127.0.0.1');
  const url = `http://localhost:${String(port)}`;
  const { origin } = config.http.publicUrl;
  return {
    app,
    url,
    as: ({ client }) => new HttpClient(url, { cookie: client.cookieHeader(), origin }),
    close: () => app.close(),
  };
}
