/** The words of sanitised HTML, for places that take no markup: select options, names, copies. */
export function plainText(html: string): string {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  return parsed.body.textContent.replace(/\s+/g, ' ').trim();
}
