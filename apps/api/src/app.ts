import 'reflect-metadata';
import { resolve } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { Logger } from 'nestjs-pino';
import { AppModule } from './app.module.ts';
import type { Config } from './platform/config/config.ts';
import { addHttpPlugins, httpAdapter } from './platform/http/fastify.ts';
import { describeApi } from './platform/http/openapi.ts';
import { addRequestLog } from './platform/http/request-log.ts';
import { addWebPages } from './platform/http/web-pages.ts';

export interface AppOptions {
  /** A migrated database. */
  readonly databaseUrl: string;
  /** Folder of the built pages. */
  readonly pagesDirectory?: string;
}

/** The whole application, ready to listen. */
export async function createApp(config: Config, options: AppOptions): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.configured(config, options.databaseUrl),
    httpAdapter(config),
    { bufferLogs: true, abortOnError: false, bodyParser: false },
  );
  app.useLogger(app.get(Logger));
  app.setGlobalPrefix('api', { exclude: ['health/live', 'health/ready', 'metrics'] });
  await addHttpPlugins(app, config);
  addRequestLog(app);
  addReference(app);
  await addWebPages(app, resolve(options.pagesDirectory ?? 'dist/web'));
  await app.init();
  return app;
}

/** `/api/openapi.json` and its reader at `/api/docs`. */
function addReference(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onSend', async (request, reply, payload) => {
      if (request.url.startsWith('/api/docs')) {
        const policy = String(reply.getHeader('content-security-policy'));
        reply.header(
          'content-security-policy',
          policy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"),
        );
      } else if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control')) {
        reply.header('cache-control', 'no-store');
      }
      return Promise.resolve(payload);
    });
  SwaggerModule.setup('api/docs', app, () => describeApi(app), {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
    customSiteTitle: 'Attest API',
  });
}
