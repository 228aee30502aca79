import { useI18n } from 'vue-i18n';

/** How a field of a table is named on screen. */
export function useFieldLabel(): (field: string) => string {
  const { t } = useI18n();
  return (field) => {
    const [, kind = '', letter = ''] = /^(option|rationale|error)_([a-j])$/.exec(field) ?? [];
    return kind === '' ? t(`imports.field.${field}`) : t(`imports.lettered.${kind}`, { letter });
  };
}
