import { Injectable } from '@nestjs/common';
import type { CertificationCode } from '@attest/contracts';
import { compileItem, compileStimulus, type StimulusFile } from '@attest/item-bank';
import { Transaction } from '../../../platform/database/transaction.ts';
import { newId } from '../../../platform/ids/new-id.ts';
import { StartupFault } from '../../../platform/startup-fault.ts';
import { CertificationsRepository } from '../certifications.repository.ts';
import { itemColumns } from '../item-columns.ts';
import { stimulusSearchOf } from '../item-text.ts';
import { Chance } from './chance.ts';
import { DemoRows, type DemoCounts, type DemoItemRow, type DemoStimulusRow } from './demo-rows.ts';
import { demoItem, type DemoPlace } from './demo-items.ts';
import { demoStimulus } from './demo-stimuli.ts';

/** More are of no use, and take minutes. */
export const mostDemoItems = 100_000;
/** Ids have four digits. */
const mostInDomain = 9_999;
const itemsAStimulus = 40;
/** Their ids have three digits. */
const mostStimuli = 999;
const rowsAStatement = 500;

interface Stimulus {
  readonly file: StimulusFile;
  readonly row: DemoStimulusRow;
}

/** Fills a bank with generated items, to see how it looks and how fast it is with many, and takes them out again. */
@Injectable()
export class DemoData {
  constructor(
    private readonly transaction: Transaction,
    private readonly certifications: CertificationsRepository,
    private readonly rows: DemoRows,
  ) {}

  /** What is there of an earlier run, or of somebody else whose ids begin the same. */
  present(): Promise<DemoCounts> {
    return this.rows.present();
  }

  /**
   * All of it or nothing.
   *
   * @param told how many items are stored so far
   * @returns null where the bank has no domains to put items into
   */
  async fill(
    { items, seed }: { items: number; seed: number },
    told: (items: number) => void,
  ): Promise<DemoCounts | null> {
    const places = await this.places();
    if (places.length === 0) return null;
    const most = places.length * mostInDomain;
    if (items > most) {
      throw new StartupFault(
        `The domains of this bank have room for ${String(most)} questions of this kind.`,
      );
    }
    return this.transaction.run(async () => {
      const chance = new Chance(seed);
      const now = await this.transaction.now();
      const codes = [...new Set(places.map(({ certification }) => certification))];
      const count = Math.min(mostStimuli, Math.max(codes.length, Math.ceil(items / itemsAStimulus)));
      const stimuli = Array.from({ length: count }, (_, at) =>
        stimulusOf(chance, { number: at + 1, certification: codes[at % codes.length] ?? 'CAISA' }, now),
      );
      await this.rows.addStimuli(stimuli.map(({ row }) => row));
      for (let first = 0; first < items; first += rowsAStatement) {
        const last = Math.min(first + rowsAStatement, items);
        await this.rows.addItems(
          Array.from({ length: last - first }, (_, at) =>
            itemOf(chance, placeOf(places, first + at), stimuli, now),
          ),
        );
        told(last);
      }
      return { items, stimuli: stimuli.length };
    });
  }

  /** Only what `fill` has made; with all its versions and keys. */
  remove(): Promise<DemoCounts> {
    return this.transaction.run(() => this.rows.remove());
  }

  private async places(): Promise<Omit<DemoPlace, 'number'>[]> {
    const codes = (await this.certifications.list()).map(({ code }) => code);
    const domains = await Promise.all(
      codes.map(async (certification) =>
        (await this.certifications.domainsOf(certification)).map((domain) => ({ certification, domain })),
      ),
    );
    return domains.flat().flatMap(({ certification, domain }) => {
      const [first, ...rest] = domain.objectives.map(({ id }) => id);
      return first === undefined ? [] : [{ certification, domain: domain.id, objectives: [first, ...rest] }];
    });
  }
}

function placeOf(places: readonly Omit<DemoPlace, 'number'>[], at: number): DemoPlace {
  const place = places[at % places.length];
  if (place === undefined) throw new Error('there are places');
  return { ...place, number: Math.floor(at / places.length) + 1 };
}

function stimulusOf(
  chance: Chance,
  which: { number: number; certification: CertificationCode },
  now: Date,
): Stimulus {
  const file = demoStimulus(chance, which);
  const compiled = compileStimulus({ record: file });
  const { id: bankId, organisation, industry, status, content, contentHash } = compiled;
  const search = stimulusSearchOf(compiled, content);
  const updatedAt = earlier(chance, now);
  return {
    file,
    row: {
      id: newId(),
      bankId,
      organisation,
      industry,
      status,
      search,
      updatedAt,
      versionId: newId(),
      content,
      contentHash,
    },
  };
}

function itemOf(chance: Chance, place: DemoPlace, stimuli: readonly Stimulus[], now: Date): DemoItemRow {
  const own = stimuli.filter(({ file }) => file.certifications.includes(place.certification));
  const file = demoItem(
    chance,
    place,
    own.map((stimulus) => stimulus.file),
  );
  const stimulus = own.find(({ file: { id } }) => id === file.stimulus) ?? null;
  const compiled = compileItem({ record: file }, { stimulus: stimulus && { record: stimulus.file } });
  const { metadata, content, contentHash, key, keyHash } = compiled;
  return {
    ...itemColumns(metadata, content, stimulus?.row.content ?? null),
    id: newId(),
    bankId: metadata.id,
    stimulusId: stimulus?.row.id ?? null,
    updatedAt: earlier(chance, now),
    versionId: newId(),
    content,
    contentHash,
    key,
    keyHash,
  };
}

/** Within the year before. */
function earlier(chance: Chance, now: Date): string {
  return new Date(now.getTime() - chance.below(365 * 86_400) * 1000).toISOString();
}
