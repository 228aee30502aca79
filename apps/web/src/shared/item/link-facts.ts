/** `fact 5`, `facts 2, 4 and 7`, `facts 7–10`: the word and everything numbered after it. */
const mention = /\bfacts?(?:\s|&nbsp;)+\d+(?:\s*(?:,|and|or|to|–|-|,\s*(?:and|or))\s*\d+)*/gi;

/**
 * Turns the numbers of facts mentioned in rendered text into links to those facts. Text between tags
 * is all that changes, and only numbers the scenario has.
 */
export function linkFacts(html: string, known: readonly number[]): string {
  if (known.length === 0) return html;
  return html
    .split(/(<[^>]*>)/)
    .map((piece) => (piece.startsWith('<') ? piece : linkText(piece, known)))
    .join('');
}

function linkText(text: string, known: readonly number[]): string {
  return text.replace(mention, (found) =>
    found.replace(/\d+/g, (digits) =>
      known.includes(Number(digits)) ? `<a href="#fact-${digits}">${digits}</a>` : digits,
    ),
  );
}

/** The fact a pressed link points at, or null when something else was pressed. */
export function factOfLink(event: Event): number | null {
  const pressed = event.target instanceof Element ? event.target.closest('a[href^="#fact-"]') : null;
  const href = pressed?.getAttribute('href');
  return href === undefined || href === null ? null : Number(href.slice('#fact-'.length));
}
