import MarkdownIt from 'markdown-it';
import sanitize from 'sanitize-html';

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false }).disable('image');

const inlineTags = ['strong', 'em', 'code', 'br', 'a', 's'];
const blockTags = ['p', 'pre', 'ul', 'ol', 'li', 'blockquote', 'table', 'thead', 'tbody', 'tr', 'th', 'td'];
/** Carries `data-blank` or `data-span`; no Markdown can write one. */
const markerTags = ['span'];

const sanitising = (allowedTags: string[]): sanitize.IOptions => ({
  allowedTags,
  allowedAttributes: { a: ['href', 'rel'], ol: ['start'], span: ['data-blank', 'data-span'] },
  allowedSchemes: ['http', 'https'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  transformTags: {
    a: (tagName, attribs) => ({ tagName, attribs: { ...attribs, rel: 'noopener noreferrer' } }),
  },
});

const blocks = sanitising([...inlineTags, ...blockTags]);
const inline = sanitising(inlineTags);
const marked = sanitising([...inlineTags, ...blockTags, ...markerTags]);

/** Markdown as sanitised HTML of paragraphs, lists, tables and code. HTML in the source stays text. */
export function renderBlocks(source: string): string {
  return sanitize(markdown.render(source), blocks).trim();
}

/** Markdown as sanitised HTML within a line: no paragraph around it. */
export function renderInline(source: string): string {
  return sanitize(markdown.renderInline(source.trim()), inline).trim();
}

/**
 * Like `renderBlocks`, then puts our own elements where markers stand.
 *
 * @param replace HTML for a marker's captured groups; it may hold `span` with `data-blank` or `data-span`
 */
export function renderMarked(
  source: string,
  marker: RegExp,
  replace: (id: string, text: string) => string,
): string {
  const html = renderBlocks(source).replace(marker, (_, id: string, text: unknown) =>
    replace(id, typeof text === 'string' ? text : ''),
  );
  return sanitize(html, marked);
}

/** Plain text as HTML. */
export function escapeText(text: string): string {
  return markdown.utils.escapeHtml(text);
}
