import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditEventRow } from './audit-event.entity.ts';
import { AuditLog } from './audit-log.ts';

@Global()
@Module({
  imports: [TypeOrmModule.forFeature([AuditEventRow])],
  providers: [AuditLog],
  exports: [AuditLog],
})
export class AuditModule {}
