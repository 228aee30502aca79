import { fenced, linked, prefixed, wrapped, type Edit, type Selected } from './markdown-edits.ts';

export const lineCommands = ['bold', 'italic', 'code', 'link'] as const;
export const blockCommands = ['bullets', 'numbers', 'quote', 'block'] as const;
export type MarkdownCommand = (typeof lineCommands)[number] | (typeof blockCommands)[number];

const edits: Readonly<Record<MarkdownCommand, (selected: Selected) => Edit>> = {
  bold: (selected) => wrapped(selected, '**'),
  italic: (selected) => wrapped(selected, '*'),
  code: (selected) => wrapped(selected, '`'),
  link: linked,
  bullets: (selected) => prefixed(selected, () => '- '),
  numbers: (selected) => prefixed(selected, (line) => `${String(line + 1)}. `),
  quote: (selected) => prefixed(selected, () => '> '),
  block: fenced,
};

export function editOf(command: MarkdownCommand, selected: Selected): Edit {
  return edits[command](selected);
}

const keys: Readonly<Record<string, MarkdownCommand>> = { b: 'bold', i: 'italic', e: 'code' };

/** Ctrl or ⌘ with a letter; null for every other key. */
export function commandOfKey({
  key,
  ctrlKey,
  metaKey,
  altKey,
  shiftKey,
}: KeyboardEvent): MarkdownCommand | null {
  if (!(ctrlKey || metaKey) || altKey || shiftKey) return null;
  return keys[key.toLowerCase()] ?? null;
}
