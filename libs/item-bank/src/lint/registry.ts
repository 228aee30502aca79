import type { Check } from './check.ts';
import { references } from './checks/01-references.ts';
import { longestKey } from './checks/02-longest-key.ts';
import { shortestKey } from './checks/03-shortest-key.ts';
import { lengthRatio } from './checks/04-length-ratio.ts';
import { keyPosition } from './checks/05-key-position.ts';
import { bannedOptions } from './checks/06-banned-options.ts';
import { negativeLeadIns } from './checks/07-negative-lead-ins.ts';
import { absolutes } from './checks/08-absolutes.ts';
import { rationaleLength } from './checks/15-rationale-length.ts';
import { rationaleContent } from './checks/16-rationale-content.ts';
import { citations } from './checks/17-citations.ts';
import { wordCounts } from './checks/20-word-counts.ts';
import { leadIns } from './checks/21-lead-ins.ts';
import { multipleResponse } from './checks/27-multiple-response.ts';
import { shownOrder } from './checks/28-shown-order.ts';

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
  rationaleLength,
  rationaleContent,
  citations,
  wordCounts,
  leadIns,
  multipleResponse,
  shownOrder,
];
