import type { CandidateStimulus, Choice, Exhibit } from '@attest/contracts';
import { offeredIn } from '@attest/contracts/offered-choices';
import type { Interaction, ItemContent, ItemMetadata } from '@attest/item-bank';
import { searchVectorOf } from './search-words.ts';

const longestExcerpt = 140;

/** The visible words of rendered HTML. */
function plainText(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();
}

/** How lists name an item. */
export function firstWordsOf(content: ItemContent): string {
  const text = plainText(stemOf(content).join(' '));
  if (text.length <= longestExcerpt) return text;
  return `${text.slice(0, longestExcerpt).replace(/\s+\S*$/, '')} …`;
}

/**
 * What a search finds an item by: id, objective, tags, all text a candidate reads in the item, and its scenario. Keys
 * and rationales are no part of it.
 *
 * @param stimulus in its present version; null for an item without one
 * @returns text of a `tsvector`
 */
export function itemSearchOf(
  metadata: ItemMetadata,
  content: ItemContent,
  stimulus: CandidateStimulus | null,
): string {
  const offered = content.interactions.flatMap(entriesOf).map(({ text }) => text);
  return searchVectorOf([
    metadata.id,
    metadata.objective,
    ...metadata.tags,
    plainText([...stemOf(content), ...offered].join(' ')),
    ...(stimulus === null ? [] : textsOf(stimulus)),
  ]);
}

/** What a search finds a stimulus by; text of a `tsvector`. */
export function stimulusSearchOf(
  { organisation, industry }: { readonly organisation: string; readonly industry: string },
  content: CandidateStimulus,
): string {
  return searchVectorOf([organisation, industry, ...textsOf(content)]);
}

function textsOf({ id, title, facts, exhibits }: CandidateStimulus): string[] {
  return [id, title, ...facts.map(({ html }) => plainText(html)), ...exhibits.flatMap(textsOfExhibit)];
}

function textsOfExhibit(exhibit: Exhibit): string[] {
  const { title } = exhibit;
  switch (exhibit.kind) {
    case 'diagram': {
      const { nodes, edges, boundaries } = exhibit;
      const labels = [...nodes.map(({ detail }) => detail), ...edges.map(({ label }) => label)];
      return [
        title,
        ...[...nodes, ...boundaries].map(({ label }) => label),
        ...labels.filter((label) => label !== null),
      ];
    }
    case 'text':
      return [title, plainText(exhibit.html)];
    case 'table':
      return [title, ...[...exhibit.columns, ...exhibit.rows.flat()].map(plainText)];
    default:
      return [title, ...(exhibit.isHighlighted === true ? exhibit.lines.map(plainText) : exhibit.lines)];
  }
}

/** An inline choice and a passage with spans hold the text around them themselves. */
function stemOf({ body, interactions }: ItemContent): string[] {
  return [
    ...body.flatMap((block) => (block.type === 'html' ? [block.html] : [])),
    ...interactions.flatMap((interaction) => ('text' in interaction ? [interaction.text] : [])),
  ];
}

/** Spans stand in the stem already. */
function entriesOf(interaction: Interaction): readonly Choice[] {
  return interaction.kind === 'spans' ? [] : offeredIn(interaction);
}
