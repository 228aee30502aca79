/** What runs in the browser: the flow of an exam, its queue and its clock. No zod, no Node, no keys. */
export { answerState } from './answer-state.ts';
export type { AnswerState } from './answer-state.ts';
export {
  anchorOf,
  countedFrom,
  dueWarnings,
  estimateFrom,
  formatClock,
  isProven,
  observeClock,
  remainingMs,
  serverNow,
} from './clock.ts';
export type { ClockAnchor, ClockEstimate, ClockSample } from './clock.ts';
export type { PlayerEvent } from './events.ts';
export { groupsOf, itemAt, itemWithId, nextNumber, notesIdOf, previousNumber } from './form.ts';
export type { ItemGroup } from './form.ts';
export { addHighlight, isHighlighted, removeHighlight } from './highlights.ts';
export type { Highlight, Stretch } from './highlights.ts';
export { changedEntries, mergeKept, restorePlayer } from './kept.ts';
export type { KeptEntry } from './kept.ts';
export { observedIn } from './observed.ts';
export type { Observed } from './observed.ts';
export { orderOf, pairsIn, selectedIn } from './parts.ts';
export {
  culpritsIn,
  leavingSaves,
  markAccepted,
  markRefused,
  markSent,
  markSuperseded,
  markUnsent,
  mostResponses,
  pendingSaves,
  refusedResponses,
  unsavedAnswers,
  unsavedResponses,
  waitingResponses,
} from './queue.ts';
export { reducePlayer } from './reducer.ts';
export { withReleased } from './released.ts';
export type { ReleasedSection } from './released.ts';
export { nextSectionAt, numbersOf, openFrom, sectionIndexAt, sectionsOf } from './sections.ts';
export type { FormSection } from './sections.ts';
export { bump, countsOf, createPlayer, entryFor, hasNote, questionAt, questionList } from './state.ts';
export { charactersAllowed } from './text-limits.ts';
export type {
  Evidence,
  ListedQuestion,
  PlayerCounts,
  PlayerEntry,
  PlayerRefusal,
  PlayerState,
  QuestionState,
} from './state.ts';
