import { Injectable } from '@nestjs/common';
import type {
  BeginDraft,
  ChangeDraft,
  DraftComparison,
  DraftsQuery,
  ItemDraft,
  ItemDrafts,
  ItemDraftText,
} from '@attest/contracts';
import { presentPlain } from '@attest/exam-engine';
import {
  compileItem,
  compileStimulus,
  draftOfItem,
  emptyDraft,
  fillGaps,
  ItemFile,
  judgeItem,
  mayBeWritten,
  recordOfDraft,
  type DraftFrame,
  type Surroundings,
} from '@attest/item-bank';
import { revealKey } from '@attest/scoring';
import type * as z from 'zod';
import type { Person } from '../../../platform/auth/access.ts';
import { Transaction } from '../../../platform/database/transaction.ts';
import { Problem } from '../../../platform/http/problem.ts';
import type { ItemRow } from '../item-bank.entity.ts';
import { ItemStore } from '../item-store.ts';
import { BlindReviews } from '../reviews/blind-reviews.ts';
import { ItemRevisionsService } from '../revisions/item-revisions.service.ts';
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
} from './draft-rules.ts';
import type { Draft } from './drafts.repository.ts';
import { ItemDraftsRepository } from './item-drafts.repository.ts';
import { ItemSurroundings } from './item-surroundings.ts';

/** Working copies of items: begun, changed, read and thrown away by their owner alone. */
@Injectable()
export class ItemDraftsService {
  constructor(
    private readonly transaction: Transaction,
    private readonly drafts: ItemDraftsRepository,
    private readonly items: ItemStore,
    private readonly surroundings: ItemSurroundings,
    private readonly revisions: ItemRevisionsService,
    private readonly blindness: BlindReviews,
  ) {}

  begin(person: Person, begun: BeginDraft): Promise<ItemDraft> {
    return this.transaction.run(async () => {
      if ('itemId' in begun) return this.beginFrom(person, begun.itemId);
      refuseTooMany(await this.drafts.countNew(person.accountId));
      const text =
        'copyOf' in begun
          ? draftOfItem((await this.written(person, begun.copyOf)).text)
          : emptyDraft(begun.type, begun.certification, reviewDueAfter(await this.transaction.now()));
      const row = { ownerId: person.accountId, recordId: null, basedOn: null, text };
      return this.shown(await this.drafts.add(row));
    });
  }

  /** An unfinished draft of the same item goes on. */
  private async beginFrom(person: Person, bankId: string): Promise<ItemDraft> {
    const { accountId: ownerId } = person;
    const { row, text } = await this.written(person, bankId);
    if (!mayBeWritten(row.status)) {
      throw new Problem('item-retired', {
        detail: `${bankId} is retired: bring it back before it is changed.`,
      });
    }
    const own = await this.drafts.findOf(row.id, ownerId);
    return this.shown(
      own ??
        (await this.drafts.add({
          ownerId,
          recordId: row.id,
          basedOn: row.revision,
          text: draftOfItem(text),
        })),
    );
  }

  async read(person: Person, id: string): Promise<ItemDraft> {
    return this.shown(await this.own(person, id));
  }

  /** Against what the item holds now. */
  async compare(person: Person, id: string): Promise<DraftComparison> {
    const draft = await this.own(person, id);
    const item = await this.drafts.itemOf(draft);
    return this.revisions.compareWith(draft.text, item?.bankId ?? null);
  }

  async list(person: Person, { limit, after }: z.infer<typeof DraftsQuery>): Promise<ItemDrafts> {
    const found = await this.drafts.list(person.accountId, placeBefore(after), limit + 1);
    const { page, next } = cutByTime(found, limit);
    return {
      drafts: page.map(({ id, bankId, text, updatedAt }) => ({
        id,
        itemId: bankId,
        type: text.type,
        firstWords: firstWordsOf(text),
        domain: text.domain,
        updatedAt: updatedAt.toISOString(),
      })),
      next,
    };
  }

  change(person: Person, id: string, { lock, text }: ChangeDraft): Promise<ItemDraft> {
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

  private async own(person: Person, id: string): Promise<Draft<ItemDraftText>> {
    const draft = await this.drafts.find(id, person.accountId);
    if (draft === null) throw missingDraft();
    return draft;
  }

  /** Whoever opens a text sees its key: reviewers answer before that. */
  private async written(person: Person, bankId: string) {
    const { row } = await this.blindness.seen(person, bankId);
    return this.items.textOf(row);
  }

  private async shown(draft: Draft<ItemDraftText>): Promise<ItemDraft> {
    const item = await this.drafts.itemOf(draft);
    const around = await this.surroundings.of(draft.text);
    const frame = item === null ? frameOfNew(draft.text) : frameOfItem(item);
    const judged = judgeItem(recordOfDraft(draft.text, frame), around);
    const others = await this.drafts.others(draft, atWorkSeconds);
    return {
      id: draft.id,
      itemId: item?.bankId ?? null,
      basedOn: draft.basedOn,
      current: item?.revision ?? null,
      status: item?.status ?? 'draft',
      lock: draft.lock,
      text: draft.text,
      hints: toldHints(judged.hints),
      preview: judged.item ? previewOf(judged.item, around) : glimpseOf(draft.text, frame, around),
      others: toldOthers(others),
      updatedAt: draft.updatedAt.toISOString(),
    };
  }
}

/** What its item says of a draft beside its text. */
export function frameOfItem({ bankId, status, metadata }: ItemRow): DraftFrame {
  const { author, created, reviewers } = metadata;
  return { id: bankId, author, created, reviewers, status };
}

/** For judging alone: a new item has no id yet, and its checks want one. */
function frameOfNew({ domain, certifications }: ItemDraftText): DraftFrame {
  const folder = (certifications[0] ?? 'caisa').toLowerCase();
  const place = /^[A-Z]\d{1,2}$/.test(domain) ? domain.toLowerCase() : 'a0';
  return {
    id: `${folder}-${place}-0000`,
    author: 'new',
    created: '2000-01-01',
    reviewers: [],
    status: 'draft',
  };
}

function previewOf(record: ItemFile, { stimulus, errors }: Surroundings): ItemDraft['preview'] {
  const beside = stimulus && { record: stimulus };
  const { content, key } = compileItem({ record }, { stimulus: beside });
  const misconceptions = Object.fromEntries(errors.map(({ id, misconception }) => [id, misconception]));
  return {
    item: presentPlain(content, { itemId: record.id, number: 1, stimulusId: record.stimulus ?? null }),
    stimulus: beside && compileStimulus(beside).content,
    keys: revealKey(content, key, misconceptions),
  };
}

/** An unfinished draft with stand-ins for what is missing, and no word of its key. */
function glimpseOf(text: ItemDraftText, frame: DraftFrame, around: Surroundings): ItemDraft['preview'] {
  const shown = fillGaps(text, around.stimulus?.id ?? null);
  const { data } = ItemFile.safeParse(recordOfDraft(shown, frame));
  if (data === undefined) return null;
  const preview = previewOf(data, around);
  return preview && { ...preview, keys: [] };
}

const longestWords = 140;

function firstWordsOf(text: ItemDraftText): string {
  const stem = text.type === 'composite' ? text.body : text.stem;
  return stem.replace(/\s+/g, ' ').trim().slice(0, longestWords);
}
