import type { CandidateForm } from '@attest/contracts';
import { notesIdOf } from './form.ts';
import { untouched, type PlayerState } from './state.ts';

/** A section as the server opened it, from 0. */
export interface ReleasedSection extends Pick<CandidateForm, 'items' | 'stimuli'> {
  readonly section: number;
}

/**
 * Takes in a section that the server opened; the one on screen stays there until `openSection`. No event of
 * the reducer: nobody but the server brings it about, and most exams never need it.
 */
export function withReleased(state: PlayerState, { section, items, stimuli }: ReleasedSection): PlayerState {
  const { form } = state;
  const isNew =
    (known: readonly { readonly id: string }[]) =>
    ({ id }: { readonly id: string }) =>
      known.every((each) => each.id !== id);
  const added = { items: items.filter(isNew(form.items)), stimuli: stimuli.filter(isNew(form.stimuli)) };
  const ids = [...added.items.map(({ id }) => id), ...added.stimuli.map(({ id }) => notesIdOf(id))];
  return {
    ...state,
    form: {
      ...form,
      openSection: section,
      items: [...form.items, ...added.items],
      stimuli: [...form.stimuli, ...added.stimuli],
    },
    entries: { ...state.entries, ...Object.fromEntries(ids.map((id) => [id, untouched])) },
  };
}
