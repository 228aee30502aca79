import type { Finding, Place } from './findings.ts';

const tag = /<\/?[a-z][a-z0-9-]*(?:\s[^<>]*)?\/?>/i;
const code = /`[^`]*`/g;

/** Texts that hold HTML outside of code: it is shown as it stands and never carried out. */
export function markupFindings(
  record: Readonly<Record<string, unknown>>,
  placeOf: (field: readonly PropertyKey[]) => Place,
): Finding[] {
  return textsIn(record, []).flatMap(({ path, text }) => {
    const found = tag.exec(text.replace(code, ''))?.[0];
    if (found === undefined) return [];
    const message = `“${found.slice(0, 60)}” is HTML, which candidates see as text`;
    return [
      { level: 'warning', place: placeOf(path), message, remedy: 'Write Markdown, or keep it as text.' },
    ];
  });
}

function textsIn(
  value: unknown,
  path: readonly PropertyKey[],
): { path: readonly PropertyKey[]; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((each, at) => textsIn(each, [...path, at]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => textsIn(each, [...path, key]));
}
