import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { OldRows } from '../database/old-rows.ts';
import { OutboxEntry } from './outbox.entity.ts';
import { OutboxWorker } from './outbox-worker.ts';
import { Outbox } from './outbox.ts';

@Global()
@Module({
  imports: [TypeOrmModule.forFeature([OutboxEntry])],
  providers: [Outbox, OutboxWorker],
  exports: [Outbox, OutboxWorker],
})
export class OutboxModule {
  constructor(oldRows: OldRows) {
    oldRows.forget('outbox', `delivered_at < attest_now() - interval '7 days'`);
  }
}
