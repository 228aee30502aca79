import type { Check } from './check.ts';
import { references } from './checks/01-references.ts';
import { longestKey } from './checks/02-longest-key.ts';
import { shortestKey } from './checks/03-shortest-key.ts';
import { lengthRatio } from './checks/04-length-ratio.ts';
import { keyPosition } from './checks/05-key-position.ts';
import { bannedOptions } from './checks/06-banned-options.ts';
import { negativeLeadIns } from './checks/07-negative-lead-ins.ts';
import { absolutes } from './checks/08-absolutes.ts';
import { hedges } from './checks/09-hedges.ts';
import { clang } from './checks/10-clang.ts';
import { oddOneOut } from './checks/11-odd-one-out.ts';
import { grammar } from './checks/12-grammar.ts';
import { nearDuplicates } from './checks/13-near-duplicates.ts';
import { repeatedIdeas } from './checks/14-repeated-ideas.ts';
import { rationaleLength } from './checks/15-rationale-length.ts';
import { rationaleContent } from './checks/16-rationale-content.ts';
import { citations } from './checks/17-citations.ts';
import { datedFacts } from './checks/18-dated-facts.ts';
import { readability } from './checks/19-readability.ts';
import { wordCounts } from './checks/20-word-counts.ts';
import { leadIns } from './checks/21-lead-ins.ts';
import { trivia } from './checks/22-trivia.ts';
import { coverage } from './checks/23-coverage.ts';
import { enemies } from './checks/24-enemies.ts';
import { independence } from './checks/25-independence.ts';
import { scenarioUse } from './checks/26-scenario-use.ts';
import { multipleResponse } from './checks/27-multiple-response.ts';
import { shownOrder } from './checks/28-shown-order.ts';
import { distractorReuse } from './checks/29-distractor-reuse.ts';
import { fairnessAndSafety } from './checks/30-fairness-and-safety.ts';
import { optionsBaseline } from './checks/31-options-baseline.ts';
import { originality } from './checks/32-originality.ts';

/** Every check, in order of its number in the item-writing standard. */
export const checks: readonly Check[] = [
  references,
  longestKey,
  shortestKey,
  lengthRatio,
  keyPosition,
  bannedOptions,
  negativeLeadIns,
  absolutes,
  hedges,
  clang,
  oddOneOut,
  grammar,
  nearDuplicates,
  repeatedIdeas,
  rationaleLength,
  rationaleContent,
  citations,
  datedFacts,
  readability,
  wordCounts,
  leadIns,
  trivia,
  coverage,
  enemies,
  independence,
  scenarioUse,
  multipleResponse,
  shownOrder,
  distractorReuse,
  fairnessAndSafety,
  optionsBaseline,
  originality,
];
