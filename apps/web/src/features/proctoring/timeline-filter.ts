import type { SessionEvent, SessionEventKind } from '@attest/contracts';

export const eventGroups = ['changes', 'work', 'signals', 'words'] as const;
export type EventGroup = (typeof eventGroups)[number];

const groupOf = {
  booked: 'changes',
  started: 'changes',
  'taken-over': 'changes',
  'section-opened': 'changes',
  'deadline-set': 'changes',
  'deadline-changed': 'changes',
  paused: 'changes',
  continued: 'changes',
  submitted: 'changes',
  expired: 'changes',
  ended: 'changes',
  scored: 'changes',
  released: 'changes',
  reopened: 'changes',
  voided: 'changes',
  'late-material-received': 'changes',
  'late-material-admitted': 'changes',
  'late-material-refused': 'changes',
  proposed: 'changes',
  'proposal-refused': 'changes',
  'item-seen': 'work',
  'first-answer': 'work',
  'answer-changed': 'work',
  flagged: 'work',
  unflagged: 'work',
  warned: 'work',
  'connection-lost': 'signals',
  'connection-back': 'signals',
  'focus-lost': 'signals',
  'focus-back': 'signals',
  pasted: 'signals',
  'second-tab': 'signals',
  message: 'words',
  'notice-seen': 'words',
  note: 'words',
} as const satisfies Record<SessionEventKind, EventGroup>;

export function groupOfEvent({ kind }: SessionEvent): EventGroup {
  return groupOf[kind];
}

/** When it happened: the browser's own account of how long before, where it gave one. */
export function happenedAt({ at, facts }: SessionEvent): string {
  return new Date(Date.parse(at) - (facts.msAgo ?? 0)).toISOString();
}

/** Each event; the first one of a day with that day, the others with null. */
export function withDays(
  events: readonly SessionEvent[],
  dayOf: (instant: string) => string,
): readonly { readonly event: SessionEvent; readonly day: string | null }[] {
  let last: string | null = null;
  return events.map((event) => {
    const day = dayOf(happenedAt(event));
    const isSame = day === last;
    last = day;
    return { event, day: isSame ? null : day };
  });
}
