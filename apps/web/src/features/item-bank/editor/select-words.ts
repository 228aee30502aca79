/** Selects in a field the words that a message quotes, where they stand there. */
export function selectWords(element: HTMLElement | null, message: string): void {
  if (!(element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement)) return;
  const [, quoted = ''] = /“([^”]+)”/.exec(message) ?? [];
  const listed = /: ([\w’' -]+(?:, [\w’' -]+)*)$/.exec(message)?.[1]?.split(', ') ?? [];
  const lower = element.value.toLowerCase();
  for (const words of [quoted, ...listed]) {
    const start = words === '' ? -1 : lower.indexOf(words.toLowerCase());
    if (start < 0) continue;
    element.setSelectionRange(start, start + words.length);
    return;
  }
}
