import { Injectable } from '@nestjs/common';
import type { AccountId } from '@attest/contracts';
import { statusAfterSave, type StimulusFile } from '@attest/item-bank';
import { AuditLog } from '../../../platform/audit/audit-log.ts';
import { StimulusStore, type StoredStimulus } from '../stimulus-store.ts';

export interface KeptStimulus {
  readonly revision: number;
  readonly isNewContent: boolean;
}

/** Makes a sound record a revision of its stimulus. Call it within a transaction. */
@Injectable()
export class KeepStimulus {
  constructor(
    private readonly stimuli: StimulusStore,
    private readonly audit: AuditLog,
  ) {}

  /** @param stored as it stands, locked; null: the scenario is new */
  async keep(
    accountId: AccountId,
    record: StimulusFile,
    stored: StoredStimulus | null,
    note: string,
  ): Promise<KeptStimulus> {
    const saved = { accountId, note };
    const compiled = this.stimuli.compile(record);
    const isNewContent = stored?.version.contentHash !== compiled.contentHash;
    if (stored === null) await this.stimuli.create(record, compiled, saved);
    else {
      const status = statusAfterSave(stored.row.status, isNewContent);
      const placed = { ...record, status, reviewers: isNewContent ? [] : record.reviewers };
      await this.stimuli.change(stored, placed, this.stimuli.compile(placed), saved);
    }
    const revision = (stored?.row.revision ?? 0) + 1;
    await this.audit.record({
      kind: 'stimulus.saved',
      actorId: accountId,
      subject: { kind: 'stimulus', id: record.id },
      reason: note,
      before: stored && { status: stored.row.status, revision: stored.row.revision },
      after: { revision, isNewContent },
    });
    return { revision, isNewContent };
  }
}
