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
          ...dataSourceOptions(url, config.database.poolSize),
          autoLoadEntities: true,
          retryAttempts: 1,
        }),
      ],
      providers: [Transaction, OldRows, { provide: DATABASE_URL, useValue: url }],
      exports: [Transaction, OldRows, DATABASE_URL],
    };
  }
}
