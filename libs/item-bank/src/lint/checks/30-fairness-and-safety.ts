import type { Check } from '../check.ts';
import { findingAt, itemsOf, stimuliOf } from '../findings.ts';
import { proseOf } from '../prose.ts';

interface Rule {
  readonly pattern: RegExp;
  /** Matches that are meant to be there. */
  readonly isAllowed?: (match: string) => boolean;
  readonly what: string;
  readonly remedy: string;
}

/** RFC 2606 and RFC 6761; `example.com` and its like are for documents too. */
const testDomain = /(?:^|\.)(?:test|example|invalid|localhost|example\.(?:com|net|org))$/i;
/** RFC 1918, 5737, 3927 and loopback: nobody's public address. */
const ownAddress =
  /^(?:0\.0\.0\.0|10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.)/;

const rules: readonly Rule[] = [
  {
    pattern: /\b(?:[Hh]e|[Ss]he|[Hh]im|[Hh]ers?|[Hh]is|[Hh]imself|[Hh]erself)\b/g,
    what: 'a person gets a gender',
    remedy: 'Name the role again, or write “they”.',
  },
  {
    pattern:
      /\b(?:silver bullet|low-hanging fruit|ballpark|home run|slam dunk|hail mary|move the goalposts|level playing field|back to square one|drop the ball|red herring|rule of thumb|piece of cake|out of the blue|kick the can|boil the ocean|smoking gun|catch-22|bite the bullet|on the same page|touch base|game changer|Achilles)\b/gi,
    what: 'an idiom that a second-language reader may not know',
    remedy: 'Say what is meant.',
  },
  {
    pattern:
      /\b(?:black-?list\w*|white-?list\w*|master\/slave|slaves?|sanity[- ]check\w*|grandfather\w*|man-?power|man-hours?|crazy|insane|dumb|cripple[ds]?|blind spots?|third[- ]world|chairman|guys)\b/gi,
    what: 'a word that leaves people out',
    remedy: 'Take another: block list, allow list, plausibility check, staff.',
  },
  {
    pattern:
      /\b(?:OpenAI|ChatGPT|GPT-\d\w*|Anthropic|Claude|Gemini|Bedrock|Azure|AWS|GitHub|GitLab|Hugging ?Face|LangChain|LlamaIndex|Pinecone|Databricks|Snowflake|Salesforce|Slack|Microsoft|Amazon|Google|Meta AI)\b/g,
    what: 'a real company or product stands in the item',
    remedy: 'Make one up, or name the kind of thing.',
  },
  {
    pattern:
      /\b(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|net|org|io|ai|eu|de|uk|info|biz|xyz|cloud|ru|cn)\b(?!\()/gi,
    isAllowed: (match) => testDomain.test(match),
    what: 'a domain that may be somebody’s',
    remedy: 'Use one under .test or .example.',
  },
  {
    pattern: /\b(?:\d{1,3}\.){3}\d{1,3}\b/g,
    isAllowed: (match) => ownAddress.test(match) || match.split('.').some((part) => Number(part) > 255),
    what: 'an address that may be somebody’s',
    remedy: 'Use one of 192.0.2.0/24, 198.51.100.0/24 or 203.0.113.0/24.',
  },
  {
    pattern:
      /\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|sk-[A-Za-z0-9-]{20,}|xox[abp]-[A-Za-z0-9-]{10,}|eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,})|-----BEGIN [A-Z ]*PRIVATE KEY-----/g,
    what: 'something that looks like a working secret',
    remedy: 'Write a placeholder that no service accepts, such as “sk-…”.',
  },
];

export const fairnessAndSafety: Check = {
  id: 30,
  level: 'error',
  title: 'Fairness and safety of words',
  explain:
    'No gender for a role, no idiom, no word that leaves people out, no real company or product; domains under ' +
    '.test or .example, addresses of the ranges for documents, and nothing that looks like a working secret.',
  example: {
    good: [
      'stem: "The gateway at api.larkfield.test (203.0.113.7) logs each tool call of the agent, and its owner reads the log. Which change stops calls with a token from the log?"',
    ],
    bad: [
      'stem: "The engineer reads the log, and then she rotates the token. Which change stops calls with a token from the log?"',
      'stem: "There is no silver bullet for tokens in a log that the owner reads. Which change stops calls with a token from the log?"',
      'stem: "The gateway has a blacklist of tokens, and the owner reads the log. Which change stops calls with a token from the log?"',
      'stem: "The agent runs on Azure, and the owner reads the log. Which change stops calls with a token from the log?"',
      'stem: "The agent calls api.larkfield.com, and the owner reads the log. Which change stops calls with a token from the log?"',
      'stem: "The agent calls 8.8.8.8, and the owner reads the log. Which change stops calls with a token from the log?"',
      'stem: "The log holds AKIAABCDEFGHIJKLMNOP, and the owner reads it. Which change stops calls with a token from the log?"',
    ],
  },
  check: (bank) => {
    return [...itemsOf(bank), ...stimuliOf(bank)].flatMap((source) =>
      proseOf(source.record).flatMap(({ text, field }) =>
        rules.flatMap(({ pattern, isAllowed, what, remedy }) =>
          [...new Set(text.match(pattern) ?? [])]
            .filter((match) => isAllowed?.(match) !== true)
            .map((match) =>
              findingAt(source, { check: 30, level: 'error', field, message: `“${match}”: ${what}`, remedy }),
            ),
        ),
      ),
    );
  },
};
