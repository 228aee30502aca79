import { Injectable } from '@nestjs/common';
import type {
  BeginStimulusDraft,
  CandidateStimulus,
  ChangeStimulusDraft,
  DraftsQuery,
  StimulusDraft,
  StimulusDraftComparison,
  StimulusDrafts,
  StimulusDraftText,
} from '@attest/contracts';
import {
  compileStimulus,
  draftOfStimulus,
  emptyStimulusDraft,
  fillStimulusGaps,
  judgeStimulus,
  mayBeWritten,
  recordOfStimulusDraft,
  StimulusFile,
  type DraftFrame,
  type StimulusText,
} from '@attest/item-bank';
import type * as z from 'zod';
import type { Person } from '../../../platform/auth/access.ts';
import { Transaction } from '../../../platform/database/transaction.ts';
import { Problem } from '../../../platform/http/problem.ts';
import {
  atWorkSeconds,
  cutByTime,
  isKeptAlready,
  missingDraft,
  placeBefore,
  refuseForeignLock,
  refuseTooMany,
  reviewDueAfter,
  toldHints,
  toldOthers,
} from '../drafts/draft-rules.ts';
import type { Draft } from '../drafts/drafts.repository.ts';
import type { StimulusRow } from '../item-bank.entity.ts';
import { StimulusRevisionsService } from '../revisions/stimulus-revisions.service.ts';
import { missingStimulus, StimulusStore } from '../stimulus-store.ts';
import { StimulusDraftsRepository } from './stimulus-drafts.repository.ts';

/** Working copies of scenarios: begun, changed, read and thrown away by their owner alone. */
@Injectable()
export class StimulusDraftsService {
  constructor(
    private readonly transaction: Transaction,
    private readonly drafts: StimulusDraftsRepository,
    private readonly stimuli: StimulusStore,
    private readonly revisions: StimulusRevisionsService,
  ) {}

  begin(person: Person, begun: BeginStimulusDraft): Promise<StimulusDraft> {
    return this.transaction.run(async () => {
      if ('stimulusId' in begun) return this.beginFrom(person, begun.stimulusId);
      refuseTooMany(await this.drafts.countNew(person.accountId));
      const text =
        'copyOf' in begun
          ? draftOfStimulus((await this.written(begun.copyOf)).text)
          : emptyStimulusDraft(begun.certification, reviewDueAfter(await this.transaction.now()));
      const row = { ownerId: person.accountId, recordId: null, basedOn: null, text };
      return this.shown(await this.drafts.add(row));
    });
  }

  /** An unfinished draft of the same scenario goes on. */
  private async beginFrom({ accountId: ownerId }: Person, bankId: string): Promise<StimulusDraft> {
    const { row, text } = await this.written(bankId);
    if (!mayBeWritten(row.status)) throw retiredStimulus(bankId);
    const own = await this.drafts.findOf(row.id, ownerId);
    if (own !== null) return this.shown(own);
    const draft = { ownerId, recordId: row.id, basedOn: row.revision, text: draftOfStimulus(text) };
    return this.shown(await this.drafts.add(draft));
  }

  async read(person: Person, id: string): Promise<StimulusDraft> {
    return this.shown(await this.own(person, id));
  }

  /** Against what the scenario holds now. */
  async compare(person: Person, id: string): Promise<StimulusDraftComparison> {
    const draft = await this.own(person, id);
    const stimulus = await this.drafts.stimulusOf(draft);
    return this.revisions.compareWith(draft.text, stimulus?.bankId ?? null);
  }

  async list(person: Person, { limit, after }: z.infer<typeof DraftsQuery>): Promise<StimulusDrafts> {
    const found = await this.drafts.list(person.accountId, placeBefore(after), limit + 1);
    const { page, next } = cutByTime(found, limit);
    return {
      drafts: page.map(({ id, bankId, text, updatedAt }) => ({
        id,
        stimulusId: bankId,
        title: text.title,
        organisation: text.organisation,
        updatedAt: updatedAt.toISOString(),
      })),
      next,
    };
  }

  change(person: Person, id: string, { lock, text }: ChangeStimulusDraft): Promise<StimulusDraft> {
    return this.transaction.run(async () => {
      const draft = await this.drafts.findForChange(id, person.accountId);
      if (draft === null) throw missingDraft();
      if (isKeptAlready(draft, text)) return this.shown(draft);
      refuseForeignLock(draft, lock);
      return this.shown(await this.drafts.change(draft, text));
    });
  }

  async discard(person: Person, id: string): Promise<void> {
    if (!(await this.drafts.remove(id, person.accountId))) throw missingDraft();
  }

  private async own(person: Person, id: string): Promise<Draft<StimulusDraftText>> {
    const draft = await this.drafts.find(id, person.accountId);
    if (draft === null) throw missingDraft();
    return draft;
  }

  private async written(bankId: string): Promise<{ row: StimulusRow; text: StimulusText }> {
    const stored = await this.stimuli.find(bankId);
    if (stored === null) throw missingStimulus(bankId);
    return { row: stored.row, text: await this.stimuli.textOf(stored.row) };
  }

  private async shown(draft: Draft<StimulusDraftText>): Promise<StimulusDraft> {
    const row = await this.drafts.stimulusOf(draft);
    const users = row === null ? [] : await this.stimuli.usersOf([row.bankId]);
    const frame =
      row === null ? frameOfNew(draft.text) : frameOfStimulus(row, await this.stimuli.textOf(row));
    const judged = judgeStimulus(recordOfStimulusDraft(draft.text, frame), users);
    const others = await this.drafts.others(draft, atWorkSeconds);
    return {
      id: draft.id,
      stimulusId: row?.bankId ?? null,
      basedOn: draft.basedOn,
      current: row?.revision ?? null,
      status: row?.status ?? 'draft',
      lock: draft.lock,
      text: draft.text,
      hints: toldHints(judged.hints),
      preview: previewOf(draft.text, frame, judged.stimulus),
      others: toldOthers(others),
      itemCount: users.length,
      updatedAt: draft.updatedAt.toISOString(),
    };
  }
}

/** What its scenario says of a draft beside its text. */
export function frameOfStimulus(
  { bankId, status, reviewers }: StimulusRow,
  { author, created }: StimulusText,
): DraftFrame {
  return { id: bankId, author, created, reviewers, status };
}

/** For judging alone: a new scenario has no id yet, and its format wants one. */
function frameOfNew({ certifications }: StimulusDraftText): DraftFrame {
  const folder = (certifications[0] ?? 'caisa').toLowerCase();
  return { id: `${folder}-s-000`, author: 'new', created: '2000-01-01', reviewers: [], status: 'draft' };
}

export function retiredStimulus(bankId: string): Problem {
  return new Problem('item-retired', {
    detail: `${bankId} is retired: bring it back before it is changed.`,
  });
}

/** Where it has faults, with stand-ins for what is missing. */
function previewOf(
  text: StimulusDraftText,
  frame: DraftFrame,
  stimulus: StimulusFile | null,
): CandidateStimulus | null {
  const shown = recordOfStimulusDraft(fillStimulusGaps(text), frame);
  const record = stimulus ?? StimulusFile.safeParse(shown).data;
  return record === undefined ? null : compileStimulus({ record }).content;
}
