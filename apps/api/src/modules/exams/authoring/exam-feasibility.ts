import { setImmediate as othersTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { ExamFeasibility, ExamFormPreview, ExamObstacle } from '@attest/contracts';
import {
  assembleForm,
  distinctForms,
  judgeFeasibility,
  offeredItems,
  type Contradiction,
  type DistinctForms,
  type FormBlueprint,
} from '@attest/exam-engine';
import { Transaction } from '../../../platform/database/transaction.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { AuthoredExamsRepository } from './authored-exams.repository.ts';
import {
  AuthoredExamsService,
  certificationOf,
  lockOf,
  textOf,
  type ExamInWork,
} from './authored-exams.service.ts';
import { blueprintOf } from './blueprint-of.ts';

/** Draws for the number of distinct forms, and how long they may take together. */
const mostDraws = 20;
const mostDrawingMs = 400;

type Shortfall = ReturnType<typeof judgeFeasibility>['shortfall'][number];

/** Whether the bank of today can fill the blueprint of a draft, and what a form of it would be. */
@Injectable()
export class ExamFeasibilityService {
  constructor(
    private readonly transaction: Transaction,
    private readonly exams: AuthoredExamsRepository,
    private readonly authored: AuthoredExamsService,
  ) {}

  async judge(examId: string): Promise<ExamFeasibility> {
    const work = await this.authored.find(examId);
    const input = await this.inputOf(work);
    const { isAssemblable, cells, tightest, toWrite, contradictions, shortfall } = judgeFeasibility(input);
    return {
      lock: lockOf(work),
      isAssemblable,
      itemCount: input.blueprint.itemCount,
      obstacles: [
        ...contradictions.map(obstacleOfContradiction),
        ...(contradictions.length > 0 ? [] : shortfall.map(obstacleOfShortfall)),
      ],
      cells: [...cells],
      tightest,
      toWrite: [...toWrite],
      forms: isAssemblable ? await drawn(input) : null,
    };
  }

  /** @throws Problem `form-cannot-be-assembled` */
  async preview(examId: string, seed: string): Promise<ExamFormPreview> {
    const work = await this.authored.find(examId);
    const { blueprint, bank, onDate } = await this.inputOf(work);
    const assembly = assembleForm({ blueprint, bank: offeredItems(bank), seed, onDate });
    if (!assembly.ok) {
      throw new Problem('form-cannot-be-assembled', {
        detail: assembly.shortfall.map(({ text }) => text).join(' '),
      });
    }
    const items = new Map(bank.map((item) => [item.id, item]));
    const words = await this.exams.firstWords(assembly.items.map(({ id }) => id));
    return {
      lock: lockOf(work),
      seed,
      items: assembly.items.flatMap(({ id, number }) => {
        const item = items.get(id);
        const told = words.get(id);
        if (item === undefined || told === undefined) return [];
        const { domain, cognitiveLevel: level, stimulusId: scenario } = item;
        return [{ number, id, ...told, domain, level, scenario }];
      }),
    };
  }

  private async inputOf(work: ExamInWork) {
    const bank = await this.exams.bank(certificationOf(work));
    const onDate = (await this.transaction.now()).toISOString().slice(0, 10);
    const domains = await this.authored.domainIdsOf(work);
    const blueprint: FormBlueprint = blueprintOf(textOf(work), domains);
    return { blueprint, bank, onDate };
  }
}

/** Others are served between two draws. */
async function drawn(input: Parameters<typeof distinctForms>[0]): Promise<DistinctForms> {
  const steps = distinctForms(input);
  const until = performance.now() + mostDrawingMs;
  let told = steps.next().value;
  while (told.draws < mostDraws && performance.now() < until) {
    await othersTurn();
    told = steps.next().value;
  }
  return told;
}

const nothing: Omit<ExamObstacle, 'kind'> = {
  domain: null,
  level: null,
  constraint: null,
  needed: null,
  available: null,
  isProven: true,
};

function obstacleOfContradiction(found: Contradiction): ExamObstacle {
  const { kind } = found;
  return kind === 'level-bounds'
    ? { ...nothing, kind, level: found.level, needed: found.least, available: found.most }
    : { ...nothing, kind, needed: found.sum, available: found.itemCount };
}

function obstacleOfShortfall(found: Shortfall): ExamObstacle {
  switch (found.kind) {
    case 'domain':
    case 'level':
    case 'scenario':
    case 'pretest': {
      const { text: _text, ...rest } = found;
      return { ...nothing, ...rest };
    }
    case 'conflict':
      return { ...nothing, kind: found.kind, constraint: found.constraint };
    case 'combination':
      return { ...nothing, kind: found.kind, isProven: found.isProven };
    case 'sections':
      return { ...nothing, kind: found.kind };
    case 'blueprint':
      return { ...nothing, kind: 'domain-counts' };
  }
}
