import type { CandidateForm, CandidateInteraction } from '@attest/contracts';

/** Item or stimulus, its number, and its interactions as JSON. */
type Entry = readonly [id: string, number: number, interactions: string];

export interface FormOutline {
  readonly numbers: ReadonlyMap<string, number>;
  readonly ids: ReadonlyMap<number, string>;
  /** By item; read when it is asked for, since a save touches one question of many. */
  readonly interactions: { get(itemId: string): readonly CandidateInteraction[] | undefined };
}

/**
 * What saving needs of a form: which ids there are and what may be chosen, without a word of text. A
 * twentieth of the form, so that the first save of every session after a restart costs little.
 */
export function outlineOf({ items, stimuli }: Pick<CandidateForm, 'items' | 'stimuli'>): string {
  const entries: Entry[] = [
    ...items.map(({ id, number, interactions }): Entry => [
      id,
      number,
      JSON.stringify(interactions, (name, value: unknown) => (name === 'text' ? '' : value)),
    ]),
    ...stimuli.map(({ id }, at): Entry => [nameOfStimulus(id), numberOfStimulus(at), '[]']),
  ];
  return JSON.stringify(entries);
}

/** The ids alone, with their numbers: thousands of sessions that close at once need no more of their forms. */
export function idsOf({ items, stimuli }: Pick<CandidateForm, 'items' | 'stimuli'>): string {
  return JSON.stringify([
    ...items.map(({ id, number }) => [number, id]),
    ...stimuli.map(({ id }, at) => [numberOfStimulus(at), nameOfStimulus(id)]),
  ]);
}

/** Reads what `idsOf` wrote. */
export function readIds(ids: string): ReadonlyMap<number, string> {
  return new Map(JSON.parse(ids) as [number: number, id: string][]);
}

/** Notes on stimuli are stored beside the answers, below zero. */
const numberOfStimulus = (at: number) => -(at + 1);
const nameOfStimulus = (id: string) => `stimulus:${id}`;

/** Reads what `outlineOf` wrote; it was checked when the form was assembled. */
export function readOutline(outline: string): FormOutline {
  const entries = JSON.parse(outline) as Entry[];
  const texts = new Map(entries.map(([id, , interactions]) => [id, interactions]));
  return {
    numbers: new Map(entries.map(([id, number]) => [id, number])),
    ids: new Map(entries.map(([id, number]) => [number, id])),
    interactions: {
      get: (itemId) => {
        const text = texts.get(itemId);
        return text === undefined ? undefined : (JSON.parse(text) as CandidateInteraction[]);
      },
    },
  };
}
