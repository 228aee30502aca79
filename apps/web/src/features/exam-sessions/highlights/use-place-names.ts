import { useI18n } from 'vue-i18n';
import { letterOf } from '../../../shared/item/letters.ts';

/** What people call a text of the page: a fact by its number, an option by its letter. */
export function usePlaceNames() {
  const { t } = useI18n();
  return (element: HTMLElement, place: string): string => {
    if (place.startsWith('fact-')) return t('player.highlight.fact', { n: place.slice('fact-'.length) });
    if (place.startsWith('option-')) return t('player.highlight.option', { letter: letterAt(element) });
    if (place.startsWith('exhibit-')) return titleOf(element) || t('item.pane.scenario');
    return t('item.pane.question');
  };
}

function letterAt(element: HTMLElement): string {
  const options = [...(element.closest('fieldset')?.querySelectorAll('[data-place^="option-"]') ?? [])];
  return letterOf(Math.max(0, options.indexOf(element)));
}

const titleOf = (exhibit: HTMLElement) => exhibit.querySelector('figcaption')?.textContent ?? '';
