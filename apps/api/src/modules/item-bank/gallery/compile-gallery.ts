import type { Gallery, GalleryEntry } from '@attest/contracts';
import { presentPlain } from '@attest/exam-engine';
import {
  compileItem,
  compileStimulus,
  type CompiledItem,
  type Gallery as GalleryFiles,
  type SourceItem,
  type SourceStimulus,
} from '@attest/item-bank';
import { revealKey } from '@attest/scoring';

export interface CompiledGallery {
  readonly shown: Gallery;
  /** By the id of the item. */
  readonly items: ReadonlyMap<string, CompiledItem>;
}

/** What the files of the gallery come to, in the ids and in the order of the files. */
export function compileGallery({ bank, entries }: GalleryFiles): CompiledGallery {
  const stimuli = bank.certifications.flatMap((certification) => certification.stimuli);
  const errors = Object.fromEntries(bank.errors.map(({ id, misconception }) => [id, misconception]));
  const sourceNames = new Map(bank.sources.map(({ id, name }) => [id, name]));
  const compiled = entries.map(({ item, shows }) => ({ shows, ...compileWith(stimuli, item) }));
  return {
    shown: {
      entries: compiled.map(({ shows, metadata, content, key }, at): GalleryEntry => {
        const { id: itemId, stimulusId, type, references } = metadata;
        return {
          type,
          shows,
          item: presentPlain(content, { itemId, number: at + 1, stimulusId }),
          keys: revealKey(content, key, errors),
          references: references.map((reference) => ({
            ...reference,
            name: sourceNames.get(reference.source) ?? reference.source,
          })),
        };
      }),
      stimuli: stimuli.map((stimulus) => compileStimulus(stimulus).content),
    },
    items: new Map(compiled.map((item) => [item.metadata.id, item])),
  };
}

function compileWith(stimuli: readonly SourceStimulus[], item: SourceItem): CompiledItem {
  const stimulus = stimuli.find(({ record }) => record.id === item.record.stimulus) ?? null;
  return compileItem(item, { stimulus });
}
