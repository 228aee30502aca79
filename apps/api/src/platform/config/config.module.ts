import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { Config } from './config.ts';

/** Injection token of the whole configuration; take only the slice you need from it. */
export const CONFIG = Symbol('config');

@Global()
@Module({})
export class ConfigModule {
  static holding(config: Config): DynamicModule {
    return {
      module: ConfigModule,
      providers: [{ provide: CONFIG, useValue: config }],
      exports: [CONFIG],
    };
  }
}
