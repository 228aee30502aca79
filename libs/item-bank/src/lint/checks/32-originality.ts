import type { Bank, SourceItem, SourceStimulus } from '../../bank.ts';
import type { NamedError, Source } from '../../schema/registers.ts';
import type { Check } from '../check.ts';
import { findingAt, itemsOf, stimuliOf } from '../findings.ts';
import { proseOf } from '../prose.ts';
import { runsOf } from '../similarity.ts';
import { isUsageNote, sentencesOf } from '../words.ts';

const runLength = 9;
/** A law has one name. */
const lawName = /(?:Regulation|Directive) \(EU\) \d{4}\/\d+/g;

const stem = (text: string) => `stem: "${text}"`;
const otherOptions = `options:
  - { id: a, text: "Cut the index by claim.", rationale: "One index for each claim leaves nothing of another claim to rank, whoever asks and however the question is put to it." }
  - { id: b, text: "Rank by age instead.", rationale: "Older passages sink, which hides some strangers; a fresh passage of a foreign claim stands as high as any of the own ones.", error: over-reaction }
key: [a]
flipFact: If claims had to be compared, b would be the change to make.`;

export const originality: Check = {
  id: 32,
  level: 'error',
  title: 'Originality',
  explain:
    'No nine words in a row stand in another item, scenario or register of the bank: what is copied is read twice, ' +
    'and what is copied from a source is not ours. Names of laws, notes on how to respond, and options that siblings of one ' +
    'scenario share word for word, are passed over.',
  example: {
    isWholeBank: true,
    good: [
      stem('Passages of several claims stand in one index. Which filter keeps claims apart?'),
      `${stem('A token left with a log line of the gateway. Which change stops calls with it?')}\n${otherOptions}`,
    ],
    bad: [
      stem(
        'Passages of several claims stand in one index, ranked by likeness. Which filter keeps claims apart?',
      ),
      `${stem('At an insurer passages of several claims stand in one index, ranked by age. Which filter helps?')}\n${otherOptions}`,
    ],
  },
  check: (bank) => {
    const holders = new Map<string, string>();
    for (const run of registerRuns(bank)) holders.set(run, 'a register');
    return [...stimuliOf(bank), ...itemsOf(bank)].flatMap((source) => {
      const own = new Set<string>();
      const shared = textsOfSiblings(source, bank);
      const found = proseOf(source.record).flatMap(({ text, field }) => {
        const runs = shared.has(text) ? new Set<string>() : runsOf(withoutNotes(text), runLength);
        const copied = [...runs].find((run) => holders.has(run) && !own.has(run));
        for (const run of runs) own.add(run);
        if (copied === undefined) return [];
        const holder = holders.get(copied) ?? '';
        return [
          findingAt(source, {
            check: 32,
            level: 'error',
            field,
            message: `nine words stand in ${holder} too: “${copied}”`,
            remedy: 'Say it in other words.',
          }),
        ];
      });
      for (const run of own) if (!holders.has(run)) holders.set(run, source.record.id);
      return found;
    });
  },
};

/** By the list they come from: the registers are the same for item after item of an import. */
const keptRuns = new WeakMap<object, ReadonlySet<string>>();

function registerRuns({ sources, errors }: Bank): string[] {
  const ofSource = ({ name, locators }: Source) => [name, ...Object.values(locators ?? {})];
  const ofError = ({ description, misconception }: NamedError) => [description, misconception];
  return [...runsOfList(sources, ofSource), ...runsOfList(errors, ofError)];
}

function runsOfList<Entry>(list: readonly Entry[], textsOf: (entry: Entry) => string[]): ReadonlySet<string> {
  const kept = keptRuns.get(list);
  if (kept !== undefined) return kept;
  const runs = new Set(list.flatMap(textsOf).flatMap((text) => [...runsOf(text, runLength)]));
  keptRuns.set(list, runs);
  return runs;
}

function withoutNotes(text: string): string {
  return sentencesOf(text)
    .filter((sentence) => !isUsageNote(sentence))
    .join(' ')
    .replace(lawName, ' … ');
}

/** Texts that another item of the same scenario holds word for word. */
function textsOfSiblings(source: SourceItem | SourceStimulus, bank: Bank): ReadonlySet<string> {
  const { record } = source;
  if (!('stimulus' in record) || record.stimulus === undefined) return new Set();
  const siblings = itemsOf(bank).filter(
    (item) => item !== source && item.record.stimulus === record.stimulus,
  );
  return new Set(siblings.flatMap((sibling) => proseOf(sibling.record).map(({ text }) => text)));
}
