/** A form of six questions of different kinds, and short words for what a candidate does with it. */
import { CandidateForm } from '@attest/contracts';
import type { ResponsePart, ResponseValue, StoredResponse } from '@attest/contracts';
import type { PlayerEvent } from '../src/player/events.ts';
import { reducePlayer } from '../src/player/reducer.ts';
import { createPlayer, entryFor } from '../src/player/state.ts';
import type { PlayerState } from '../src/player/state.ts';

const named = (...ids: string[]) => ids.map((id) => ({ id, text: id }));
export const R = { responseVariable: 'RESPONSE' };
const interactions = {
  single: { ...R, kind: 'choice', choices: named('a', 'b', 'c', 'd'), minChoices: 0, maxChoices: 1 },
  two: { ...R, kind: 'choice', choices: named('a', 'b', 'c', 'd', 'e'), minChoices: 0, maxChoices: 2 },
  order: { ...R, kind: 'order', choices: named('x', 'y', 'z') },
  match: { ...R, kind: 'match', premises: named('p', 'q'), choices: named('m', 'n', 'o'), usage: 'once' },
  spans: { ...R, kind: 'spans', text: '', spans: named('s', 't'), minChoices: 0, maxChoices: 2 },
  text: { ...R, kind: 'text', lines: 'one', maxWords: null },
};

export type FormChange = Partial<Pick<CandidateForm, 'mayGoBack' | 'tools' | 'sections'>>;

/** Questions 1–2 on scenario `sc`, 3–4 alone, 5–6 on scenario `sd`. */
export function formOf(change: FormChange = {}): CandidateForm {
  const rows = [
    ['single', 'sc'],
    ['two', 'sc'],
    ['order', null],
    ['match', null],
    ['spans', 'sd'],
    ['text', 'sd'],
  ] as const;
  return CandidateForm.parse({
    title: 'Sampler',
    certification: 'CAISA',
    mode: 'exam',
    mayGoBack: true,
    tools: { calculator: false, highlights: true, notes: true, ruleOut: true },
    sections: [],
    ...change,
    warningsAtSeconds: [600, 60],
    items: rows.map(([kind, stimulusId], at) => ({
      id: `q${String(at + 1)}`,
      number: at + 1,
      stimulusId,
      body: [{ type: 'interaction', responseVariable: 'RESPONSE' }],
      interactions: [interactions[kind]],
    })),
    stimuli: ['sc', 'sd'].map((id) => ({ id, title: id, facts: [], exhibits: [] })),
  });
}

export const chosen = (...selected: string[]): ResponsePart => ({ kind: 'choice', selected });
export const after = (state: PlayerState, ...events: PlayerEvent[]) => events.reduce(reducePlayer, state);
export const fresh = (change: FormChange = {}) => createPlayer(formOf(change), []);
export const choose = (itemId: string, optionId: string): PlayerEvent => ({
  type: 'choose',
  itemId,
  responseVariable: 'RESPONSE',
  optionId,
});
export const partOf = (state: PlayerState, itemId: string) =>
  entryFor(state, itemId).value?.['RESPONSE'] ?? null;
export const stored = (itemId: string, revision: number, value: ResponseValue | null): StoredResponse => ({
  itemId,
  revision,
  value,
  marks: {},
});
