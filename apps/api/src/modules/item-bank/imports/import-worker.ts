import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { ImportState } from '@attest/contracts';
import { Transaction } from '../../../platform/database/transaction.ts';
import { Repeating } from '../../../platform/repeating.ts';
import { ApplyImport } from './apply-import.ts';
import type { ImportEntity, Refusal } from './bank-import.entity.ts';
import { CheckImport } from './check-import.ts';
import { ImportsRepository } from './imports.repository.ts';
import { UndoImport } from './undo-import.ts';

const pollEveryMs = 300;
const mostTries = 3;

type Step = 'checking' | 'applying' | 'undoing';

/** What a step leads back to when it cannot be done. */
const ways: Readonly<Record<Step, { readonly back: ImportState; readonly act: Refusal['act'] }>> = {
  checking: { back: 'checked', act: 'check' },
  applying: { back: 'checked', act: 'apply' },
  undoing: { back: 'applied', act: 'undo' },
};

/**
 * Does the long steps of imports, each in one transaction that holds the lock of its import: whoever dies in the middle
 * leaves nothing behind, and the next one begins anew. Not by the outbox, whose entries wait for each other.
 */
@Injectable()
export class ImportWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(ImportWorker.name);
  private readonly repeating = new Repeating({
    round: () => this.work(),
    pauseMs: () => pollEveryMs,
    onFault: (error) => {
      this.logger.error({ err: error }, 'imports could not be read');
    },
  });

  constructor(
    private readonly transaction: Transaction,
    private readonly imports: ImportsRepository,
    private readonly check: CheckImport,
    private readonly apply: ApplyImport,
    private readonly undo: UndoImport,
  ) {}

  onApplicationBootstrap(): void {
    this.repeating.start(0);
  }

  onModuleDestroy(): Promise<void> {
    return this.repeating.stop();
  }

  private async work(): Promise<void> {
    while (!this.repeating.isStopping && (await this.workOnOne()));
  }

  /** A failed step is tried again in the next round, from its beginning. */
  private async workOnOne(): Promise<boolean> {
    try {
      return await this.transaction.run(async () => {
        const claimed = await this.imports.claim();
        if (claimed !== null) await this.step(claimed);
        return claimed !== null;
      });
    } catch (error) {
      this.logger.error({ err: error }, 'a step of an import failed');
      return false;
    }
  }

  private async step(entity: ImportEntity): Promise<void> {
    const { id, state } = entity;
    if (!isStep(state)) throw new Error(`no work is to be done for an import that is ${state}`);
    if ((await this.imports.countTry(id)) > mostTries) {
      const { back, act } = ways[state];
      const reason = 'something went wrong on our side; nothing was changed';
      await this.imports.settle(id, back, { act, reasons: [{ id: null, reason }] });
      return;
    }
    if (state === 'checking') await this.check.run(entity);
    else if (state === 'applying') await this.apply.run(entity);
    else await this.undo.run(entity);
  }
}

function isStep(state: ImportState): state is Step {
  return Object.hasOwn(ways, state);
}
