/** What word processors and web pages bring along, taken off. */

/** Characters nobody sees; line ends of other systems. */
export function plainPaste(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[\u00ad\u200b\u200e\u200f\u2060\ufeff]/g, '')
    .replaceAll(/[\u00a0\u2007\u202f]/g, ' ')
    .replaceAll(/^[ \t]*[•‣▪◦·]\s+/gm, '- ')
    .replaceAll(/[ \t]+$/gm, '')
    .replaceAll(/\n{3,}/g, '\n\n');
}

/** For one line: breaks become spaces. */
export const onLine = (text: string) => text.trim().replaceAll(/\s*\n\s*/g, ' ');

/** True where formatting says something that Markdown can keep. */
export const isFormatted = (html: string) => /<(?:b|strong|em|i|code|pre|ul|ol|li|table|a)[\s>]/i.test(html);

/**
 * Formatted text as Markdown. Pictures, scripts, styles and whatever Markdown has no word for are left out.
 * Loaded when it is first needed.
 */
export async function markdownOf(html: string): Promise<string> {
  const { default: Turndown } = await import('turndown');
  const turndown = new Turndown({
    headingStyle: 'atx',
    bulletListMarker: '-',
    codeBlockStyle: 'fenced',
    emDelimiter: '*',
    strongDelimiter: '**',
  });
  turndown.remove(['script', 'style', 'iframe', 'object', 'title', 'meta', 'head']);
  turndown.remove((node) => node.nodeName.toLowerCase() === 'svg');
  // Office programs mark ordinary text as bold with a weight of normal.
  turndown.addRule('plain', {
    filter: (node) =>
      node.nodeName === 'B' && /font-weight:\s*(?:normal|400)/.test(node.getAttribute('style') ?? ''),
    replacement: (content) => content,
  });
  // A picture would be loaded from somewhere else: rules go before what is removed.
  turndown.addRule('picture', { filter: 'img', replacement: () => '' });
  // The bank has no headings inside questions.
  turndown.addRule('heading', {
    filter: ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'],
    replacement: (content) => `\n\n**${content}**\n\n`,
  });
  return plainPaste(turndown.turndown(html))
    .replaceAll(/^(\s*)-   /gm, '$1- ')
    .trim();
}
