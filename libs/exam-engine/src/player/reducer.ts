import type { CandidateInteraction, Marks, ResponsePart } from '@attest/contracts';
import type { PlayerEvent } from './events.ts';
import { itemAt, itemWithId, nextNumber, previousNumber } from './form.ts';
import {
  isPairable,
  isSelectable,
  join,
  moved,
  orderOf,
  press,
  selectedIn,
  within,
  withPart,
} from './parts.ts';
import type { Change } from './parts.ts';
import { nextSectionAt, numbersOf, openFrom } from './sections.ts';
import { arriveAt, bump, entryFor, withEntry } from './state.ts';
import type { PlayerEntry, PlayerRefusal, PlayerState } from './state.ts';

/** The exam flow: one event in, the next state out. What is refused changes nothing but `refusal`. */
export function reducePlayer(state: PlayerState, event: PlayerEvent): PlayerState {
  const calm = state.refusal === null ? state : { ...state, refusal: null };
  switch (event.type) {
    case 'goTo':
      return goTo(calm, event.number);
    case 'next':
      return goTo(calm, nextNumber(calm.form, calm.current));
    case 'previous':
      return goTo(calm, previousNumber(calm.form, calm.current));
    case 'openSection':
      return openSection(calm);
    case 'lockInput':
      return { ...calm, isInputLocked: true };
    case 'unlockInput':
      return { ...calm, isInputLocked: false };
    case 'lockItem':
      return withEntry(calm, event.itemId, { ...entryFor(calm, event.itemId), isLocked: true });
    default:
      return enter(calm, event);
  }
}

/** As the contract allows for one question or scenario. */
const mostHighlights = 200;

type Entering = Exclude<
  PlayerEvent,
  { type: 'goTo' | 'next' | 'previous' | 'openSection' | 'lockInput' | 'unlockInput' | 'lockItem' }
>;

function goTo(state: PlayerState, number: number | null): PlayerState {
  if (number === null || number === state.current || !numbersOf(state.form).includes(number)) return state;
  const { first, last } = openFrom(state.form, state.current);
  if (number < first) return refused(state, { reason: 'no-way-back' });
  if (number > last) return refused(state, { reason: 'section-not-open' });
  return reached(arriveAt(state, number));
}

function openSection(state: PlayerState): PlayerState {
  const { form, current } = state;
  const number =
    form.openSection === undefined ? nextSectionAt(form, current) : openFrom(form, current).first;
  if (number === null || number <= current || state.isInputLocked) return state;
  return reached(arriveAt(state, number));
}

/**
 * On a one-way form the server must know how far it got: another device opens it from what is stored. In a
 * section it is enough that something of it is; one that the server opened, it knows.
 */
function reached(state: PlayerState): PlayerState {
  const item = itemAt(state.form, state.current);
  const { mayGoBack, openSection: opened } = state.form;
  if (mayGoBack || opened !== undefined || state.isInputLocked || item === null) return state;
  const { first, last } = openFrom(state.form, state.current);
  const isKnown = state.form.items.some(
    ({ id, number }) => number >= first && number <= last && entryFor(state, id).revision > 0,
  );
  if (isKnown && state.form.sections.length > 0) return state;
  return entryFor(state, item.id).revision > 0 ? state : mark(state, item.id, { secondsSpent: 0 });
}

function enter(state: PlayerState, event: Entering): PlayerState {
  const id = 'id' in event ? event.id : event.itemId;
  const entry = state.entries[id];
  if (entry === undefined) return state;
  // Time spent is measured when an item is left, which on a one-way form is when it locks.
  if (event.type === 'spend') return isOver(state, entry) ? state : spend(state, id, event.seconds);
  if (state.isInputLocked || entry.isLocked) return refused(state, { reason: 'locked', itemId: id });
  switch (event.type) {
    case 'flag':
      return mark(state, id, { flagged: event.isOn });
    case 'unsure':
      return mark(state, id, { unsure: event.isOn });
    case 'note':
      return mark(state, id, { note: event.text });
    case 'highlight':
      return event.highlights.length > mostHighlights
        ? refused(state, { reason: 'too-many-highlights', itemId: id })
        : mark(state, id, { highlights: event.highlights });
    case 'ruleOut':
      return ruleOut(state, id, event.optionId);
    case 'restore':
      return mark(state, id, { ruledOut: without(ruledOutIn(state, id), [event.optionId]) });
    case 'clear':
      return clear(state, id, event.responseVariable);
    default:
      return respond(state, event);
  }
}

