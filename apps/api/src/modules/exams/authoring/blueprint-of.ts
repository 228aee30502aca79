import type { ExamDraftText } from '@attest/contracts';
import type { FormBlueprint } from '@attest/exam-engine';

/** As many as an exam may hold at all; what is beyond is a hint of the draft, not a search. */
const mostItems = 500;

/**
 * The blueprint of a draft, finished or not: what nobody has entered asks for nothing.
 *
 * @param domains ids of the certification's domains; each of them gets a place in the grid
 */
export function blueprintOf(text: ExamDraftText, domains: readonly string[]): FormBlueprint {
  const { levels, sections } = text;
  return {
    itemCount: wholeOf(text.itemCount, 0),
    pretestCount: wholeOf(text.pretestCount, 0),
    domains: Object.fromEntries(domains.map((id) => [id, wholeOf(text.domains[id] ?? 0, 0)])),
    levels: {
      recall: boundsOf(levels.recall),
      application: boundsOf(levels.application),
      analysis: boundsOf(levels.analysis),
    },
    scenarioShare: { min: shareOf(text.scenarioShare.min) ?? 0 },
    minTestletSize: wholeOf(text.minTestletSize, 1),
    maxPerIncident: wholeOf(text.maxPerIncident, mostItems),
    ...(sections.length > 1 && {
      sections: sections.map(({ itemCount }) => ({ itemCount: wholeOf(itemCount, 0) })),
    }),
  };
}

function boundsOf({ min, max }: ExamDraftText['levels']['recall']) {
  return { min: shareOf(min), max: shareOf(max) };
}

function shareOf(share: number | null): number | undefined {
  return share === null ? undefined : Math.min(1, Math.max(0, share));
}

function wholeOf(count: number | null, otherwise: number): number {
  return count === null ? otherwise : Math.min(mostItems, Math.max(0, Math.round(count)));
}
