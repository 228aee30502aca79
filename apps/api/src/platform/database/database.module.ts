import { Global, Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { Config } from '../config/config.ts';
import { dataSourceOptions } from './data-source.ts';
import { OldRows } from './old-rows.ts';
import { Transaction } from './transaction.ts';

/** Where the database is; known only once the embedded server runs. */
export const DATABASE_URL = Symbol('database url');

@Global()
@Module({})
export class DatabaseModule {
  static at(url: string, config: Config): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRoot({
          ...dataSourceOptions(url, config.database),
          autoLoadEntities: true,
          // The migrations have just been here, so what fails now passes: a start should not end with it.
          retryAttempts: 10,
          retryDelay: 1_000,
        }),
      ],
      providers: [Transaction, OldRows, { provide: DATABASE_URL, useValue: url }],
      exports: [Transaction, OldRows, DATABASE_URL],
    };
  }
}
