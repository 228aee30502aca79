import type { MonitoredSession, StaffAction } from '@attest/contracts';
import type { Permission } from '@attest/contracts/permissions';

export type ActionName = StaffAction['action'];

/** In the order of the menu: words first, then time, then what ends or brings back. */
const actions: readonly { readonly name: ActionName; readonly needs: Permission }[] = [
  { name: 'message', needs: 'exam-session:proctor' },
  { name: 'note', needs: 'exam-session:proctor' },
  { name: 'add-time', needs: 'exam-session:proctor' },
  { name: 'pause', needs: 'exam-session:proctor' },
  { name: 'continue', needs: 'exam-session:proctor' },
  { name: 'end', needs: 'exam-session:overrule' },
  { name: 'reopen', needs: 'exam-session:overrule' },
  { name: 'void', needs: 'exam-session:overrule' },
];

/** What may be done now; the server decides once more when it is asked. */
export function possibleActions(
  session: MonitoredSession,
  may: (permission: Permission) => boolean,
): readonly ActionName[] {
  return actions.filter(({ name, needs }) => may(needs) && isPossible(name, session)).map(({ name }) => name);
}

function isPossible(name: ActionName, { status, deadline, pause, proposal }: MonitoredSession): boolean {
  const isRunning = status === 'active' || status === 'paused';
  const isWaiting = status === 'booked' || status === 'ready';
  switch (name) {
    case 'note':
      return true;
    case 'message':
      return isRunning || isWaiting;
    case 'add-time':
      return isRunning && deadline !== null;
    case 'pause':
      return status === 'active';
    case 'continue':
      // What stands because the exam was stopped goes on with all the others.
      return status === 'paused' && pause?.cause !== 'incident';
    case 'end':
      return isRunning;
    case 'reopen':
      return !isRunning && !isWaiting && status !== 'voided' && proposal === null;
    case 'void':
      return status !== 'voided' && proposal === null;
  }
}

/** Two people decide these. */
export const isProposal = (name: ActionName) => name === 'void' || name === 'reopen';
/** These end an exam or undo its end: they stand apart from the rest. */
export const isOverruling = (name: ActionName) => name === 'end' || isProposal(name);
export const saysSomething = (name: ActionName) => name === 'message' || name === 'note';
export const givesTime = (name: ActionName) => name === 'add-time' || name === 'reopen';

/** The request for an action. */
export function toAction(name: ActionName, text: string, seconds: number): StaffAction {
  switch (name) {
    case 'message':
    case 'note':
      return { action: name, text };
    case 'add-time':
      return { action: name, seconds, reason: text };
    case 'reopen':
      return { action: name, secondsLeft: seconds, reason: text };
    default:
      return { action: name, reason: text };
  }
}
