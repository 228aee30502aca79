import type { CandidateInteraction } from '@attest/contracts';

type TextInteraction = Extract<CandidateInteraction, { kind: 'text' }>;

/** Room for long words and for what stands above the limit: the limit itself is the marker's business. */
const charactersPerWord = 40;
const oneLineCharacters = 1_000;
/** The contract takes no longer text. */
const mostCharacters = 20_000;

/** How many characters (UTF-16 units) a typed answer may have; longer ones are refused when they are saved. */
export function charactersAllowed({ lines, maxWords }: Pick<TextInteraction, 'lines' | 'maxWords'>): number {
  if (maxWords !== null) {
    return Math.min(mostCharacters, Math.max(oneLineCharacters, maxWords * charactersPerWord));
  }
  return lines === 'one' ? oneLineCharacters : mostCharacters;
}
