import type { Check } from '../check.ts';
import { findingAt, itemsOf } from '../findings.ts';
import { rationalesOf } from '../rationales.ts';
import { cosine } from '../similarity.ts';
import { countWords } from '../words.ts';

const leastWords = 15;
const leastKeyWords = 20;
const mostAlike = 0.9;

export const rationaleLength: Check = {
  id: 15,
  level: 'error',
  title: 'A rationale for each option',
  explain:
    'Each option says why it is right, or why it tempts and which fact defeats it: at least 15 words, 20 for a key ' +
    '(a warning below), and not the words of another rationale of the item (cosine under 0.90).',
  example: {
    good: ['tags: []'],
    bad: [
      `options:
  - { id: a, text: "Bind the token.", rationale: "The gateway compares the token with the agent on each call, so that a token that leaves in a log line is worth nothing." }
  - { id: b, text: "Log the tool calls.", rationale: "It does not help.", error: over-reaction }
key: [a]`,
    ],
  },
  check: (bank) =>
    itemsOf(bank).flatMap((item) => {
      const rationales = rationalesOf(item.record);
      return rationales.flatMap(({ rationale, isKey, field }, at) => {
        const count = countWords(rationale);
        const least = isKey ? leastKeyWords : leastWords;
        const earlier = rationales
          .slice(0, at)
          .find((other) => cosine(other.rationale, rationale) >= mostAlike);
        const short = {
          check: 15,
          level: count < leastWords ? ('error' as const) : ('warning' as const),
          field,
          message: `the rationale has ${count} words, fewer than ${least}`,
          remedy: isKey
            ? 'Say why it meets the criterion, and name the facts.'
            : 'Say why it tempts, and which fact defeats it.',
        };
        const alike = {
          check: 15,
          level: 'error' as const,
          field,
          message: `the rationale says the same as that of “${earlier?.id ?? ''}”`,
          remedy: 'Say what is particular to this option.',
        };
        return [
          ...(count < least ? [findingAt(item, short)] : []),
          ...(earlier ? [findingAt(item, alike)] : []),
        ];
      });
    }),
};
