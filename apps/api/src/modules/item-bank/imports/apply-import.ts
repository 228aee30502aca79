import { Injectable } from '@nestjs/common';
import type { AccountId, CertificationCode } from '@attest/contracts';
import { judgeItem, type ItemFile, type StimulusFile } from '@attest/item-bank';
import type { Around } from '@attest/interchange';
import { AuditLog } from '../../../platform/audit/audit-log.ts';
import { KeepItem } from '../drafts/keep-item.ts';
import { ItemStore } from '../item-store.ts';
import { KeepStimulus } from '../stimulus-drafts/keep-stimulus.ts';
import type { Former, ImportEntity, ImportRowEntity } from './bank-import.entity.ts';
import { breathe } from './breathe.ts';
import { ImportRecords, isItem, isStimulus, type ItemRowOf, type StimulusRowOf } from './import-records.ts';
import { ImportSurroundings } from './import-surroundings.ts';
import { ImportsRepository, type MadeRow } from './imports.repository.ts';

interface Reason {
  readonly id: string | null;
  readonly reason: string;
}

const mostReasons = 100;

/** Brings in everything that was found sound, or nothing. Call it within a transaction. */
@Injectable()
export class ApplyImport {
  constructor(
    private readonly imports: ImportsRepository,
    private readonly records: ImportRecords,
    private readonly surroundings: ImportSurroundings,
    private readonly keepItem: KeepItem,
    private readonly keepStimulus: KeepStimulus,
    private readonly items: ItemStore,
    private readonly audit: AuditLog,
  ) {}

  async run(entity: ImportEntity): Promise<void> {
    const { id, ownerId } = entity;
    const rows = await this.imports.toApply(id);
    const reasons = [...(await this.records.changedMeanwhile(rows)), ...(await this.judge(entity, rows))];
    if (reasons.length > 0) {
      await this.imports.settle(id, 'checked', { act: 'apply', reasons: reasons.slice(0, mostReasons) });
      return;
    }
    await this.imports.keepMade(id, await this.keepAll(entity, rows));
    await this.imports.dropFiles(id);
    await this.imports.settle(id, 'applied', null);
    const { counts, name, leavesOutFaulty } = entity;
    await this.audit.record({
      kind: 'import.applied',
      actorId: ownerId,
      subject: { kind: 'import', id },
      reason: name,
      after: { ...counts, leavesOutFaulty },
    });
  }

  /** Against what changed since the check: registers, blueprints, scenarios. Writes nothing. */
  private async judge({ id, ownerId }: ImportEntity, rows: readonly ImportRowEntity[]): Promise<Reason[]> {
    const items = rows.filter(isItem);
    const brought = new Map(rows.filter(isStimulus).map(({ record }) => [record.id, record]));
    const around = await this.surroundings.of(ownerId, {
      items: items.flatMap(({ record }) => record.enemies),
      stimuli: items.flatMap(({ record }) => record.stimulus ?? []),
    });
    const ids = items.map(({ record }) => record.id);
    const pause = breathe(() => this.imports.tell(id, { done: 0, total: rows.length }));
    const reasons: Reason[] = [];
    for (const { record, recordId, line } of items) {
      const { hints } = judgeItem(record, surroundingsOf(record, around, brought, ids));
      const fault = hints.find(({ level }) => level === 'fault');
      if (fault !== undefined)
        reasons.push({ id: recordId ?? `line ${String(line)}`, reason: fault.message });
      await pause(0);
    }
    return reasons;
  }

  private async keepAll(entity: ImportEntity, rows: readonly ImportRowEntity[]): Promise<MadeRow[]> {
    const { id, ownerId, name } = entity;
    const note = `Import of ${name}`.slice(0, 500);
    const made: MadeRow[] = [];
    const pause = breathe(() => this.imports.tell(id, { done: made.length, total: rows.length }));
    for (const row of rows.filter(isStimulus)) {
      made.push(await this.keepOneStimulus(ownerId, row, note));
      await pause(0);
    }
    const nextIds = new NextIds(this.items);
    for (const row of rows.filter(isItem)) {
      made.push(await this.keepOneItem(ownerId, row, note, nextIds));
      await pause(0);
    }
    return made;
  }

  private async keepOneStimulus(
    ownerId: AccountId,
    { n, record }: StimulusRowOf,
    note: string,
  ): Promise<MadeRow> {
    const stored = await this.records.stimulus(record.id);
    const { revision } = await this.keepStimulus.keep(ownerId, record, stored, note);
    return {
      n,
      recordId: record.id,
      madeRevision: revision,
      former: stored && { ...stateOf(stored.row), reviewers: [...stored.row.reviewers] },
    };
  }

  private async keepOneItem(
    ownerId: AccountId,
    { n, record, recordId }: ItemRowOf,
    note: string,
    nextIds: NextIds,
  ): Promise<MadeRow> {
    const stored = recordId === null ? null : await this.items.find(recordId);
    const item: ItemFile = { ...record, id: recordId ?? (await nextIds.of(record)) };
    const placed = stored === null ? { ...item, status: 'draft' as const, reviewers: [] } : item;
    const { revision } = await this.keepItem.keep(ownerId, placed, stored, note);
    const state = stored && { ...stateOf(stored.row), reviewers: [...stored.row.metadata.reviewers] };
    return { n, recordId: item.id, madeRevision: revision, former: state };
  }
}

const stateOf = ({ revision, status }: Pick<Former, 'revision' | 'status'>) => ({ revision, status });

function surroundingsOf(
  { stimulus, enemies }: ItemFile,
  { sources, errors, blueprints, stimuli, items }: Around,
  brought: ReadonlyMap<string, StimulusFile>,
  ids: readonly string[],
) {
  const present = stimulus === undefined ? undefined : stimuli.get(stimulus);
  const kept = present?.text
    ? { ...present.text, status: present.status, reviewers: [...present.reviewers] }
    : null;
  return {
    sources,
    errors,
    blueprints,
    stimulus: (stimulus === undefined ? undefined : brought.get(stimulus)) ?? kept,
    knownEnemies: new Set(enemies.filter((id) => items.has(id) || ids.includes(id))),
  };
}

/** Ids in turn. The first of a domain keeps others from taking any until the transaction has ended. */
class NextIds {
  private readonly last = new Map<string, string>();

  constructor(private readonly items: ItemStore) {}

  async of({ certifications, domain }: ItemFile): Promise<string> {
    const certification: CertificationCode = certifications[0] ?? 'CAISA';
    const place = `${certification} ${domain}`;
    const last = this.last.get(place);
    const next = last === undefined ? await this.items.nextId(certification, domain) : following(last);
    this.last.set(place, next);
    return next;
  }
}

function following(id: string): string {
  const [stem, number] = [id.slice(0, -4), Number(id.slice(-4))];
  return `${stem}${String(number + 1).padStart(4, '0')}`;
}
