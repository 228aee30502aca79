import type { CertificationBank } from '../bank.ts';
import { choiceSetsOf } from './choices.ts';
import { activeItems, share } from './findings.ts';
import { plainText } from './words.ts';

/** Words that mark a text as absolute. */
export const absolute =
  /\b(?:always|never|only|all|every|none|complete(?:ly)?|full(?:y)?|guarantees?|guaranteed|eliminates?|must)\b/gi;
/** Words that mark it as careful. */
export const hedge =
  /\b(?:may|might|can|could|typically|often|usually|appropriate(?:ly)?|risk-based|balanc(?:e|ed|es|ing)|combin(?:ation|e|ed|es|ing)|layered|depending)\b/gi;

/** How often a kind of word stands in the options of a bank: shares of options, 0..1. */
interface OptionRates {
  readonly inKeys: number;
  readonly inDistractors: number;
}

export function optionRates(certification: CertificationBank, kind: RegExp): OptionRates {
  const sets = activeItems(certification).flatMap(({ record }) => choiceSetsOf(record));
  const rate = (options: readonly { text: string }[]) =>
    share(options.filter(({ text }) => matchesIn(text, kind).length > 0).length, options.length);
  return {
    inKeys: rate(sets.flatMap(({ keys }) => keys)),
    inDistractors: rate(sets.flatMap(({ distractors }) => distractors)),
  };
}

/** The words of a kind in a text, lower case. @param kind with the flag `g` */
export function matchesIn(text: string, kind: RegExp): string[] {
  return (plainText(text).match(kind) ?? []).map((word) => word.toLowerCase());
}
