/**
 * An outcome from its stored inputs alone: the same inputs give the same bytes, in whatever order their
 * lists arrive. Sums run in order of the item numbers, because adding fractions in another order may
 * change the last bit.
 */
import type { Outcome } from '@attest/contracts';
import { domainsOf } from './outcome-domains.ts';
import type { OutcomeInput, ScoredItem } from './outcome-input.ts';
import { frameworksOf, misconceptionsOf } from './outcome-lessons.ts';
import { rawScoreOf, roundedRange } from './outcome-range.ts';
import { decide, scale, scaleScore } from './scale.ts';
import { scoreItem } from './score-item.ts';

/** Changes whenever the same inputs would give another outcome. */
export const rulesVersion = 'attest-scoring-1';

/** The outcome of a closed session. Pretest items and items marked by rubric never count. */
export function makeOutcome(input: OutcomeInput): Outcome {
  const all = scoredItems(input);
  const counting = all.filter(({ isPretest, score }) => !isPretest && score.isScored);
  const raw = rawScoreOf(counting, input.studyRawCut);
  const { startedAt, closedAt } = input.session;
  return {
    sessionId: input.session.id,
    revision: input.revision,
    exam: { slug: input.exam.slug, title: input.exam.title, certification: input.exam.certification },
    owner: { credential: input.owner.credential, organisation: input.owner.organisation },
    decision: decide(raw),
    isCutProvisional: input.studyRawCut === null,
    scaledScore: scaleScore(raw),
    likely: roundedRange(raw),
    scale: { lowest: scale.lowest, cut: scale.cut, highest: scale.highest },
    rawScore: raw.rawScore,
    rawCut: raw.rawCut,
    maximumRawScore: raw.maximumRawScore,
    itemCount: all.length,
    answeredCount: all.filter(({ score }) => score.isAnswered).length,
    startedAt,
    closedAt,
    durationSeconds: Math.max(0, Math.floor((Date.parse(closedAt) - Date.parse(startedAt)) / 1000)),
    domains: domainsOf(counting, raw, input.domains),
    misconceptions: misconceptionsOf(counting, input.errors),
    frameworks: frameworksOf(counting, input.sources),
    pacing: counting.map(({ number, secondsSpent, score }) => ({
      number,
      secondsSpent,
      verdict: score.verdict,
    })),
    madeFrom: {
      form: input.madeFrom.form,
      keys: input.madeFrom.keys,
      responses: input.madeFrom.responses,
      rules: rulesVersion,
    },
    canReview: input.canReview,
  };
}

function scoredItems({ session, items, responses }: OutcomeInput): ScoredItem[] {
  const byNumber = new Map(responses.map((response) => [response.number, response]));
  return items
    .toSorted((a, b) => a.number - b.number)
    .map((item) => {
      const response = byNumber.get(item.number);
      const value = response?.value ?? null;
      const secondsSpent = response?.secondsSpent ?? null;
      const sitting = { sessionId: session.id, itemNumber: item.number, secondsSpent };
      return { ...item, value, secondsSpent, score: scoreItem(item.key, value, sitting) };
    });
}