type Responding = Extract<
  Entering,
  { responseVariable: string; itemId: string; type: 'answer' | 'choose' | 'pair' | 'moveStep' }
>;

function respond(state: PlayerState, event: Responding): PlayerState {
  const { itemId, responseVariable } = event;
  const interaction = itemWithId(state.form, itemId)?.interactions.find(
    (each) => each.responseVariable === responseVariable,
  );
  if (interaction === undefined) return state;
  const part = entryFor(state, itemId).value?.[responseVariable] ?? null;
  const change = changeOf(interaction, part, event);
  if (change === null) return state;
  if (change.done) return put(state, itemId, responseVariable, change.part);
  return change.reason === 'too-many-choices'
    ? refused(state, { reason: change.reason, itemId, maxChoices: change.maxChoices })
    : refused(state, { reason: change.reason, itemId });
}

function changeOf(
  interaction: CandidateInteraction,
  part: ResponsePart | null,
  event: Responding,
): Change | null {
  switch (event.type) {
    case 'answer':
      return event.part.kind === interaction.kind ? within(interaction, event.part) : null;
    case 'choose':
      return isSelectable(interaction) ? press(interaction, part, event.optionId) : null;
    case 'pair':
      return isPairable(interaction) ? join(interaction, part, event.left, event.right) : null;
    case 'moveStep': {
      const order = orderOf(interaction, part);
      if (interaction.kind !== 'order' || !order.includes(event.stepId)) return null;
      return { done: true, part: { kind: 'order', order: moved(order, event.stepId, event.to) } };
    }
  }
}

/** Stores a part; what is chosen is no longer ruled out. */
function put(state: PlayerState, itemId: string, variable: string, part: ResponsePart | null): PlayerState {
  const entry = entryFor(state, itemId);
  const ruledOut = ruledOutIn(state, itemId);
  const kept = without(ruledOut, selectedIn(part));
  const marks = kept.length === ruledOut.length ? entry.marks : { ...entry.marks, ruledOut: kept };
  return withEntry(state, itemId, bump(entry, { value: withPart(entry.value, variable, part), marks }));
}

/** Rules an option out; a chosen one is cleared by it. */
function ruleOut(state: PlayerState, itemId: string, optionId: string): PlayerState {
  const entry = entryFor(state, itemId);
  const ruledOut = [...without(ruledOutIn(state, itemId), [optionId]), optionId];
  const value = Object.entries(entry.value ?? {}).reduce(
    (before, [variable, part]) =>
      part?.kind === 'choice' && part.selected.includes(optionId)
        ? withPart(before, variable, { kind: 'choice', selected: without(part.selected, [optionId]) })
        : before,
    entry.value,
  );
  return withEntry(state, itemId, bump(entry, { value, marks: { ...entry.marks, ruledOut } }));
}

function clear(state: PlayerState, itemId: string, variable: string | undefined): PlayerState {
  const entry = entryFor(state, itemId);
  const value = variable === undefined ? null : withPart(entry.value, variable, null);
  return withEntry(state, itemId, bump(entry, { value }));
}

function mark(state: PlayerState, id: string, marks: Marks): PlayerState {
  const entry = entryFor(state, id);
  return withEntry(state, id, bump(entry, { marks: { ...entry.marks, ...marks } }));
}

/** In a section that is closed on the server nothing can be stored any more. */
function isOver({ form }: PlayerState, entry: PlayerEntry): boolean {
  return entry.isLocked && form.openSection !== undefined;
}

function spend(state: PlayerState, itemId: string, seconds: number): PlayerState {
  const whole = Math.floor(seconds);
  if (state.isInputLocked || whole < 1) return state;
  return mark(state, itemId, { secondsSpent: (entryFor(state, itemId).marks.secondsSpent ?? 0) + whole });
}

function ruledOutIn(state: PlayerState, itemId: string): readonly string[] {
  return entryFor(state, itemId).marks.ruledOut ?? [];
}

function without(ids: readonly string[], gone: readonly string[]): string[] {
  return ids.filter((id) => !gone.includes(id));
}

function refused(state: PlayerState, refusal: PlayerRefusal): PlayerState {
  return { ...state, refusal };
}
