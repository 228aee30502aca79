import { RouteConfig, type NestFastifyApplication } from '@nestjs/platform-fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Set by `TakesUpTo`. */
    readonly bodyLimitBytes?: number;
  }
}

/** The body of this handler may be larger than others. */
export function TakesUpTo(bytes: number): MethodDecorator {
  return RouteConfig({ bodyLimitBytes: bytes });
}

/** Before any route is made. */
export function obeyBodyLimits(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRoute', (route) => {
      const bytes = route.config?.bodyLimitBytes;
      if (bytes !== undefined) route.bodyLimit = bytes;
    });
}
