import type { Choice } from '@attest/contracts';
import { offeredIn } from '@attest/contracts/offered-choices';
import type { Interaction, ItemContent, ItemMetadata } from '@attest/item-bank';

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

/** What a search over the bank looks at: id, objective, tags, and all text a candidate reads in the item. */
export function searchTextOf(metadata: ItemMetadata, content: ItemContent): string {
  const texts = [...stemOf(content), ...content.interactions.flatMap(entriesOf).map(({ text }) => text)];
  return [metadata.id, metadata.objective, ...metadata.tags, plainText(texts.join(' '))].join(' ');
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
