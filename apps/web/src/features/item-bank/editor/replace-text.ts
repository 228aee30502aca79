import type { FieldPath } from './fields/field-path.ts';

/**
 * Puts another text where a path leads.
 *
 * @returns what stood there
 */
export function replaceText(draft: object, path: FieldPath, text: string): string {
  let holder: unknown = draft;
  for (const step of path.slice(0, -1)) {
    holder = typeof holder === 'object' && holder !== null ? Reflect.get(holder, step) : null;
  }
  const last = path.at(-1);
  if (typeof holder !== 'object' || holder === null || last === undefined) return '';
  const before: unknown = Reflect.get(holder, last);
  Reflect.set(holder, last, text);
  return typeof before === 'string' ? before : '';
}
