import { useOpenDraft } from './use-exam-draft.ts';

/** Id of the input that a hint is about. */
export function fieldId(field: readonly (string | number)[]): string {
  return `exam-${field.join('-')}`;
}

const onBlueprint: ReadonlySet<unknown> = new Set([
  'itemCount',
  'pretestCount',
  'domains',
  'levels',
  'scenarioShare',
  'minTestletSize',
  'maxPerIncident',
  'sections',
]);

/** Name of the page that holds the field. */
export function pageOf([field]: readonly (string | number)[]): 'exam-blueprint' | 'exam-rules' {
  return onBlueprint.has(field) ? 'exam-blueprint' : 'exam-rules';
}

/** What has to be mended at a field, in words. */
export function useHints() {
  const { exam } = useOpenDraft();
  const errorOf = (...field: (string | number)[]) =>
    exam.value.hints
      .filter((hint) => fieldId(hint.field) === fieldId(field))
      .map(({ message, remedy }) => `${message} ${remedy}`)
      .join(' ');
  return { errorOf };
}
