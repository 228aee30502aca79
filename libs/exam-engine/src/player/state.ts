import type { CandidateForm, Marks, ResponseValue, SavedResponse, StoredResponse } from '@attest/contracts';
import { answerState } from './answer-state.ts';
import { itemAt, notesIdOf } from './form.ts';
import { numbersOf, openFrom } from './sections.ts';

/** What was entered for one item, or noted on one scenario, and how far it has travelled. */
export interface PlayerEntry {
  readonly value: ResponseValue | null;
  readonly marks: Marks;
  /** Counted here, one up with each change; 0: never touched. */
  readonly revision: number;
  /** The revision under which the answer itself last changed; the others were marks or time spent. */
  readonly answeredRevision: number;
  /** Highest revision given to a request. */
  readonly sentRevision: number;
  /** Highest revision the server said it stored. */
  readonly savedRevision: number;
  /** Highest revision the server refused for its content: kept here, not sent again until it is changed. */
  readonly refusedRevision: number;
  readonly isSeen: boolean;
  readonly isLocked: boolean;
  /** What lost against another tab or device; kept so that the person can decide. */
  readonly evidence: readonly Evidence[];
}

export interface Evidence {
  readonly revision: number;
  readonly value: ResponseValue | null;
}

/** Why the last event changed nothing. */
export type PlayerRefusal =
  | { readonly reason: 'too-many-choices'; readonly itemId: string; readonly maxChoices: number }
  | { readonly reason: 'choice-used'; readonly itemId: string }
  | { readonly reason: 'locked'; readonly itemId: string }
  | { readonly reason: 'too-many-highlights'; readonly itemId: string }
  | { readonly reason: 'no-way-back' }
  | { readonly reason: 'section-not-open' };

export interface PlayerState {
  readonly form: CandidateForm;
  /** Number of the item on screen. */
  readonly current: number;
  /** No input at all: time is up, or the exam is open elsewhere. */
  readonly isInputLocked: boolean;
  /** By item id, and by `stimulus:<id>` for notes. */
  readonly entries: Readonly<Record<string, PlayerEntry>>;
  readonly refusal: PlayerRefusal | null;
}

export const untouched: PlayerEntry = {
  value: null,
  marks: {},
  revision: 0,
  answeredRevision: 0,
  sentRevision: 0,
  savedRevision: 0,
  refusedRevision: 0,
  isSeen: false,
  isLocked: false,
  evidence: [],
};

/** The player of a form as start or resume delivered it; it opens at the first item, or as far as a one-way form got. */
export function createPlayer(form: CandidateForm, responses: readonly StoredResponse[]): PlayerState {
  const ids = [...form.items.map(({ id }) => id), ...form.stimuli.map(({ id }) => notesIdOf(id))];
  const stored = new Map(responses.map((response) => [response.itemId, response]));
  const entries = Object.fromEntries(ids.map((id) => [id, entryOf(stored.get(id))]));
  const touched = form.items.filter(({ id }) => stored.has(id)).map(({ number }) => number);
  const first = Math.min(...form.items.map(({ number }) => number));
  const current = form.mayGoBack ? first : Math.max(openFrom(form, first).first, ...touched);
  return arriveAt({ form, current, isInputLocked: false, entries, refusal: null }, current);
}

function entryOf(stored: StoredResponse | undefined): PlayerEntry {
  if (stored === undefined) return untouched;
  const { value, marks, revision } = stored;
  return {
    ...untouched,
    value,
    marks,
    revision,
    answeredRevision: revision,
    sentRevision: revision,
    savedRevision: revision,
    isSeen: true,
  };
}

/** Shows an item; on a one-way form everything before it, or before its section, is locked. */
export function arriveAt(state: PlayerState, number: number): PlayerState {
  const { first } = openFrom(state.form, number);
  const changed = state.form.items.flatMap((item): [string, PlayerEntry][] => {
    const entry = entryFor(state, item.id);
    const isSeen = entry.isSeen || item.number === number;
    const isLocked = entry.isLocked || item.number < first;
    // What stays as it is stays the same object: what changed is what a device has to keep.
    if (isSeen === entry.isSeen && isLocked === entry.isLocked) return [];
    return [[item.id, { ...entry, isSeen, isLocked }]];
  });
  return { ...state, current: number, entries: { ...state.entries, ...Object.fromEntries(changed) } };
}

/** Shows the item that was left on screen; a one-way form does not go back for it. */
export function goneTo(state: PlayerState, number: number | null): PlayerState {
  if (number === null || itemAt(state.form, number) === null) return state;
  return number < openFrom(state.form, state.current).first ? state : arriveAt(state, number);
}

