export { collapseSaves, acceptResponse, applySave, judgeKnown } from './responses.ts';
export type { ResponseEntry, ResponseVerdict, Save, SaveApplied, SessionWithResponses } from './responses.ts';
export { presentItem, presentPlain, presentStimulus } from './present.ts';
export type { PresentedItem, PresentIn } from './present.ts';
export { makeReceipt, sessionDigest } from './receipt.ts';
export type { DigestEntry, ReceiptInput } from './receipt.ts';
export { closeSession, expireSession, resumeSession, startSession } from './session.ts';
export type { Closing, Expired, SessionHeld } from './session.ts';
export { reopenSession, voidSession } from './session-overrules.ts';
export {
  breakSecondsLeftAfter,
  continueSession,
  endBreak,
  isBreakOver,
  pauseSession,
  startBreak,
  stoodStillMs,
} from './session-pauses.ts';
export type { BreakMoved, Pause } from './session-pauses.ts';
export {
  firstSection,
  isInOpenSection,
  openNextSection,
  releasedForm,
  sectionContent,
  sectionRanges,
} from './session-sections.ts';
export { arrows, isClosed, mayMove } from './session-states.ts';
export type { Refusal, SectionRange, SessionMoved, SessionState, Verdict } from './session-states.ts';
export { addTime, isExpired, isPastGrace } from './session-time.ts';
export type { TimedSession } from './session-time.ts';
export { admitLate, mayHandInLate } from './late-material.ts';
export { alwaysOpen, deadlineFrom, endOfWindow, whyNotOpen } from './exam-window.ts';
export type { ExamWindow, NotOpen, PersonalWindow } from './exam-window.ts';
export { timeAllowed } from './time-allowed.ts';
export type { GrantedTime } from './time-allowed.ts';
export { checkMarks, checkResponse } from './validate-response.ts';
export { assembleForm } from './assembly.ts';
export type { Assembly, AssemblyInput } from './assembly.ts';
export type {
  AssembledItem,
  Constraint,
  FormBlueprint,
  EligibleItem,
  Shortfall,
} from './assembly/blueprint.ts';
export { judgeFeasibility } from './feasibility.ts';
export type { BlueprintCell, Feasibility, ItemsToWrite } from './feasibility.ts';
export { distinctForms } from './feasibility/distinct-forms.ts';
export type { DistinctForms } from './feasibility/distinct-forms.ts';
export { offeredItems, unusableReasons } from './feasibility/usable.ts';
export type { BankedItem, UnusableReason } from './feasibility/usable.ts';
export type { Contradiction } from './feasibility/contradictions.ts';
