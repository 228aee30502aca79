import { Injectable } from '@nestjs/common';
import {
  askedBy,
  planImport,
  readImport,
  withoutTwins,
  type Finding,
  type Planned,
} from '@attest/interchange';
import type { ImportCounts } from '@attest/contracts';
import type { ImportEntity } from './bank-import.entity.ts';
import { breathe } from './breathe.ts';
import { ImportSurroundings } from './import-surroundings.ts';
import { ImportsRepository, type NewRow } from './imports.repository.ts';

const mostFindings = 60;
const mostFileFindings = 100;

/** The dry run: what an import would do, and what is wrong with it. It writes nothing but that. */
@Injectable()
export class CheckImport {
  constructor(
    private readonly imports: ImportsRepository,
    private readonly surroundings: ImportSurroundings,
  ) {}

  async run({ id, ownerId, format, chosen }: ImportEntity): Promise<void> {
    const { columns, records, findings } = readImport(format, await this.imports.files(id), chosen);
    const ids = records.flatMap((record) => record.id ?? []);
    const around = await this.surroundings.of(ownerId, {
      items: [...new Set([...ids, ...records.flatMap((each) => (each.kind === 'item' ? each.enemies : []))])],
      stimuli: [...ids, ...records.flatMap((each) => (each.kind === 'item' ? (each.stimulus ?? []) : []))],
    });
    const steps = planImport(records, around);
    const tell = breathe((done) => this.imports.tell(id, { done, total: records.length }));
    let step = steps.next();
    for (; step.done !== true; step = steps.next()) await tell(step.value);
    const planned = withoutTwins(step.value, await this.surroundings.twins(stemsOfNew(step.value)));
    await this.imports.keepCheck(
      id,
      { columns, findings: cut(findings), counts: countsOf(planned) },
      planned.map(rowOf),
    );
    await this.imports.settle(id, 'checked', null);
  }
}

function stemsOfNew(planned: readonly Planned[]): string[] {
  return planned.flatMap((each) =>
    each.kind === 'item' && each.id === null && each.record !== null ? [askedBy(each.record)] : [],
  );
}

/** As many as can be read; how many more there are is one of them. */
function cut(findings: readonly Finding[]): Finding[] {
  const shown = findings.slice(0, mostFileFindings - 1);
  const [next] = findings.slice(mostFileFindings - 1);
  const left = findings.length - shown.length;
  if (next === undefined || left === 1) return [...findings];
  const message = `${String(left)} more were found from here on`;
  return [...shown, { ...next, message, remedy: 'Mend those above first.' }];
}

function rowOf(
  { kind, id, place, firstWords, verdict, seenRevision, record, findings }: Planned,
  at: number,
): NewRow {
  return {
    n: at + 1,
    kind,
    recordId: id?.slice(0, 80) ?? null,
    file: place.file,
    line: place.line,
    firstWords,
    verdict,
    seenRevision,
    record,
    findings: findings.slice(0, mostFindings),
    hasWarnings: verdict !== 'refuse' && findings.length > 0,
  };
}

function countsOf(planned: readonly Planned[]): ImportCounts {
  const count = (verdict: Planned['verdict']) => planned.filter((each) => each.verdict === verdict).length;
  return {
    create: count('create'),
    change: count('change'),
    skip: count('skip'),
    refuse: count('refuse'),
    warnings: planned.filter(({ verdict, findings }) => verdict !== 'refuse' && findings.length > 0).length,
  };
}
