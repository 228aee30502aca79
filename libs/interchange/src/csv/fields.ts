/** Letters under which a row holds options, steps or premises. */
export const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'] as const;
export type Letter = (typeof letters)[number];

const plain = [
  'id',
  'type',
  'certification',
  'domain',
  'objective',
  'level',
  'expected_difficulty',
  'stimulus',
  'facts_used',
  'stem',
  'choices',
  'key',
  'scoring',
  'accept',
  'case_sensitive',
  'pattern',
  'value',
  'tolerance',
  'unit',
  'rationale',
  'flip_fact',
  'references',
  'enemies',
  'incidents',
  'tags',
  'pretest',
  'shuffle',
  'review_due',
  'valid_until',
] as const;

type PlainField = (typeof plain)[number];
type LetteredField = `${'option' | 'rationale' | 'error'}_${Letter}`;
/** What a column may hold. */
export type CsvField = PlainField | LetteredField;

const lettered: readonly LetteredField[] = letters.flatMap(
  (letter) => [`option_${letter}`, `rationale_${letter}`, `error_${letter}`] as const,
);

/** In the order of the template. */
export const csvFields: readonly CsvField[] = [
  ...plain.slice(0, plain.indexOf('choices')),
  ...lettered,
  ...plain.slice(plain.indexOf('choices')),
];

/** Without these a new question cannot be made of a row. */
export const neededForNew = [
  'type',
  'certification',
  'domain',
  'objective',
  'level',
  'expected_difficulty',
  'stem',
  'flip_fact',
] as const satisfies readonly CsvField[];

/** Other names under which tables hold a field; written as `bare` leaves them. */
const synonyms: Readonly<Partial<Record<PlainField, readonly string[]>>> = {
  id: ['itemid', 'questionid', 'identifier'],
  type: ['questiontype', 'itemtype', 'format'],
  certification: ['certifications', 'exam', 'programme', 'program'],
  level: ['cognitivelevel', 'bloom', 'bloomlevel'],
  expected_difficulty: ['difficulty', 'pvalue', 'expectedp'],
  stimulus: ['scenario', 'scenarioid', 'stimulusid', 'passage'],
  facts_used: ['facts'],
  stem: ['question', 'questiontext', 'text', 'prompt', 'itemtext'],
  choices: ['matches', 'rightcolumn'],
  key: ['keys', 'answer', 'answers', 'correct', 'correctanswer', 'correctanswers', 'solution'],
  accept: ['accepted', 'acceptedanswers'],
  case_sensitive: ['matchcase'],
  value: ['number', 'numericanswer'],
  tolerance: ['error', 'margin'],
  rationale: ['explanation', 'feedback', 'generalfeedback'],
  flip_fact: ['flip', 'fact'],
  references: ['reference', 'sources', 'citations'],
  tags: ['tag', 'skills'],
  review_due: ['reviewby', 'reviewdate'],
  valid_until: ['expires', 'expiry'],
};

const byName = new Map<string, CsvField>([
  ...csvFields.map((field) => [bare(field), field] as const),
  ...plain.flatMap((field) => (synonyms[field] ?? []).map((name) => [name, field] as const)),
  ...letters.flatMap((letter, at) => [
    ...['answer', 'choice', 'step', 'premise', 'distractor', ''].flatMap((name) => [
      [`${name}${letter}`, `option_${letter}`] as const,
      ...(name === '' ? [] : [[`${name}${at + 1}`, `option_${letter}`] as const]),
    ]),
    [`option${at + 1}`, `option_${letter}`] as const,
    ...['explanation', 'feedback'].map((name) => [`${name}${letter}`, `rationale_${letter}`] as const),
    ...['rationale', 'explanation', 'feedback'].map(
      (name) => [`${name}${at + 1}`, `rationale_${letter}`] as const,
    ),
    ...['misconception', 'errorof'].map((name) => [`${name}${letter}`, `error_${letter}`] as const),
    [`error${at + 1}`, `error_${letter}`] as const,
  ]),
]);

/** The list of questions, saved as a file, holds the first words of each: no text to import. */
const listed = ['domainname', 'keyrevision', 'updatedat'];

/**
 * Which field each column probably holds, by its name; null for one that says nothing. No field is guessed twice.
 */
export function guessFields(header: readonly string[]): (CsvField | null)[] {
  const names = header.map(bare);
  const isSavedList = listed.every((name) => names.includes(name));
  const taken = new Set<CsvField>();
  return names.map((name) => {
    const field = isSavedList && name === 'question' ? undefined : byName.get(name);
    if (field === undefined || taken.has(field)) return null;
    taken.add(field);
    return field;
  });
}

export function isCsvField(name: string): name is CsvField {
  return (csvFields as readonly string[]).includes(name);
}

function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
