import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Repeating } from '../repeating.ts';
import { AuditChain } from './audit-chain.ts';

const everyMs = 1_000;
const jitterMs = 250;

/**
 * Seals what was recorded, in every process, each second; one of them at a time. Whoever records never
 * waits for the end of the chain.
 */
@Injectable()
export class AuditSealer implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(AuditSealer.name);
  private readonly repeating = new Repeating({
    round: async () => {
      for (let sealed = await this.chain.seal(); sealed !== null; sealed = await this.chain.seal()) {
        this.logger.log(sealed, 'audit_events_sealed');
        if (this.repeating.isStopping) return;
      }
    },
    pauseMs: () => everyMs + Math.random() * jitterMs,
    onFault: (error) => {
      this.logger.error({ err: error }, 'the audit trail could not be sealed');
    },
  });

  constructor(private readonly chain: AuditChain) {}

  onApplicationBootstrap(): void {
    this.repeating.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.repeating.stop();
  }
}
