import type { CandidateStimulus, Exhibit } from '@attest/contracts';

/** `fact 5`, `facts 7–10`, `lines 2, 4 and 7 of the log`: the word, its numbers and, of lines, the exhibit. */
const mention =
  /\b(fact|line)s?(?:\s|&nbsp;)+\d+(?:\s*(?:,|and|or|to|–|-|,\s*(?:and|or))\s*\d+)*(?:\s+of\s+the\s+(log|configuration|code)\b)?/gi;

const sentenceEnd = /(?<=[.?!]\s)/;

type Listing = Extract<Exhibit, { lines: string[] }>;
const kindOf: Readonly<Record<string, Listing['kind']>> = {
  log: 'log',
  configuration: 'config',
  code: 'code',
};

/**
 * Turns the numbers of facts and lines mentioned in rendered text into links to their places. Text between
 * tags is all that changes, and only numbers the scenario has. Lines of several exhibits are linked where
 * the text names the exhibit, or named it for lines before in the same sentence.
 */
export function linkMentions(html: string, stimulus: CandidateStimulus | null): string {
  if (stimulus === null) return html;
  return html
    .split(/(<[^>]*>)/)
    .map((piece) => (piece.startsWith('<') ? piece : linkText(piece, stimulus)))
    .join('');
}

/** The place a pressed link points at, by its id on the page; null when something else was pressed. */
export function placeOfLink(event: Event): string | null {
  const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
  return link?.getAttribute('href')?.slice(1) ?? null;
}

export function placeOfFact(number: number): string {
  return `fact-${String(number)}`;
}

/** Without a number, what the places of all lines begin with. */
export function placeOfLine(exhibitId: string, number?: number): string {
  return `line-${exhibitId}-${String(number ?? '')}`;
}

function linkText(text: string, stimulus: CandidateStimulus): string {
  return text
    .split(sentenceEnd)
    .map((sentence) => linkSentence(sentence, stimulus))
    .join('');
}

function linkSentence(text: string, stimulus: CandidateStimulus): string {
  let named: string | undefined;
  return text.replace(mention, (found, word: string, exhibit?: string) => {
    named = exhibit?.toLowerCase() ?? named;
    const placeOf = /line/i.test(word) ? linesOf(stimulus, named) : factsOf(stimulus);
    return found.replace(/\d+/g, (digits) => {
      const place = placeOf(Number(digits));
      return place === null ? digits : `<a href="#${place}">${digits}</a>`;
    });
  });
}

function factsOf({ facts }: CandidateStimulus) {
  return (number: number) => (facts.some(({ n }) => n === number) ? placeOfFact(number) : null);
}

function linesOf({ exhibits }: CandidateStimulus, named: string | undefined) {
  const listings = exhibits.filter(
    (exhibit): exhibit is Listing =>
      'lines' in exhibit && (named === undefined || exhibit.kind === kindOf[named]),
  );
  const listing = listings.length === 1 ? listings[0] : undefined;
  return (number: number) =>
    listing !== undefined && number >= 1 && number <= listing.lines.length
      ? placeOfLine(listing.id, number)
      : null;
}
