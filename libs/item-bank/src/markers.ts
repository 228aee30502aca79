/** The places that Markdown of an item marks: blanks, spans and interactions. */
export const blankMarker = /\{\{blank:([a-z][a-z0-9_-]{0,31})\}\}/g;
/** A span stays within a paragraph and holds no square bracket. */
export const spanMarker = /\[\[([a-z][a-z0-9_-]{0,31})\|((?:[^[\]\n]|\n(?!\s*\n))+)\]\]/g;
export const interactionMarker = /\{\{interaction:([A-Z][A-Z0-9_]{0,31})\}\}/g;

const idsIn = (text: string, marker: RegExp) => [...text.matchAll(marker)].flatMap((match) => match[1] ?? []);

export const blankIds = (text: string): string[] => idsIn(text, blankMarker);
export const spanIds = (text: string): string[] => idsIn(text, spanMarker);
export const interactionVariables = (text: string): string[] => idsIn(text, interactionMarker);
