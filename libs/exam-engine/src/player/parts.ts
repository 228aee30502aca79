/** What pressing, pairing and moving do to one part of a response. */
import type { CandidateInteraction, ResponsePart, ResponseValue } from '@attest/contracts';
import { isEmptyPart } from './answer-state.ts';

type Selectable = Extract<CandidateInteraction, { kind: 'choice' | 'spans' | 'places' }>;
type Pairable = Extract<CandidateInteraction, { kind: 'match' | 'matrix' | 'inline' }>;

export type Change =
  | { readonly done: true; readonly part: ResponsePart | null }
  | { readonly done: false; readonly reason: 'too-many-choices'; readonly maxChoices: number }
  | { readonly done: false; readonly reason: 'choice-used' };

export function isSelectable(interaction: CandidateInteraction): interaction is Selectable {
  return interaction.kind === 'choice' || interaction.kind === 'spans' || interaction.kind === 'places';
}

export function isPairable(interaction: CandidateInteraction): interaction is Pairable {
  return interaction.kind === 'match' || interaction.kind === 'matrix' || interaction.kind === 'inline';
}

/** The chosen ids of a part; none when it is of another kind. */
export function selectedIn(part: ResponsePart | null): readonly string[] {
  return part !== null && 'selected' in part ? part.selected : [];
}

/** A single choice moves; a further choice than allowed is refused, never swapped. */
export function press(interaction: Selectable, part: ResponsePart | null, optionId: string): Change {
  const selected = selectedIn(part);
  const { kind, maxChoices } = interaction;
  if (selected.includes(optionId)) return done({ kind, selected: selected.filter((id) => id !== optionId) });
  if (maxChoices === 1) return done({ kind, selected: [optionId] });
  return within(interaction, { kind, selected: [...selected, optionId] });
}

/** Refuses a part with more choices than allowed; a maximum of 0 allows any number. */
export function within(interaction: CandidateInteraction, part: ResponsePart): Change {
  if (isSelectable(interaction)) {
    const { maxChoices } = interaction;
    if (maxChoices > 0 && selectedIn(part).length > maxChoices) {
      return { done: false, reason: 'too-many-choices', maxChoices };
    }
  }
  return done(part);
}

/** Joins a premise, row or blank to a choice; a choice that may be used once is not taken from another premise. */
export function join(
  interaction: Pairable,
  part: ResponsePart | null,
  left: string,
  right: string | null,
): Change {
  const others = pairsIn(part).filter(([id]) => id !== left);
  const isOnce = interaction.kind === 'match' && interaction.usage === 'once';
  if (isOnce && others.some(([, id]) => id === right)) return { done: false, reason: 'choice-used' };
  const pairs: [string, string][] = right === null ? others : [...others, [left, right]];
  switch (interaction.kind) {
    case 'match':
      return done({ kind: 'match', pairs });
    case 'matrix':
      return done({ kind: 'matrix', cells: pairs });
    case 'inline':
      return done({ kind: 'inline', blanks: Object.fromEntries(pairs) });
  }
}

/** Premise and choice, row and column, or blank and choice. */
export function pairsIn(part: ResponsePart | null): [string, string][] {
  if (part?.kind === 'match') return part.pairs;
  if (part?.kind === 'matrix') return part.cells;
  return part?.kind === 'inline' ? Object.entries(part.blanks) : [];
}

/** The steps as they stand: as entered, else as displayed. */
export function orderOf(interaction: CandidateInteraction, part: ResponsePart | null): readonly string[] {
  if (part?.kind === 'order' && part.order.length > 0) return part.order;
  return interaction.kind === 'order' ? interaction.choices.map(({ id }) => id) : [];
}

/** A new order with one step moved to a position, from 0; positions outside move it to the end they pass. */
export function moved(order: readonly string[], stepId: string, to: number): string[] {
  if (!order.includes(stepId)) return [...order];
  const rest = order.filter((id) => id !== stepId);
  return rest.toSpliced(Math.max(0, Math.min(rest.length, to)), 0, stepId);
}

/** One part into a value; an empty part is null, and a value without content is null as a whole. */
export function withPart(
  value: ResponseValue | null,
  responseVariable: string,
  part: ResponsePart | null,
): ResponseValue | null {
  const kept = part === null || isEmptyPart(part) ? null : part;
  const next = { ...value, [responseVariable]: kept };
  return Object.values(next).every((each) => each === null) ? null : next;
}

function done(part: ResponsePart): Change {
  return { done: true, part };
}
