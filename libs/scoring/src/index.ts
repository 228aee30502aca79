export { hasContent, isAnswered } from './answered.ts';
export { makeOutcome, rulesVersion } from './outcome.ts';
export type { OutcomeInput, OutcomeItem, OutcomeResponse } from './outcome-input.ts';
export { revealKey } from './reveal.ts';
export type { Misconceptions } from './reveal.ts';
export { decide, likelyRange, rawEpsilon, scale, scaleScore, standardError } from './scale.ts';
export type { RawScore } from './scale.ts';
export { isScorable, scoreItem } from './score-item.ts';
export type { ItemScore, ItemVerdict } from './score-item.ts';
