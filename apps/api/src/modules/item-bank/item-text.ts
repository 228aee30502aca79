import type { ItemContent, ItemMetadata } from '@attest/item-bank';

const longestExcerpt = 140;

/** The visible words of rendered HTML. */
export function plainText(html: string): string {
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
  const text = plainText(content.body.map((block) => (block.type === 'html' ? block.html : '')).join(' '));
  if (text.length <= longestExcerpt) return text;
  return `${text.slice(0, longestExcerpt).replace(/\s+\S*$/, '')} …`;
}

/** What a search over the bank looks at: id, text of stem and options, tags. */
export function searchTextOf(metadata: ItemMetadata, content: ItemContent): string {
  const stem = content.body.map((block) => (block.type === 'html' ? block.html : ''));
  const options = content.interactions.flatMap((interaction) =>
    'choices' in interaction ? interaction.choices.map(({ text }) => text) : [],
  );
  return [metadata.id, metadata.objective, ...metadata.tags, plainText([...stem, ...options].join(' '))].join(
    ' ',
  );
}
