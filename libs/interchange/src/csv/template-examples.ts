import type { ItemText } from '@attest/item-bank';

/** What all examples share. */
const about = {
  certifications: ['CAISA'],
  domain: 'A1',
  objective: 'A1.3',
  cognitiveLevel: 'application',
  expectedDifficulty: 0.6,
  factsUsed: [],
  references: [{ source: 'OWASP-LLM', version: '2025', locator: 'LLM06' }],
  enemies: [],
  incidents: [],
  tags: [],
  pretest: false,
  shuffle: true,
  author: 'template',
  created: '2026-11-22',
  reviewDue: '2027-11-22',
  lintReasons: {},
} satisfies Partial<ItemText>;

/** One question of each type that a row can hold. Short, but sound: each may be imported as it stands. */
export const templateExamples: readonly ItemText[] = [
  {
    ...about,
    id: 'caisa-a1-0001',
    type: 'single-choice',
    stem: 'An assistant may call a refund tool with any amount. One injected sentence must never cost more than 100 euros. Which change sets that bound?',
    options: [
      {
        id: 'a',
        text: 'Cap the amount inside the refund tool.',
        rationale:
          'The tool checks the amount of each call in code, so no sentence that the model reads and obeys can pass the cap.',
      },
      {
        id: 'b',
        text: 'State the cap in the system prompt.',
        rationale:
          'An instruction lowers how often the model pays more, and a single success breaks the bound.',
        error: 'probability-for-impact',
      },
      {
        id: 'c',
        text: 'Alert an owner to larger refunds.',
        rationale:
          'An alert tells of the payment once it has been made; the bound asks that it cannot be made.',
        error: 'detection-for-prevention',
      },
      {
        id: 'd',
        text: 'Switch all refunds off for good.',
        rationale: 'This also stops the refunds that customers are owed, which the service exists to pay.',
        error: 'over-reaction',
      },
    ],
    key: ['a'],
    scoring: 'all-or-nothing',
    flipFact: 'If the tool could not be changed and a week of loss were acceptable, c would be right.',
  },
  {
    ...about,
    id: 'caisa-a1-0002',
    type: 'multiple-response',
    stem: 'An agent reads web pages and sends mail in the name of its user. Which changes each keep a page from choosing the recipient? Select **TWO**.',
    options: [
      {
        id: 'a',
        text: 'Let the user pick recipients beforehand.',
        rationale:
          'The list is fixed by the user before any page is read, so nothing that stands on a page can add a recipient to it.',
      },
      {
        id: 'b',
        text: 'Let code take recipients from contacts.',
        rationale:
          'Code maps each request to the contacts that are stored, and an address that merely stands on a page is none of them.',
      },
      {
        id: 'c',
        text: 'Tell the model to distrust the pages.',
        rationale:
          'The model still decides in the end, and a page that persuades it once decides in its place.',
        error: 'probability-for-impact',
      },
      {
        id: 'd',
        text: 'Keep a log of each mail that was sent.',
        rationale:
          'The log shows the wrong recipient only after the mail has left, and the question asks to prevent that.',
        error: 'detection-for-prevention',
      },
      {
        id: 'e',
        text: 'Train the users to write shorter mails.',
        rationale:
          'The length of a mail has no bearing on who receives it, whatever the users have been taught.',
        error: 'process-for-engineering',
      },
    ],
    key: ['a', 'b'],
    choose: 2,
    scoring: 'plus-minus-floor',
    flipFact: 'If the contacts could be edited by pages, b would not hold.',
  },
  {
    ...about,
    id: 'caisa-a1-0003',
    type: 'ordering',
    stem: 'Put the steps of bringing a new tool to an agent in an order that never leaves it without a bound.',
    steps: [
      {
        id: 'a',
        text: 'Write down its bounds.',
        rationale:
          'Nothing can be enforced in code, and nothing can be tested, before somebody has written down what the bounds of the tool are.',
      },
      {
        id: 'b',
        text: 'Enforce them in code.',
        rationale:
          'The code needs the written bounds to enforce them, and it has to be there before anybody can test whether it holds.',
      },
      {
        id: 'c',
        text: 'Test it past its bounds.',
        rationale:
          'A test that tries to pass the bounds shows that the code holds, and does so before anybody relies on it.',
      },
      {
        id: 'd',
        text: 'Give it to the agent.',
        rationale:
          'This comes last, since from here on each call has effects outside, and only a bound that was tested limits them.',
      },
    ],
    key: ['a', 'b', 'c', 'd'],
    scoring: 'adjacent-pairs',
    flipFact: 'If the tool had no effect outside, the test could follow its release.',
  },
  {
    ...about,
    id: 'caisa-a1-0004',
    type: 'matching',
    stem: 'Match each risk of an agent with the place where a bound for it holds.',
    premises: [
      {
        id: 'a',
        text: 'It spends too much.',
        rationale:
          'Money leaves through the payment tool alone, so a cap in the code of that tool holds whatever the prompt says.',
      },
      {
        id: 'b',
        text: 'It reads too much.',
        rationale:
          'Data is read with the account that the agent was given, so the rights of that account set the bound on what it reads.',
      },
    ],
    choices: [
      { id: 'm1', text: 'Rights of its account' },
      { id: 'm2', text: 'Code of the payment tool' },
      { id: 'm3', text: 'Text of its prompt' },
    ],
    key: { a: 'm2', b: 'm1' },
    usage: 'once',
    scoring: 'per-pair',
    flipFact: 'If all data lay behind the payment tool, its code would bound both.',
  },
  {
    ...about,
    id: 'caisa-a1-0005',
    type: 'short-text',
    stem: 'Which protocol proves both ends of a connection by certificates? Write its name or its short form.',
    accept: ['mutual TLS', 'mTLS'],
    caseSensitive: false,
    rationale:
      'Plain TLS proves the server alone; the mutual form asks the client for a certificate as well.',
    scoring: 'all-or-nothing',
    flipFact: 'If only the server had to be proven, TLS would be right.',
  },
  {
    ...about,
    id: 'caisa-a1-0006',
    type: 'numeric',
    stem: 'A filter misses 2 per cent of injected pages, and an agent reads 50 of them. How many does the filter miss on average?',
    value: 1,
    tolerance: 0,
    rationale: 'Two per cent of 50 pages is one page.',
    scoring: 'all-or-nothing',
    flipFact: 'If the filter missed 4 per cent, the answer would be 2.',
  },
];
