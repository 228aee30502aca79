import type { CandidateForm, CandidateItem } from '@attest/contracts';
import { sectionIndexAt, sectionsOf } from './sections.ts';

/** Items that stand together: those of one scenario, or a run of items without one. No group lies in two sections. */
export interface ItemGroup {
  /** From 0; null where the form is one piece. */
  readonly section: number | null;
  readonly stimulusId: string | null;
  readonly numbers: readonly number[];
  /** Known by their numbers only: the server has not released them yet. */
  readonly isLater?: true;
}

type FormItems = Pick<CandidateForm, 'items'>;

/** The runs of neighbouring items with the same scenario, in order of the form. */
export function groupsOf(form: Pick<CandidateForm, 'items' | 'sections' | 'openSection'>): ItemGroup[] {
  const groups: { section: number | null; stimulusId: string | null; numbers: number[] }[] = [];
  for (const { stimulusId, number } of inOrder(form)) {
    const last = groups.at(-1);
    const section = sectionIndexAt(form, number);
    if (last?.stimulusId === stimulusId && last.section === section) last.numbers.push(number);
    else groups.push({ section, stimulusId, numbers: [number] });
  }
  return [...groups, ...laterGroups(form)];
}

function laterGroups(form: Pick<CandidateForm, 'items' | 'sections' | 'openSection'>): ItemGroup[] {
  const { openSection } = form;
  if (openSection === undefined) return [];
  return sectionsOf(form)
    .map(({ numbers }, section) => ({ section, stimulusId: null, numbers, isLater: true as const }))
    .slice(openSection + 1);
}

/** The number after this one; null at the end. */
export function nextNumber(form: FormItems, number: number): number | null {
  return inOrder(form).find((item) => item.number > number)?.number ?? null;
}

/** The number before this one; null at the start. */
export function previousNumber(form: FormItems, number: number): number | null {
  return inOrder(form).findLast((item) => item.number < number)?.number ?? null;
}

export function itemAt(form: FormItems, number: number): CandidateItem | null {
  return form.items.find((item) => item.number === number) ?? null;
}

export function itemWithId(form: FormItems, itemId: string): CandidateItem | null {
  return form.items.find((item) => item.id === itemId) ?? null;
}

/** The id under which notes and highlights of a scenario are saved. */
export function notesIdOf(stimulusId: string): string {
  return `stimulus:${stimulusId}`;
}

function inOrder(form: FormItems): CandidateItem[] {
  return form.items.toSorted((a, b) => a.number - b.number);
}
