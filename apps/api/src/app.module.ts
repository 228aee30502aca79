import { Module, type DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { AccountsModule } from './modules/accounts/index.ts';
import { ExamSessionsModule } from './modules/exam-sessions/index.ts';
import { ExamsModule } from './modules/exams/index.ts';
import { ItemBankModule } from './modules/item-bank/index.ts';
import { ProctoringModule } from './modules/proctoring/index.ts';
import { ScoringModule } from './modules/scoring/index.ts';
import { AuditModule } from './platform/audit/audit.module.ts';
import type { Config } from './platform/config/config.ts';
import { ConfigModule } from './platform/config/config.module.ts';
import { DatabaseModule } from './platform/database/database.module.ts';
import { HealthModule } from './platform/health/health.module.ts';
import { HttpModule } from './platform/http/http.module.ts';
import { logging } from './platform/log/logging.ts';
import { OutboxModule } from './platform/outbox/outbox.module.ts';

@Module({})
export class AppModule {
  static configured(config: Config, databaseUrl: string): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.holding(config),
        LoggerModule.forRoot(logging(config.logLevel)),
        DatabaseModule.at(databaseUrl, config),
        HttpModule,
        HealthModule,
        OutboxModule,
        AuditModule,
        AccountsModule,
        ItemBankModule,
        ExamsModule,
        ExamSessionsModule,
        ScoringModule,
        ProctoringModule,
      ],
    };
  }
}
