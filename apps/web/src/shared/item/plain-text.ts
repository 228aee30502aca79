/** The words of sanitised HTML, for places that take no markup: select options, names, copies. */
export function plainText(html: string): string {
  // Most options are words alone, and a document for each costs more than the rest of the question.
  if (!/[<&]/.test(html)) return html.replace(/\s+/g, ' ').trim();
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  return parsed.body.textContent.replace(/\s+/g, ' ').trim();
}
