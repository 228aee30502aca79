/** What HTML of the server may hold. Neither styles nor anything that loads from elsewhere is in it. */
const tags = [
  ...['p', 'br', 'em', 'strong', 'code', 'pre', 'ul', 'ol', 'li', 'span', 'sub', 'sup', 's', 'kbd', 'q'],
  ...['blockquote', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'h2', 'h3', 'h4', 'abbr', 'a'],
];
const attributes = [
  ...['data-blank', 'data-span', 'data-fact', 'data-code'],
  ...['scope', 'title', 'lang', 'dir', 'href', 'start'],
];

type Write = (element: Element, html: string) => void;
let write: Write = refuse;

/**
 * Chooses the sanitiser before the first page is drawn: the browser's own where it has one, else
 * DOMPurify, which is then fetched. So most visits do without its 9 kB.
 */
export async function prepareSanitiser(): Promise<void> {
  if (Element.prototype.setHTML) {
    const sanitizer = { elements: tags, attributes, comments: false, dataAttributes: false };
    write = (element, html) => element.setHTML?.(html, { sanitizer });
    return;
  }
  const { default: DOMPurify } = await import('dompurify');
  const options = {
    ALLOWED_TAGS: tags,
    ALLOWED_ATTR: attributes,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true as const,
  };
  write = (element, html) => element.replaceChildren(DOMPurify.sanitize(html, options));
}

/** Puts sanitised HTML in place of what the element holds. */
export function writeSafely(element: Element, html: string): void {
  write(element, html);
  element.querySelectorAll('table').forEach(putInScroller);
}

/** A table that is too wide scrolls by itself; its head tells by keyboard what is scrolled. */
function putInScroller(table: HTMLTableElement): void {
  const scroller = document.createElement('div');
  scroller.className = 'overflow-x-auto';
  scroller.tabIndex = 0;
  scroller.role = 'region';
  scroller.ariaLabel = table.rows[0]?.textContent.trim() ?? null;
  table.replaceWith(scroller);
  scroller.append(table);
}

/** Without a sanitiser nothing is shown rather than something unsafe. */
function refuse(): never {
  throw new Error('HTML was shown before the sanitiser was ready');
}
