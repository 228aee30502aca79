import { Injectable } from '@nestjs/common';
import {
  Uuid,
  type ApplyImport,
  type BankImport,
  type BankImports,
  type BeginImport,
  type CheckImport,
  type ChooseColumns,
  type ImportFinding,
  type ImportRows,
  type ImportRowsQuery,
  type ImportTemplate,
  type ImportsQuery,
  type ListedImport,
} from '@attest/contracts';
import {
  bounds,
  csvFields,
  decodeAll,
  formatOf,
  neededForNew,
  writeTemplate,
  type Finding,
  type GivenFile,
} from '@attest/interchange';
import * as z from 'zod';
import { AuditLog } from '../../../platform/audit/audit-log.ts';
import type { Person } from '../../../platform/auth/access.ts';
import { Transaction } from '../../../platform/database/transaction.ts';
import { foreignCursor, readCursor, writeCursor } from '../../../platform/http/cursor.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { newId } from '../../../platform/ids/new-id.ts';
import type { ImportEntity, ImportRowEntity } from './bank-import.entity.ts';
import { ImportsRepository } from './imports.repository.ts';

/** Imports a person may have that are not brought in. */
const mostUnfinished = 20;
const noCounts = { create: 0, change: 0, skip: 0, refuse: 0, warnings: 0 };

const Before = z.tuple([z.iso.datetime(), Uuid]).nullable();
const After = z.tuple([z.string().regex(/^\d{1,9}$/)]).nullable();

/** Imports as their owners see and steer them; the work itself is the worker's. */
@Injectable()
export class ImportsService {
  constructor(
    private readonly transaction: Transaction,
    private readonly imports: ImportsRepository,
    private readonly audit: AuditLog,
  ) {}

  async begin(person: Person, { files }: BeginImport): Promise<BankImport> {
    const given = givenFiles(files);
    const format = formatOf(given);
    const { texts, findings } =
      typeof format === 'string' ? decodeAll(given) : { texts: [], findings: [format] };
    return this.transaction.run(async () => {
      if ((await this.imports.countUnfinished(person.accountId)) >= mostUnfinished) {
        throw new Problem('imports-at-limit', {
          detail: `Bring in or delete some of your ${String(mostUnfinished)} unfinished imports first.`,
        });
      }
      const now = await this.transaction.now();
      const entity: ImportEntity = {
        id: newId(),
        ownerId: person.accountId,
        format: typeof format === 'string' ? format : 'csv',
        name: files[0]?.name ?? '',
        fileCount: files.length,
        state: findings.length > 0 ? 'checked' : 'checking',
        checkNumber: 0,
        chosen: null,
        columns: [],
        findings: findings.slice(0, 100),
        counts: noCounts,
        leavesOutFaulty: false,
        refusal: null,
        createdAt: now,
        changedAt: now,
      };
      await this.imports.add(entity, findings.length > 0 ? [] : texts);
      await this.record(person, 'import.begun', entity);
      return this.shown(entity);
    });
  }

  async list(person: Person, { limit, after }: z.infer<typeof ImportsQuery>): Promise<BankImports> {
    const before = Before.safeParse(readCursor(after));
    if (!before.success) throw foreignCursor();
    const found = await this.imports.list(person.accountId, before.data, limit + 1);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const hasMore = found.length > limit && last !== undefined;
    return {
      imports: page.map(listed),
      next: hasMore ? writeCursor([last.createdAt.toISOString(), last.id]) : null,
    };
  }

  async read(person: Person, id: string): Promise<BankImport> {
    return this.shown(await this.own(person, id));
  }

  async rows(person: Person, id: string, { show, limit, after }: ImportRowsQuery): Promise<ImportRows> {
    const cursor = After.safeParse(readCursor(after));
    if (!cursor.success) throw foreignCursor();
    await this.own(person, id);
    const from = Number(cursor.data?.[0] ?? 0);
    const { rows, total } = await this.imports.page(id, show, from, limit + 1);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const hasMore = rows.length > limit && last !== undefined;
    return { rows: page.map(toRow), total, next: hasMore ? writeCursor([String(last.n)]) : null };
  }

  chooseColumns(person: Person, id: string, { check, fields }: ChooseColumns): Promise<BankImport> {
    return this.transaction.run(async () => {
      const entity = await this.checked(person, id, check);
      const isKnown = (field: string | null) => field === null || csvFields.some((each) => each === field);
      if (entity.columns.length !== fields.length || !fields.every(isKnown)) {
        const detail = 'Name a field of “fields”, or null, for each of “columns”.';
        throw new Problem('request-malformed', { detail });
      }
      return this.askAndShow(entity, 'checking', { chosen: fields });
    });
  }

  check(person: Person, id: string, { check }: CheckImport): Promise<BankImport> {
    return this.transaction.run(async () =>
      this.askAndShow(await this.checked(person, id, check), 'checking', {}),
    );
  }

