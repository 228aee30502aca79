import type { Check } from '../check.ts';
import { findingAt, itemsOf } from '../findings.ts';
import { rationalesOf } from '../rationales.ts';
import { contentWords } from '../words.ts';

const verdict = /^(?:this (?:option )?is )?(?:incorrect|wrong|correct|right|false|true)\b/i;
const mostRepeated = 0.7;

export const rationaleContent: Check = {
  id: 16,
  level: 'error',
  title: 'Rationales that say nothing new',
  explain:
    'A rationale does not open with the verdict, which the candidate sees anyway, and does not repeat its option: ' +
    'fewer than 70 % of its content words come from there.',
  example: {
    good: ['tags: []'],
    bad: [
      `options:
  - { id: a, text: "Bind the token.", rationale: "The gateway compares the token with the agent on each call, so that a token that leaves in a log line is worth nothing." }
  - { id: b, text: "Log the tool calls.", rationale: "Incorrect, since a log line is written after the call has taken place and stops none of the calls.", error: over-reaction }
key: [a]`,
    ],
  },
  check: (bank) =>
    itemsOf(bank).flatMap((item) =>
      rationalesOf(item.record).flatMap(({ text, rationale, field }) => {
        const objection = { check: 16, level: 'error' as const, field };
        const words = contentWords(rationale);
        const optionWords = new Set(contentWords(text));
        const repeated = words.filter((word) => optionWords.has(word)).length / Math.max(1, words.length);
        return [
          ...(verdict.test(rationale.trim())
            ? [
                findingAt(item, {
                  ...objection,
                  message: 'the rationale opens with the verdict',
                  remedy: 'Open with why the option tempts, or which fact decides.',
                }),
              ]
            : []),
          ...(repeated >= mostRepeated
            ? [
                findingAt(item, {
                  ...objection,
                  message: `${Math.round(repeated * 100)} % of the rationale repeats its option`,
                  remedy: 'Say why, not what.',
                }),
              ]
            : []),
        ];
      }),
    ),
};
