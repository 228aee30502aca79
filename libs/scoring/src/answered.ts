import type { ResponsePart, ResponseValue } from '@attest/contracts';

/**
 * Whether a candidate entered anything. An empty selection or a text of blanks is no answer;
 * neither is a value whose parts are all null.
 */
export function isAnswered(value: ResponseValue | null): boolean {
  return Object.values(value ?? {}).some((part) => part !== null && hasContent(part));
}

/** Whether one part of a response holds anything. */
export function hasContent(part: ResponsePart): boolean {
  switch (part.kind) {
    case 'choice':
    case 'spans':
    case 'places':
      return part.selected.length > 0;
    case 'order':
      return part.order.length > 0;
    case 'match':
      return part.pairs.length > 0;
    case 'matrix':
      return part.cells.length > 0;
    case 'inline':
      return Object.keys(part.blanks).length > 0;
    case 'text':
    case 'number':
      return part.text.trim() !== '';
  }
}
