export { collapseSaves, acceptResponse, applySave } from './responses.ts';
export type { ResponseEntry, ResponseVerdict, Save, SaveApplied, SessionWithResponses } from './responses.ts';
export { presentItem, presentPlain, presentStimulus } from './present.ts';
export type { PresentedItem, PresentIn } from './present.ts';
export { makeReceipt, sessionDigest } from './receipt.ts';
export type { DigestEntry, ReceiptInput } from './receipt.ts';
export {
  arrows,
  closeSession,
  expireSession,
  isClosed,
  isExpired,
  isPastGrace,
  mayMove,
  resumeSession,
  startSession,
} from './session.ts';
export type { Closing, Refusal, SessionHeld, SessionMoved, SessionState, Verdict } from './session.ts';
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
