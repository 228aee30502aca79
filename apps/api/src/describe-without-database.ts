import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { AppModule } from './app.module.ts';
import { readConfig } from './platform/config/config.ts';
import { httpAdapter } from './platform/http/fastify.ts';
import { describeApi } from './platform/http/openapi.ts';

/** The description of the API, from the code alone. */
export async function describeWithoutDatabase(): Promise<OpenAPIObject> {
  const config = readConfig({});
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.configured(config, 'postgresql://nowhere'),
    httpAdapter(config),
    { preview: true, logger: false },
  );
  app.setGlobalPrefix('api', { exclude: ['health/live', 'health/ready', 'metrics'] });
  return describeApi(app);
}
