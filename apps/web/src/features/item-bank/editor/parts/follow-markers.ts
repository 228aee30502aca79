import type { PartOf } from './part-types.ts';

const idsIn = (text: string, marker: RegExp) => [
  ...new Set([...text.matchAll(marker)].flatMap((match) => match[1] ?? [])),
];
const blank = /\{\{blank:([a-z][a-z0-9_-]{0,31})\}\}/g;
const span = /\[\[([a-z][a-z0-9_-]{0,31})\|(?:[^[\]\n]|\n(?!\s*\n))+\]\]/g;
const interaction = /\{\{interaction:([A-Z][A-Z0-9_]{0,31})\}\}/g;

/** Marks of blanks in a text, each once, in their order. */
export const blanksIn = (text: string) => idsIn(text, blank);
export const spansIn = (text: string) => idsIn(text, span);
export const interactionsIn = (text: string) => idsIn(text, interaction);

/** The words that a span marks. */
export function spanTexts(text: string): Readonly<Record<string, string>> {
  const marked = [...text.matchAll(/\[\[([a-z][a-z0-9_-]{0,31})\|([^\]]+)\]\]/g)];
  return Object.fromEntries(marked.map(([, id = '', words = '']) => [id, words.replaceAll(/\s+/g, ' ')]));
}

type Blank = PartOf<'inline-choice'>['blanks'][number];
type Spans = PartOf<'hottext'>['spans'];

/**
 * The blanks that a text marks, in its order. One whose mark is gone is kept aside in `gone`, so that it is
 * whole again when the mark comes back: whoever cuts and pastes a sentence loses nothing.
 */
export function followBlanks(text: string, blanks: readonly Blank[], gone: Map<string, Blank>): Blank[] {
  const ids = blanksIn(text);
  for (const each of blanks) if (!ids.includes(each.id)) gone.set(each.id, each);
  return ids.map(
    (id) =>
      blanks.find((each) => each.id === id) ??
      gone.get(id) ?? {
        id,
        key: '',
        options: ['a', 'b', 'c'].map((letter) => ({ id: `${id}${letter}`, text: '', rationale: '' })),
      },
  );
}

/** The same for the spans of a passage. */
export function followSpans(text: string, spans: Spans, gone: Map<string, Spans[string]>): Spans {
  const ids = spansIn(text);
  for (const [id, each] of Object.entries(spans)) if (!ids.includes(id)) gone.set(id, each);
  return Object.fromEntries(ids.map((id) => [id, spans[id] ?? gone.get(id) ?? { rationale: '' }]));
}
