/** How many ways a pattern may offer for the same text before it is refused. */
const mostChoices = 1_000;
const longestPattern = 200;

const quantifier = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/;
const token = /^(?:\\[dDwWsSbBtnr]|\\[^0-9A-Za-z]|\[\^?(?:\\.|[^\]\\])+\]|[^\\[\](){}*+?|])/u;

/**
 * Why a regular expression may not be used on candidates' text, or null when it may.
 *
 * Allowed are characters, escapes, classes, anchors and groups. Quantifiers stand on single characters
 * (groups take `?` alone), at most one is unbounded, and the product of all choices stays small, so that
 * even a backtracking engine needs time linear in the length of the text. Lookaround and
 * back-references are refused.
 */
export function whyPatternIsUnsafe(pattern: string): string | null {
  if (pattern.length > longestPattern) return `it is longer than ${longestPattern} characters`;
  if (/\((?:\?(?!:))/.test(pattern)) return 'lookaround and named groups are not allowed';
  try {
    new RegExp(pattern, 'u');
  } catch {
    return 'it is not a regular expression';
  }
  return measureChoices(pattern);
}

function measureChoices(pattern: string): string | null {
  let rest = pattern;
  let choices = 1;
  let unbounded = 0;
  let follows: 'nothing' | 'character' | 'group' = 'nothing';
  while (rest !== '') {
    const repeat = quantifier.exec(rest);
    if (repeat && follows !== 'nothing') {
      if (follows === 'group' && !repeat[0].startsWith('?')) return 'a group may be repeated with ? alone';
      const ways = waysOf(repeat);
      if (ways === null) unbounded += 1;
      else choices *= ways;
      follows = 'nothing';
      rest = rest.slice(repeat[0].length);
      continue;
    }
    const next: string | null = opening(rest) ?? token.exec(rest)?.[0] ?? null;
    if (next === null && !rest.startsWith(')') && !rest.startsWith('|'))
      return `"${rest.slice(0, 8)}" is not allowed`;
    if (rest.startsWith('|')) choices *= 2;
    follows = rest.startsWith(')')
      ? 'group'
      : next === null || next.startsWith('(')
        ? 'nothing'
        : 'character';
    rest = rest.slice(next?.length ?? 1);
  }
  if (unbounded > 1) return 'only one unbounded quantifier (* or +) is allowed';
  return choices > mostChoices ? 'it offers too many ways to match the same text' : null;
}

function opening(rest: string): string | null {
  if (rest.startsWith('(?:')) return '(?:';
  return rest.startsWith('(') ? '(' : null;
}

/** Number of repetitions to choose from; null when there is no upper bound. */
function waysOf(repeat: RegExpExecArray): number | null {
  if (repeat[0].startsWith('?')) return 2;
  if (repeat[1] === undefined) return null;
  if (repeat[2] === undefined) return 1;
  if (repeat[3] === undefined || repeat[3] === '') return null;
  return Number(repeat[3]) - Number(repeat[1]) + 1;
}
