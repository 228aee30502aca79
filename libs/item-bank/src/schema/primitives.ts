import * as z from 'zod';

/** Ids of bank files; the file name repeats them. */
export const ItemId = z
  .string()
  .regex(/^[a-z]{2,12}-[a-z]\d{1,2}-\d{4}$/, 'write an id such as caisa-a1-0007')
  .describe('Certification, domain and four digits: caisa-a1-0007');

export const StimulusId = z
  .string()
  .regex(/^[a-z]{2,12}-s-\d{3}$/, 'write an id such as caisa-s-004')
  .describe('Certification, s and three digits: caisa-s-004');

/** Ids inside one file: options, steps, places, nodes, rubric criteria. */
export const LocalId = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,31}$/, 'write a short lower-case word or letter, such as b or audit-log');

export const DomainId = z.string().regex(/^[A-Z]\d{1,2}$/, 'write a domain of the blueprint, such as A1');
export const ObjectiveId = z
  .string()
  .regex(/^[A-Z]\d{1,2}\.\d{1,2}$/, 'write an objective of the blueprint, such as A1.3');

/** A name in kebab case: errors, exams, incidents. */
export const Name = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'write lower-case words joined by hyphens');

const filled = (longest: number) =>
  z.string().max(longest, `write at most ${longest} characters`).regex(/\S/, 'write some text here');

/** One line or sentence; rendered inline where it is Markdown. */
export const Line = filled(800);
/** One or more paragraphs of Markdown. */
export const Prose = filled(8_000);
/** A word or a few: labels, units, names. */
export const Label = filled(160);

export const CalendarDate = z.iso.date('write a date as 2026-11-22');

export const Share = z.number().min(0).max(1);
