/** Where a candidate may go: the whole form, what lies ahead, or the section on screen. */
import type { CandidateForm } from '@attest/contracts';

type Parts = Pick<CandidateForm, 'items' | 'sections' | 'openSection'>;
type Ways = Parts & Pick<CandidateForm, 'mayGoBack'>;

/** A section with the numbers of its items. */
export interface FormSection {
  readonly title: string;
  readonly numbers: readonly number[];
}

/** The numbers of all items in order, also of those that the server has not released yet. */
export function numbersOf({ items, sections, openSection }: Parts): number[] {
  if (openSection === undefined) return items.map(({ number }) => number).toSorted((a, b) => a - b);
  const count = sections.reduce((sum, { itemCount }) => sum + itemCount, 0);
  return Array.from({ length: count }, (_, at) => at + 1);
}

/** The sections of a form in order; none when it is one piece. The last one takes what is left. */
export function sectionsOf(form: Parts): FormSection[] {
  const { sections } = form;
  if (sections.length === 0) return [];
  const numbers = numbersOf(form);
  let from = 0;
  return sections.map(({ title, itemCount }, at) => {
    const to = at === sections.length - 1 ? numbers.length : from + itemCount;
    const section = { title, numbers: numbers.slice(from, to) };
    from = to;
    return section;
  });
}

/** The section a number lies in, from 0; null where the form has none. */
export function sectionIndexAt(form: Parts, number: number): number | null {
  const index = sectionsOf(form).findIndex(({ numbers }) => numbers.includes(number));
  return index === -1 ? null : index;
}

/** The first and the last number that can be opened from this one. */
export function openFrom(form: Ways, number: number): { readonly first: number; readonly last: number } {
  const numbers = numbersOf(form);
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
  if (form.mayGoBack) return { first, last };
  const section = sectionsOf(form)[form.openSection ?? sectionIndexAt(form, number) ?? -1];
  if (section === undefined) return { first: number, last };
  return { first: section.numbers.at(0) ?? number, last: section.numbers.at(-1) ?? number };
}

/** The first number of the section after the one on screen, where a form goes on in sections only. */
export function nextSectionAt(form: Ways, number: number): number | null {
  const { last } = openFrom(form, number);
  return numbersOf(form).includes(last + 1) ? last + 1 : null;
}
