import type { ExamChange, ExamDraftText } from '@attest/contracts';

type Told = ExamChange['before'];

/** Rules that say one thing. */
const single = [
  'title',
  'summary',
  'itemCount',
  'pretestCount',
  'durationSeconds',
  'graceSeconds',
  'opensAt',
  'latestStartAt',
  'closesAt',
  'mayGoBack',
  'minTestletSize',
  'maxPerIncident',
  'release',
  'reveal',
] as const;

const levels = ['recall', 'application', 'analysis'] as const;
const tools = ['calculator', 'highlights', 'notes', 'ruleOut'] as const;

/** What differs between two states of an exam, rule by rule, in the order of the page. */
export function changesBetween(before: ExamDraftText, after: ExamDraftText): ExamChange[] {
  const old = rulesOf(before);
  const now = rulesOf(after);
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((key) => {
    const [field = '', part = null] = key.split('/');
    // A domain that is absent asks for no questions.
    const absent = field === 'domains' ? 0 : null;
    const change = { field, part, before: old.get(key) ?? absent, after: now.get(key) ?? absent };
    return JSON.stringify(change.before) === JSON.stringify(change.after) ? [] : [change];
  });
}

/** Each rule by its name, and where it has parts by theirs too. */
function rulesOf(text: ExamDraftText): ReadonlyMap<string, Told> {
  const domains = Object.keys(text.domains).toSorted();
  return new Map<string, Told>([
    ...single.map((field) => [field, text[field]] as const),
    ['modes', [...text.modes]],
    ...domains.map((id) => [`domains/${id}`, text.domains[id] ?? 0] as const),
    ...levels.flatMap(
      (level) =>
        [
          [`levelMin/${level}`, text.levels[level].min],
          [`levelMax/${level}`, text.levels[level].max],
        ] as const,
    ),
    ['scenarioShare', text.scenarioShare.min],
    ['warningsAtSeconds', text.warningsAtSeconds.map(String)],
    ...tools.map((tool) => [`tools/${tool}`, text.tools[tool]] as const),
    ['sections', text.sections.map(({ title, itemCount }) => `${title}: ${String(itemCount)}`)],
    ['attemptsMax', text.attempts.isLimited ? text.attempts.max : null],
    ['waitSeconds', text.attempts.waitSeconds],
  ]);
}
