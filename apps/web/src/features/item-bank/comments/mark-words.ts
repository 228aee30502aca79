import './mark-words.css';
import { rangeOf, type TextSpan } from '../../../shared/text-ranges.ts';

const names = { all: 'commented', shown: 'comment-shown' } as const;

/** Draws commented words; browsers without the CSS Custom Highlight API show them in the list alone. */
export function markWords(root: HTMLElement, which: keyof typeof names, spans: readonly TextSpan[]): void {
  if (!('highlights' in CSS)) return;
  const ranges = spans.flatMap((span) => rangeOf(root, span) ?? []);
  if (ranges.length === 0) CSS.highlights.delete(names[which]);
  else CSS.highlights.set(names[which], new Highlight(...ranges));
}

export function unmarkWords(): void {
  if (!('highlights' in CSS)) return;
  for (const name of Object.values(names)) CSS.highlights.delete(name);
}
