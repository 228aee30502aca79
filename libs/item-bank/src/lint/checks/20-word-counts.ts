import type { Check, Finding } from '../check.ts';
import { choiceSetsOf, stemField, stemOf } from '../choices.ts';
import { findingAt, itemsOf } from '../findings.ts';
import { countWords } from '../words.ts';

const stemWords = { least: 20, most: 110 };
const scenarioWords = { least: 110, most: 260 };
const mostOptionWords = 30;

export const wordCounts: Check = {
  id: 20,
  level: 'warning',
  title: 'Word counts',
  explain: 'A stem has 20 to 110 words, an option at most 30, the facts of a scenario together 110 to 260.',
  example: {
    good: ['tags: []'],
    bad: ['stem: "Which control stops the call?"'],
  },
  check: (bank) => [
    ...itemsOf(bank).flatMap((item): Finding[] => {
      const count = countWords(stemOf(item.record));
      const field = [stemField(item.record)];
      const isOutside = count < stemWords.least || count > stemWords.most;
      const options = choiceSetsOf(item.record).flatMap((set) =>
        set.options.flatMap(({ text }, at) => {
          const words = countWords(text);
          if (words <= mostOptionWords) return [];
          const message = `the option has ${words} words, more than ${mostOptionWords}`;
          const remedy = 'Move what all options share into the stem.';
          return [
            findingAt(item, {
              check: 20,
              level: 'warning',
              field: [...set.field, at, 'text'],
              message,
              remedy,
            }),
          ];
        }),
      );
      if (!isOutside) return options;
      const message = `the stem has ${count} words, not ${stemWords.least} to ${stemWords.most}`;
      const remedy =
        count < stemWords.least
          ? 'Put situation, constraint and goal into the stem.'
          : 'Cut what does not decide, or move it into a scenario.';
      return [findingAt(item, { check: 20, level: 'warning', field, message, remedy }), ...options];
    }),
    ...bank.certifications.flatMap(({ stimuli }) =>
      stimuli.flatMap((stimulus) => {
        const count = countWords(stimulus.record.facts.map(({ text }) => text).join(' '));
        if (count >= scenarioWords.least && count <= scenarioWords.most) return [];
        const message = `the facts have ${count} words, not ${scenarioWords.least} to ${scenarioWords.most}`;
        const remedy =
          count < scenarioWords.least ? 'Add facts that items use.' : 'Cut facts that no item uses.';
        return [findingAt(stimulus, { check: 20, level: 'warning', field: ['facts'], message, remedy })];
      }),
    ),
  ],
};
