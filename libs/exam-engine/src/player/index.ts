/** What runs in the browser: the flow of an exam, its queue and its clock. No zod, no Node, no keys. */
export { answerState } from './answer-state.ts';
export type { AnswerState } from './answer-state.ts';
export { dueWarnings, formatClock, observeClock, remainingMs, serverNow } from './clock.ts';
export type { ClockEstimate, ClockSample } from './clock.ts';
export type { PlayerEvent } from './events.ts';
export { groupsOf, itemAt, itemWithId, nextNumber, notesIdOf, previousNumber } from './form.ts';
export type { ItemGroup } from './form.ts';
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
  unsavedResponses,
  waitingResponses,
} from './queue.ts';
export { reducePlayer } from './reducer.ts';
export { bump, countsOf, createPlayer, entryFor, questionAt, questionList, restoreLocal } from './state.ts';
export type {
  Evidence,
  ListedQuestion,
  PlayerCounts,
  PlayerEntry,
  PlayerRefusal,
  PlayerState,
  QuestionState,
} from './state.ts';