  apply(person: Person, id: string, { check, leaveOutFaulty }: ApplyImport): Promise<BankImport> {
    return this.transaction.run(async () => {
      const entity = await this.checked(person, id, check);
      const { create, change, refuse } = entity.counts;
      if (entity.findings.some(({ level }) => level === 'fault') || create + change === 0) {
        throw notReady('Nothing in it can be brought in.');
      }
      if (refuse > 0 && !leaveOutFaulty) {
        throw notReady(`${String(refuse)} records have faults: mend them, or say that they are left out.`);
      }
      await this.record(person, 'import.apply-asked', entity);
      return this.askAndShow(entity, 'applying', { leavesOutFaulty: leaveOutFaulty });
    });
  }

  undo(person: Person, id: string): Promise<BankImport> {
    return this.transaction.run(async () => {
      const entity = await this.ownForChange(person, id);
      if (entity.state !== 'applied') throw notReady('Only what was brought in can be undone.');
      await this.record(person, 'import.undo-asked', entity);
      return this.askAndShow(entity, 'undoing', {});
    });
  }

  discard(person: Person, id: string): Promise<void> {
    return this.transaction.run(async () => {
      const entity = await this.ownForChange(person, id);
      if (entity.state !== 'checked')
        throw notReady('Only an import that was not brought in can be deleted.');
      await this.record(person, 'import.discarded', entity);
      await this.imports.remove(id);
    });
  }

  template(): ImportTemplate {
    return { name: 'attest-questions.csv', text: `\uFEFF${writeTemplate()}` };
  }

  private async own({ accountId }: Pick<Person, 'accountId'>, id: string): Promise<ImportEntity> {
    const entity = await this.imports.find(id, accountId);
    if (entity === null) throw new Problem('not-found');
    return entity;
  }

  private async ownForChange({ accountId }: Person, id: string): Promise<ImportEntity> {
    // While a worker holds it, nobody waits for its lock: the step under way is the answer.
    const { state } = await this.own({ accountId }, id);
    if (state === 'checking' || state === 'applying' || state === 'undoing') {
      throw notReady('A step of it is under way.');
    }
    const entity = await this.imports.findForChange(id, accountId);
    if (entity === null) throw new Problem('not-found');
    return entity;
  }

  private async checked(person: Person, id: string, check: number): Promise<ImportEntity> {
    const entity = await this.ownForChange(person, id);
    if (entity.state !== 'checked') throw notReady(`It is ${entity.state}.`);
    if (entity.checkNumber !== check) throw notReady('It was checked again meanwhile.');
    return entity;
  }

  private async askAndShow(
    entity: ImportEntity,
    state: ImportEntity['state'],
    change: Partial<ImportEntity>,
  ): Promise<BankImport> {
    await this.imports.ask(entity.id, state, change);
    return this.shown(Object.assign(entity, change, { state, refusal: null }));
  }

  private async shown(entity: ImportEntity): Promise<BankImport> {
    const { id, state, checkNumber, columns, findings, refusal, counts, leavesOutFaulty } = entity;
    const isUnderWay = state === 'checking' || state === 'applying' || state === 'undoing';
    return {
      ...listed(entity),
      check: checkNumber,
      columns: columns.map((column) => ({ ...column })),
      fields: entity.format === 'csv' ? [...csvFields] : [],
      neededFields: entity.format === 'csv' ? [...neededForNew] : [],
      findings: findings.map(toFinding),
      progress: isUnderWay ? await this.imports.progress(id) : null,
      refusal: refusal && { act: refusal.act, reasons: refusal.reasons.map((each) => ({ ...each })) },
      leftOut: leavesOutFaulty ? counts.refuse : 0,
    };
  }

  private record({ accountId }: Person, kind: string, { id, name }: ImportEntity): Promise<void> {
    return this.audit.record({ kind, actorId: accountId, subject: { kind: 'import', id }, reason: name });
  }
}

function notReady(detail: string): Problem {
  return new Problem('import-not-ready', { detail });
}

/** @throws Problem `body-too-large`, or `request-malformed` for what is no base64 */
function givenFiles(files: BeginImport['files']): GivenFile[] {
  const given = files.map(({ name, content }): GivenFile => {
    const bytes = Buffer.from(content, 'base64');
    // Node passes over what belongs to no base64.
    if (bytes.length === Math.floor((content.replace(/=+$/, '').length * 3) / 4)) return { name, bytes };
    throw new Problem('request-malformed', { detail: `The content of “${name}” is no base64.` });
  });
  const total = given.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (total <= bounds.bytes) return given;
  throw new Problem('body-too-large', {
    detail: 'The files of one import hold 5 MB at most: divide them into several imports.',
  });
}

function listed({
  id,
  state,
  format,
  name,
  fileCount,
  counts,
  createdAt,
  changedAt,
}: ImportEntity): ListedImport {
  return {
    id,
    state,
    format,
    name,
    fileCount,
    counts,
    createdAt: createdAt.toISOString(),
    changedAt: changedAt.toISOString(),
  };
}

function toRow({ n, kind, recordId, file, line, firstWords, verdict, findings }: ImportRowEntity) {
  return { n, kind, recordId, file, line, firstWords, verdict, findings: findings.map(toFinding) };
}

function toFinding({ level, place, message, remedy }: Finding): ImportFinding {
  return { level, ...place, message, remedy };
}
