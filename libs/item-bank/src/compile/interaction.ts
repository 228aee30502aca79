import type { Choice } from '@attest/contracts';
import type { PlacedPart } from '../interactions-of.ts';
import { blankMarker, spanMarker } from '../markers.ts';
import { escapeText } from '../escape-text.ts';
import { renderInline, renderMarked } from '../markdown.ts';
import type { Interaction } from '../model.ts';
import type { DiagramSource, StimulusFile } from '../schema/stimulus.ts';

type Part = PlacedPart['part'];
type PartOf<Type extends Part['type']> = Extract<Part, { type: Type }>;

interface Surroundings {
  readonly responseVariable: string;
  readonly shuffle: boolean;
  readonly stimulus: StimulusFile | null;
}

/** What a candidate sees and enters for one response variable. */
export function compileInteraction(part: Part, surroundings: Surroundings): Interaction {
  const { responseVariable, shuffle } = surroundings;
  const variable = { responseVariable, shuffle };
  switch (part.type) {
    case 'single-choice':
      return { ...variable, kind: 'choice', choices: choices(part.options), minChoices: 0, maxChoices: 1 };
    case 'multiple-response':
      return {
        ...variable,
        kind: 'choice',
        choices: choices(part.options),
        minChoices: 0,
        maxChoices: part.choose,
      };
    case 'ordering':
      return { ...variable, kind: 'order', choices: choices(part.steps) };
    case 'matching':
      return {
        ...variable,
        kind: 'match',
        premises: choices(part.premises),
        choices: choices(part.choices),
        usage: part.usage,
      };
    case 'matrix':
      return { ...variable, kind: 'matrix', rows: choices(part.rows), columns: choices(part.columns) };
    case 'inline-choice':
      return { ...variable, ...inlineText(part) };
    case 'hottext':
      return { ...variable, ...spansText(part) };
    case 'hotspot':
      return { ...variable, ...places(part, surroundings.stimulus) };
    case 'short-text':
      return { ...variable, kind: 'text', lines: 'one', maxWords: null };
    case 'constructed-response':
      return { ...variable, kind: 'text', lines: 'many', maxWords: part.maxWords };
    case 'numeric':
      return { ...variable, kind: 'number', unit: part.unit ?? null };
  }
}

function choices(entries: readonly Choice[]): Choice[] {
  return entries.map(({ id, text }) => ({ id, text: renderInline(text) }));
}

function inlineText(part: PartOf<'inline-choice'>) {
  return {
    kind: 'inline' as const,
    text: renderMarked(part.stem, blankMarker, (id) => `<span data-blank="${id}"></span>`),
    blanks: part.blanks.map(({ id, options }) => ({ id, choices: choices(options) })),
  };
}

function spansText(part: PartOf<'hottext'>) {
  const spans: Choice[] = [];
  const text = renderMarked(part.passage, spanMarker, (id, html) => {
    spans.push({ id, text: html });
    return `<span data-span="${id}">${html}</span>`;
  });
  return { kind: 'spans' as const, text, spans, minChoices: 0, maxChoices: part.choose ?? spans.length };
}

/** Places are named by what the diagram shows, so that the list beside it reads the same. */
function places(part: PartOf<'hotspot'>, stimulus: StimulusFile | null) {
  const exhibit = stimulus?.exhibits.find(({ id }) => id === part.exhibit);
  if (exhibit?.kind !== 'diagram') throw new Error(`no diagram "${part.exhibit}": parse the bank first`);
  return {
    kind: 'places' as const,
    exhibitId: part.exhibit,
    places: part.places.map(({ ref }) => ({ id: ref, text: escapeText(placeName(exhibit, ref)) })),
    minChoices: 0,
    maxChoices: part.choose,
  };
}

function placeName({ nodes, edges }: DiagramSource, ref: string): string {
  const nodeName = (id: string) => nodes.find((node) => node.id === id)?.label ?? id;
  const edge = edges.find(({ id }) => id === ref);
  if (!edge) return nodeName(ref);
  const ends = `${nodeName(edge.from)} → ${nodeName(edge.to)}`;
  return edge.label === undefined ? ends : `${ends}: ${edge.label}`;
}
