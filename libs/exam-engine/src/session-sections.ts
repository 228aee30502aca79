import type { CandidateForm, ExamSection } from '@attest/contracts';
import { moved, refuse } from './session-states.ts';
import type { SectionRange, SessionMoved, SessionState, Verdict } from './session-states.ts';
import { isPastGrace } from './session-time.ts';

type Content = Pick<CandidateForm, 'items' | 'stimuli'>;

/** The sections of a form with the numbers of their items; their counts add up to the form. */
export function sectionRanges(sections: readonly ExamSection[]): SectionRange[] {
  let last = 0;
  return sections.map(({ itemCount }, section) => {
    const from = last + 1;
    last += itemCount;
    return { section, from, to: last };
  });
}

/** The section that a session begins with; null where the whole form is open from start to end. */
export function firstSection({
  mayGoBack,
  sections,
}: Pick<CandidateForm, 'mayGoBack' | 'sections'>): SectionRange | null {
  return mayGoBack ? null : (sectionRanges(sections)[0] ?? null);
}

/**
 * Leaves the open section for the one after it, for good. Asking for the one that is open already is a
 * repeat; any other is refused, as is whoever does not hold the session or comes too late.
 *
 * @param asked the section to open, from 0
 * @param ranges all sections of the form
 */
export function openNextSection<State extends SessionState>(
  session: State,
  asked: { readonly section: number; readonly epoch: number },
  ranges: readonly SectionRange[],
  now: Date,
): Verdict<SessionMoved<State>> {
  if (isPastGrace(session, now)) return refuse('response-after-deadline');
  if (session.status !== 'active') return refuse('session-not-active');
  if (asked.epoch !== session.epoch) return refuse('session-continued-elsewhere');
  const { openSection } = session;
  if (openSection === null) return refuse('section-not-open');
  if (asked.section === openSection.section) return { accepted: true, session, isRepeat: true };
  const next = ranges[openSection.section + 1];
  if (next === undefined || asked.section !== next.section) return refuse('section-not-open');
  return moved({ ...session, openSection: next });
}

/**
 * True for what may be answered now, and for the notes on scenarios at any time.
 *
 * @param itemNo from 1; notes are below 0
 */
export function isInOpenSection({ openSection }: Pick<SessionState, 'openSection'>, itemNo: number): boolean {
  if (openSection === null || itemNo < 0) return true;
  return itemNo >= openSection.from && itemNo <= openSection.to;
}

/** The form as far as it has left the server: everything up to the end of the open section. */
export function releasedForm(form: CandidateForm, open: SectionRange | null): CandidateForm {
  if (open === null) return form;
  return { ...form, ...contentBetween(form, 1, open.to), openSection: open.section };
}

/** The items of one section and the scenarios they stand on. */
export function sectionContent(form: Content, { from, to }: SectionRange): Content {
  return contentBetween(form, from, to);
}

function contentBetween(form: Content, from: number, to: number): Content {
  const items = form.items.filter(({ number }) => number >= from && number <= to);
  const needed = new Set(items.map(({ stimulusId }) => stimulusId));
  return { items, stimuli: form.stimuli.filter(({ id }) => needed.has(id)) };
}
