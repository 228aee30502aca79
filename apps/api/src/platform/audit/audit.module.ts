import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditChain } from './audit-chain.ts';
import { AuditEventRow } from './audit-event.entity.ts';
import { AuditLog } from './audit-log.ts';
import { AuditSealer } from './audit-sealer.ts';
import { AuditTrail } from './audit-trail.ts';
import { AuditController } from './audit.controller.ts';

/** What staff and the installation did: recorded by every module, sealed and read here. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([AuditEventRow])],
  controllers: [AuditController],
  providers: [AuditChain, AuditLog, AuditSealer, AuditTrail],
  exports: [AuditChain, AuditLog],
})
export class AuditModule {}
