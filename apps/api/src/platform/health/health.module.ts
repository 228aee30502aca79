import { Global, Module } from '@nestjs/common';
import { HealthController } from './health.controller.ts';
import { KeptPromises } from './kept-promises.ts';
import { Load } from './load.ts';
import { Metrics } from './metrics.ts';
import { Readiness } from './readiness.ts';
import { WaitingWork } from './waiting-work.ts';

@Global()
@Module({
  controllers: [HealthController],
  providers: [Load, Readiness, Metrics, WaitingWork, KeptPromises],
  exports: [Load, Readiness, Metrics],
})
export class HealthModule {}