/** The entry of an item or of notes; an untouched one when the form has no such id. */
export function entryFor(state: PlayerState, id: string): PlayerEntry {
  return state.entries[id] ?? untouched;
}

export function withEntry(state: PlayerState, id: string, entry: PlayerEntry): PlayerState {
  return { ...state, entries: { ...state.entries, [id]: entry } };
}

/** The next revision of an entry. Every change that must reach the server goes through here. */
export function bump(entry: PlayerEntry, change: Partial<Pick<PlayerEntry, 'value' | 'marks'>>): PlayerEntry {
  const revision = entry.revision + 1;
  const isAnswer = change.value !== undefined && change.value !== entry.value;
  const answeredRevision = isAnswer ? revision : entry.answeredRevision;
  return { ...entry, ...change, revision, answeredRevision };
}

/**
 * Takes in what this device kept through a reload. The higher revision wins; what it replaces, or what
 * loses, stays as evidence when the answers differ.
 */
export function restoreLocal(state: PlayerState, kept: readonly SavedResponse[]): PlayerState {
  return kept.reduce((before, local) => {
    const entry = before.entries[local.itemId];
    return entry === undefined ? before : withEntry(before, local.itemId, mergeLocal(entry, local));
  }, state);
}

function mergeLocal(entry: PlayerEntry, local: SavedResponse): PlayerEntry {
  const isSame = JSON.stringify(entry.value) === JSON.stringify(local.value);
  if (local.revision > entry.revision) {
    const evidence = isSame || entry.revision === 0 ? entry.evidence : [...entry.evidence, keep(entry)];
    const { value, revision, marks = {} } = local;
    const answeredRevision = isSame ? entry.answeredRevision : revision;
    return { ...entry, value, marks, revision, answeredRevision, isSeen: true, evidence };
  }
  return isSame ? entry : { ...entry, evidence: [...entry.evidence, keep(local)] };
}

function keep({ revision, value }: Evidence): Evidence {
  return { revision, value };
}

/** `locked`: no way back. `later`: in a section that is not open yet. */
export type QuestionState = 'not-seen' | 'seen' | 'partly' | 'answered' | 'locked' | 'later';

/** One line of the question list. */
export interface ListedQuestion {
  readonly number: number;
  /** Null: not released yet. */
  readonly itemId: string | null;
  readonly state: QuestionState;
  /** What is entered, whatever the state. */
  readonly answer: 'none' | 'partly' | 'answered';
  readonly isFlagged: boolean;
  readonly isUnsure: boolean;
  readonly hasNote: boolean;
  readonly isCurrent: boolean;
}

export function questionAt(state: PlayerState, number: number): ListedQuestion | null {
  const item = itemAt(state.form, number);
  if (item === null && !numbersOf(state.form).includes(number)) return null;
  const entry = item === null ? untouched : entryFor(state, item.id);
  const answer = item === null ? 'none' : answerState(item.interactions, entry.value);
  const isLater = number > openFrom(state.form, state.current).last;
  return {
    number,
    itemId: item?.id ?? null,
    state: isLater ? 'later' : stateOf(entry, answer),
    answer,
    isFlagged: entry.marks.flagged ?? false,
    isUnsure: entry.marks.unsure ?? false,
    hasNote: hasNote(entry),
    isCurrent: state.current === number,
  };
}

/** All questions in order of the form. */
export function questionList(state: PlayerState): ListedQuestion[] {
  return numbersOf(state.form).flatMap((number) => questionAt(state, number) ?? []);
}

function stateOf(entry: PlayerEntry, answer: ListedQuestion['answer']): QuestionState {
  if (entry.isLocked) return 'locked';
  if (answer !== 'none') return answer;
  return entry.isSeen ? 'seen' : 'not-seen';
}

export function hasNote({ marks }: PlayerEntry): boolean {
  return (marks.note ?? '').trim() !== '';
}

export interface PlayerCounts {
  readonly total: number;
  readonly answered: number;
  readonly partly: number;
  /** Neither answered nor partly. */
  readonly unanswered: number;
  readonly notSeen: number;
  readonly flagged: number;
  readonly unsure: number;
}

export function countsOf(state: PlayerState): PlayerCounts {
  const list = questionList(state);
  const count = (holds: (question: ListedQuestion) => boolean) => list.filter(holds).length;
  return {
    total: list.length,
    answered: count(({ answer }) => answer === 'answered'),
    partly: count(({ answer }) => answer === 'partly'),
    unanswered: count(({ answer }) => answer === 'none'),
    notSeen: count(({ itemId }) => itemId === null || !entryFor(state, itemId).isSeen),
    flagged: count(({ isFlagged }) => isFlagged),
    unsure: count(({ isUnsure }) => isUnsure),
  };
}
