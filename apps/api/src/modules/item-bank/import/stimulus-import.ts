import { Injectable } from '@nestjs/common';
import { compileStimulus, type SourceStimulus } from '@attest/item-bank';
import { stimulusHash, StimulusStore } from '../stimulus-store.ts';
import { FileLedger, type ImportRun } from './file-ledger.ts';

@Injectable()
export class StimulusImport {
  constructor(
    private readonly stimuli: StimulusStore,
    private readonly ledger: FileLedger,
  ) {}

  take(source: SourceStimulus, run: ImportRun): Promise<void> {
    const { record, path, text } = source;
    const saved = { accountId: null, note: path };
    return this.ledger.take({ kind: 'stimulus', id: record.id, path, text }, run, async () => {
      const compiled = compileStimulus(source);
      const stored = await this.stimuli.find(record.id);
      return {
        wanted: stimulusHash(compiled, compiled.contentHash),
        create: () => this.stimuli.create(record, compiled, saved),
        present: stored && {
          hash: stimulusHash(stored.row, stored.version.contentHash),
          change: () => this.stimuli.change(stored, record, compiled, saved),
          keepText: () => this.stimuli.keepText(stored, record, saved),
        },
      };
    });
  }
}
