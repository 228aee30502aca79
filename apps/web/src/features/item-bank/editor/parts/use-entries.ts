import { nextTick, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { announce } from '../../../../shared/composables/use-announcer.ts';
import { fieldElement, type FieldPath } from '../fields/field-path.ts';
import { moveEntry } from './local-ids.ts';
import { useTellRemoval } from './use-undo.ts';

/**
 * Adding to a list of a draft, taking out of it, and moving in it; the focus follows.
 *
 * @param nameAt what people call the entry at a place
 */
export function useEntries<Entry>(
  entries: Readonly<Ref<Entry[]>>,
  path: () => FieldPath,
  nameAt: (place: number) => string,
) {
  const { t } = useI18n();
  const tellRemoval = useTellRemoval();

  /** To the first field of an entry. */
  async function focusAt(place: number): Promise<void> {
    await nextTick();
    const card = fieldElement([...path(), place]);
    (
      card?.querySelector<HTMLElement>('textarea, select, input:not([type="radio"], [type="checkbox"])') ??
      card
    )?.focus();
  }

  function add(entry: Entry): void {
    entries.value.push(entry);
    void focusAt(entries.value.length - 1);
  }

  /** @param unlink what else goes with it, and gives back how that comes back */
  function remove(place: number, unlink: () => () => void = () => () => undefined): void {
    const [entry] = entries.value.slice(place, place + 1);
    if (entry === undefined) return;
    const list = entries.value;
    const message = t('editor.removed', { what: nameAt(place) });
    list.splice(place, 1);
    const relink = unlink();
    tellRemoval({
      message,
      restore: () => {
        list.splice(place, 0, entry);
        relink();
        void focusAt(place);
      },
    });
    void focusAt(Math.min(place, list.length - 1));
  }

  function move(place: number, by: -1 | 1): void {
    const name = nameAt(place);
    moveEntry(entries.value, place, by);
    announce(t('editor.moved', { what: name, place: place + by + 1, of: entries.value.length }));
  }

  return { add, remove, move };
}
