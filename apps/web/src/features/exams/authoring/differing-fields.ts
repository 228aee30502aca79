import type { ExamDraftText } from '../../../shared/api/generated/types.gen.ts';

export type RuleName = keyof ExamDraftText;

/** Rules, by their names, in which two drafts of an exam differ. */
export function differingFields(one: ExamDraftText, other: ExamDraftText): RuleName[] {
  const names = Object.keys(one) as RuleName[];
  return names.filter((name) => canonical(one[name]) !== canonical(other[name]));
}

/** Without regard to the order of keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
