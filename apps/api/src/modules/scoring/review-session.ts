import { Injectable } from '@nestjs/common';
import type { AccountId, ExamSessionId, Review, ReviewedItem, RevealPolicy } from '@attest/contracts';
import { revealKey, scoreItem } from '@attest/scoring';
import { Problem } from '../../platform/http/problem.ts';
import { FormPresenter } from '../exam-sessions/index.ts';
import type { OutcomeFrame } from './outcome-frame.ts';
import { OutcomesRepository } from './outcomes.repository.ts';
import type { ClosedSessionItem } from './closed-session.ts';
import { ScoringInputs } from './scoring-inputs.ts';

/** Questions after the release, with keys and rationales as far as the exam reveals them. */
@Injectable()
export class ReviewSession {
  constructor(
    private readonly outcomes: OutcomesRepository,
    private readonly inputs: ScoringInputs,
    private readonly presenter: FormPresenter,
  ) {}

  async review(candidateId: AccountId, sessionId: ExamSessionId): Promise<Review> {
    const { outcome } = await this.outcomes.released(sessionId, candidateId);
    const closed = await this.inputs.load(sessionId, outcome.frame.keys);
    const { reveal } = closed.exam.definition;
    if (reveal === 'none') throw new Problem('review-not-offered');
    const shown = closed.items
      .map((item) => ({ item, reviewed: toReviewedItem(sessionId, item, outcome.frame) }))
      .filter(({ reviewed }) => isShown(reveal, reviewed));
    return {
      sessionId,
      itemCount: closed.items.length,
      items: shown.map(({ reviewed }) => reviewed),
      stimuli: await this.presenter.stimuli(
        sessionId,
        shown.map(({ item }) => item.formItem),
      ),
    };
  }
}

function isShown(reveal: RevealPolicy, { verdict, isScored }: ReviewedItem): boolean {
  return reveal === 'all' || (isScored && verdict !== 'correct');
}

function toReviewedItem(
  sessionId: ExamSessionId,
  { formItem, content, presented, versionedKey, response }: ClosedSessionItem,
  frame: OutcomeFrame,
) {
  const { metadata } = formItem;
  const sitting = {
    sessionId,
    itemNumber: formItem.itemNo,
    secondsSpent: response?.marks.secondsSpent ?? null,
  };
  const score = scoreItem(versionedKey.key, presented.toCanonicalValue(response?.value ?? null), sitting);
  const nameOf = (names: readonly { id: string; name: string }[], id: string) =>
    names.find((entry) => entry.id === id)?.name ?? id;
  return {
    item: presented.item,
    domain: { id: metadata.domain, name: nameOf(frame.domains, metadata.domain) },
    response: response?.value ?? null,
    marks: response?.marks ?? {},
    verdict: score.isScored ? score.verdict : 'unmarked',
    points: score.points,
    isScored: metadata.isScored && score.isScored,
    explanations: score.explanations.map(presented.toOpaqueExplanation),
    processing: score.processing === null ? null : presented.toOpaqueProcessing(score.processing),
    keys: revealKey(content, versionedKey.key, frame.misconceptions).map(presented.toOpaqueKey),
    references: metadata.references.map((reference) => ({
      ...reference,
      name: nameOf(frame.sources, reference.source),
    })),
  } satisfies ReviewedItem;
}
