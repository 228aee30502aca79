import MarkdownIt from 'markdown-it';
import sanitize from 'sanitize-html';
import { codeKinds, highlightLines } from './highlight.ts';

const options = { html: false, linkify: false, typographer: false };
const markdown = new MarkdownIt({
  ...options,
  highlight: (code, language) => highlightLines(code, language)?.join('\n') ?? '',
}).disable('image');
/** Colours would cut markers into pieces. */
const markdownWithMarkers = new MarkdownIt(options).disable('image');

const inlineTags = ['strong', 'em', 'code', 'br', 'a', 's'];
const blockTags = ['p', 'pre', 'ul', 'ol', 'li', 'blockquote', 'table', 'thead', 'tbody', 'tr', 'th', 'td'];
/** On spans of our own; no Markdown can write one. */
const codeAttribute = { name: 'data-code', multiple: false, values: [...codeKinds] };

const sanitising = (allowedTags: string[], ofSpans: sanitize.AllowedAttribute[] = []): sanitize.IOptions => ({
  allowedTags,
  allowedAttributes: { a: ['href', 'rel'], ol: ['start'], span: ofSpans },
  allowedSchemes: ['http', 'https'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  transformTags: {
    a: (tagName, attribs) => ({ tagName, attribs: { ...attribs, rel: 'noopener noreferrer' } }),
  },
});

const inline = sanitising(inlineTags);
const blocks = sanitising([...inlineTags, ...blockTags, 'span'], [codeAttribute]);
const marked = sanitising([...inlineTags, ...blockTags, 'span'], ['data-blank', 'data-span']);

/** Markdown as sanitised HTML of paragraphs, lists, tables and code. HTML in the source stays text. */
export function renderBlocks(source: string): string {
  return sanitize(markdown.render(source), blocks).trim();
}

/** Like `renderBlocks`, with code as plain text: markers in it stay whole. */
export function renderBlocksWithMarkers(source: string): string {
  return sanitize(markdownWithMarkers.render(source), blocks).trim();
}

/** Markdown as sanitised HTML within a line: no paragraph around it. */
export function renderInline(source: string): string {
  return sanitize(markdown.renderInline(source.trim()), inline).trim();
}

/**
 * Like `renderBlocksWithMarkers`, then puts our own elements where markers stand.
 *
 * @param replace HTML for a marker's captured groups; it may hold `span` with `data-blank` or `data-span`
 */
export function renderMarked(
  source: string,
  marker: RegExp,
  replace: (id: string, text: string) => string,
): string {
  const html = renderBlocksWithMarkers(source).replace(marker, (_, id: string, text: unknown) =>
    replace(id, typeof text === 'string' ? text : ''),
  );
  return sanitize(html, marked);
}
