import type { Params } from 'nestjs-pino';
import type { Config } from '../config/config.ts';
import { describeError } from './described-error.ts';

/** Log lines are JSON with the time in UTC; an error appears as `describeError` tells it and no other way. */
export function logging(level: Config['logLevel']): Params {
  return {
    forRoutes: [],
    pinoHttp: {
      level,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      serializers: { err: describeError },
      // Else pino would copy all properties of the error first.
      wrapSerializers: false,
    },
  };
}
