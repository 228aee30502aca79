import type { Finding } from '../lint/check.ts';
import type { ItemFile } from '../schema/item.ts';

/** What would take a finding away: another text at a field. */
export interface Fix {
  readonly field: readonly PropertyKey[];
  readonly text: string;
}

/**
 * The change that a machine can make without a judgement of its own; null for every other finding.
 *
 * @param item the one the finding is about
 */
export function fixOf(item: ItemFile, { check, field, message }: Finding): Fix | null {
  if (field === null) return null;
  const text = textAt(item, field);
  if (text === null) return null;
  const changed = fixes[check]?.(text, message) ?? text;
  return changed === text ? null : { field, text: changed };
}

const quoted = /“([^”]+)”/;
const numeral = /select ([A-Z]+)$/;
const verdict =
  /^\s*(?:this (?:option )?is )?(?:incorrect|wrong|correct|right|false|true)\b[\s,.:;–-]*(?:(?:because|since|as)\s+)?/i;

const fixes: Readonly<Record<number, (text: string, message: string) => string>> = {
  // The word stands in the lead-in, which comes last.
  7: (text, message) => {
    const word = quoted.exec(message)?.[1] ?? '';
    const at = word === '' ? -1 : text.lastIndexOf(word);
    return at < 0 ? text : `${text.slice(0, at)}${word.toUpperCase()}${text.slice(at + word.length)}`;
  },
  16: (text) => {
    const rest = text.replace(verdict, '');
    return rest.trim() === '' ? text : `${rest.slice(0, 1).toUpperCase()}${rest.slice(1)}`;
  },
  27: (text, message) => {
    const count = numeral.exec(message)?.[1];
    return count === undefined ? text : `${text.trimEnd()} Select **${count}**.\n`;
  },
};

function textAt(item: ItemFile, field: readonly PropertyKey[]): string | null {
  let value: unknown = item;
  for (const step of field) {
    if (typeof value !== 'object' || value === null) return null;
    value = Object.getOwnPropertyDescriptor(value, step)?.value;
  }
  return typeof value === 'string' ? value : null;
}
