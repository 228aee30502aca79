import { Global, Module } from '@nestjs/common';
import { HealthController } from './health.controller.ts';
import { Metrics } from './metrics.ts';
import { Readiness } from './readiness.ts';
import { WaitingWork } from './waiting-work.ts';

@Global()
@Module({
  controllers: [HealthController],
  providers: [Readiness, Metrics, WaitingWork],
  exports: [Readiness, Metrics],
})
export class HealthModule {}
