import type { CertificationCode, ExamDraftText, ExamHint } from '@attest/contracts';
import type * as z from 'zod';
import { describeIssue } from '../parse/describe-issue.ts';
import { ExamFile } from '../schema/exam.ts';
import { examRecordOf } from './exam-draft.ts';
import { fieldName, inItsUnit } from './exam-words.ts';

export interface JudgedExam {
  /** Null while something has to be mended. */
  readonly exam: ExamFile | null;
  readonly hints: readonly ExamHint[];
}

type Issue = z.core.$ZodIssue;
type Field = ExamHint['field'];

/**
 * Holds the draft of an exam against the format of exam files, in the words of the fields on screen.
 *
 * @param knownDomains ids of the certification's domains
 */
export function judgeExam(
  draft: ExamDraftText,
  certification: CertificationCode,
  knownDomains: readonly string[],
): JudgedExam {
  const record = examRecordOf(draft, certification);
  const asked = Object.keys(draft.domains).filter((id) => (draft.domains[id] ?? 0) > 0);
  const strangers = asked.filter((id) => !knownDomains.includes(id));
  const hints: ExamHint[] = strangers.map((id) => ({
    field: ['domains', id],
    message: `${id} is not a domain of ${certification}.`,
    remedy: 'Set its number of questions to 0, or import the blueprint that has it.',
  }));
  const parsed = ExamFile.safeParse(record);
  if (!parsed.success) hints.push(...parsed.error.issues.map((issue) => hintOf(issue, draft, record)));
  return { exam: parsed.success && hints.length === 0 ? parsed.data : null, hints };
}

function hintOf(issue: Issue, draft: ExamDraftText, record: unknown): ExamHint {
  const field: Field = issue.path.map((each) => (typeof each === 'number' ? each : String(each)));
  const place = field[0] === 'id' ? ['slug', ...field.slice(1)] : field;
  return { field: place, ...(wordsOf(issue, place, draft) ?? fallBack(issue, record)) };
}

type Words = Pick<ExamHint, 'message' | 'remedy'>;

function wordsOf(issue: Issue, field: Field, draft: ExamDraftText): Words | null {
  const name = fieldName(field);
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'int'
        ? { message: `${name} is not a whole number.`, remedy: 'Enter a whole number.' }
        : { message: `${name} is not entered.`, remedy: 'Enter it.' };
    case 'invalid_format':
      return formatWords(name, field);
    case 'too_small':
      return smallWords(name, field, issue);
    case 'too_big':
      return issue.origin === 'string'
        ? { message: `${name} is too long.`, remedy: `Write at most ${String(issue.maximum)} characters.` }
        : {
            message: `${name} is too large.`,
            remedy: `Enter ${inItsUnit(field, Number(issue.maximum))} or less.`,
          };
    case 'custom':
      return contradictionWords(field, draft);
    default:
      return null;
  }
}

function formatWords(name: string, [field]: Field): Words {
  if (field === 'slug') {
    return {
      message: 'The short name holds other characters than an address can.',
      remedy: 'Write lower-case words joined by hyphens.',
    };
  }
  if (field === 'opensAt' || field === 'latestStartAt' || field === 'closesAt') {
    return { message: `${name} is no date with a time.`, remedy: 'Enter both, or empty the field.' };
  }
  return { message: `${name} is empty.`, remedy: 'Write it.' };
}

function smallWords(name: string, field: Field, issue: z.core.$ZodIssueTooSmall): Words {
  if (field[0] === 'modes') {
    return { message: 'No way of taking the exam is chosen.', remedy: 'Choose at least one.' };
  }
  if (field[0] === 'sections' && field.length === 1) {
    return { message: 'One section is none.', remedy: 'Add another section, or remove this one.' };
  }
  return {
    message: `${name} is too small.`,
    remedy: `Enter ${inItsUnit(field, Number(issue.minimum))} or more.`,
  };
}

/** Between fields: what the schema says of files, said of the screen. */
function contradictionWords([field]: Field, draft: ExamDraftText): Words | null {
  const asked = String(draft.itemCount);
  const sumOf = (counts: readonly (number | null)[]) =>
    String(counts.reduce<number>((sum, count) => sum + (count ?? 0), 0));
  switch (field) {
    case 'domains':
      return {
        message: `The domains add up to ${sumOf(Object.values(draft.domains))} questions, but a form holds ${asked}.`,
        remedy: 'Make them equal.',
      };
    case 'sections':
      return {
        message: `The sections add up to ${sumOf(draft.sections.map(({ itemCount }) => itemCount))} questions, but a form holds ${asked}.`,
        remedy: 'Make them equal.',
      };
    case 'release':
      return {
        message: 'Outcomes cannot be released at a set time or by hand yet.',
        remedy: 'Choose “At once”.',
      };
    case 'latestStartAt':
    case 'closesAt':
      return {
        message: `${fieldName([field])} lies before an earlier limit.`,
        remedy: 'Keep them in this order: opens, latest start, closes.',
      };
    case 'modes':
      return {
        message: 'A drill is made by its candidate, not from an exam.',
        remedy: 'Choose exam or study.',
      };
    default:
      return null;
  }
}

/** Said of a file: better than nothing. */
function fallBack(issue: Issue, record: unknown): Words {
  const message = describeIssue(issue, record)[0]?.message ?? issue.message;
  const [what = message, remedy = 'Correct it.'] = message.split('; ');
  return { message: what, remedy };
}
