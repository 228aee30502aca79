import type { Check } from '../check.ts';
import { stemField, stemOf } from '../choices.ts';
import { findingAt, itemsOf } from '../findings.ts';
import { isUsageNote, plainText, sentencesOf } from '../words.ts';

const directive =
  /^(?:arrange|assign|calculate|choose|classify|complete|decide|describe|enter|explain|give|identify|justify|list|mark|match|name|order|pair|pick|put|rank|recommend|select|sort|state|write)\b/i;
const vague = /\bwhich (?:one )?of the following (?:statements? )?(?:is|are) (?:true|correct|false)\b/i;

export const leadIns: Check = {
  id: 21,
  level: 'error',
  title: 'Lead-ins',
  explain:
    'The stem ends by asking: its last sentence is a question or a directive (select, put, match …), apart from a ' +
    'note on how often a choice may be used. “Which of the following is true?” asks nothing. Where the response is ' +
    'part of the text, the directive may stand anywhere.',
  example: {
    good: ['stem: "The gateway logs each call, and the owner reads the log. Which control stops the call?"'],
    bad: [
      'stem: "The gateway logs each call. Which of the following is true?"',
      'stem: "The gateway logs each call. The best control is the following."',
    ],
  },
  check: (bank) =>
    itemsOf(bank).flatMap((item) => {
      const text = stemOf(item.record);
      const sentences = sentencesOf(text).filter(
        (sentence) => !isUsageNote(sentence) || directive.test(sentence),
      );
      const asks = (sentence: string) => sentence.endsWith('?') || directive.test(sentence);
      const isInText = ['inline-choice', 'composite'].includes(item.record.type);
      const isAsking = isInText ? sentences.some(asks) : asks(sentences.at(-1) ?? '');
      const objection = { check: 21, level: 'error' as const, field: [stemField(item.record)] };
      if (vague.test(plainText(text))) {
        const remedy = 'Ask for the decision that the situation calls for.';
        return [
          findingAt(item, { ...objection, message: 'the lead-in asks which statement is true', remedy }),
        ];
      }
      if (isAsking) return [];
      const remedy = 'End with a question, or with what to do: “Select TWO.”';
      return [findingAt(item, { ...objection, message: 'the stem does not end by asking', remedy })];
    }),
};
