import type { ResponsePart, ResponseValue } from '@attest/contracts';

/** An answer for people who decide about its time and not about its content. */
export type AnswerWords =
  | { readonly kind: 'none' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'marks'; readonly count: number };

export function answerWords(value: ResponseValue | null): AnswerWords {
  const parts = Object.values(value ?? {}).filter((part) => part !== null);
  const texts = parts.flatMap((part) => ('text' in part && part.text.trim() !== '' ? [part.text] : []));
  if (texts.length > 0) return { kind: 'text', text: texts.join('\n') };
  const count = parts.reduce((sum, part) => sum + marksIn(part), 0);
  return count === 0 ? { kind: 'none' } : { kind: 'marks', count };
}

/** Whether two answers say the same; the order in which choices were made says nothing, that of steps does. */
export function isSameAnswer(one: ResponseValue | null, other: ResponseValue | null): boolean {
  return JSON.stringify(comparable(one)) === JSON.stringify(comparable(other));
}

function comparable(value: ResponseValue | null): unknown[] {
  return Object.entries(value ?? {})
    .filter(([, part]) => part !== null)
    .toSorted(byName)
    .map(([name, part]) => [name, part === null ? null : comparablePart(part)]);
}

function comparablePart(part: ResponsePart): unknown {
  switch (part.kind) {
    case 'choice':
    case 'spans':
    case 'places':
      return part.selected.toSorted();
    case 'match':
      return part.pairs.map((pair) => pair.join(' ')).toSorted();
    case 'matrix':
      return part.cells.map((cell) => cell.join(' ')).toSorted();
    case 'inline':
      return Object.entries(part.blanks).toSorted(byName);
    case 'text':
    case 'number':
      return part.text.trim();
    default:
      return part;
  }
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

function marksIn(part: ResponsePart): number {
  switch (part.kind) {
    case 'choice':
    case 'spans':
    case 'places':
      return part.selected.length;
    case 'order':
      return part.order.length;
    case 'match':
      return part.pairs.length;
    case 'matrix':
      return part.cells.length;
    case 'inline':
      return Object.keys(part.blanks).length;
    default:
      return 0;
  }
}
