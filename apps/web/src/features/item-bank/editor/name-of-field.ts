import './field-names/messages.ts';
import { letterAt } from './parts/local-ids.ts';

type Translate = (key: string, values?: Record<string, unknown>) => string;

/** Lists whose entries have letters on screen; others are counted. */
const lettered = ['options', 'choices', 'columns', 'rubric'];

/**
 * What the screen calls a field: “Option B, rationale”.
 *
 * @param path as a hint has it
 */
export function nameOfField(
  path: readonly (string | number)[],
  t: Translate,
  isKnown: (key: string) => boolean,
): string {
  const parts = path.flatMap((step, at) => {
    const before = path[at - 1];
    if (typeof step === 'number') {
      const list = String(before);
      return [lettered.includes(list) ? letterAt(step) : String(step + 1)];
    }
    const key = `fieldName.${step}`;
    return isKnown(key) ? [t(key)] : [step];
  });
  return parts.length === 0 ? t('fieldName.whole') : parts.join(' ');
}
