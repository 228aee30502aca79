/** A small, sound bank, and item files of every type, for tests. */
import { parse, stringify } from 'yaml';
import * as z from 'zod';
import type { Bank, BankFile, Fault } from '../src/bank.ts';
import { parseBank } from '../src/parse/parse-bank.ts';

export const sourcesText = `sources:
  - id: ATLAS
    name: MITRE ATLAS
    versions: ["5.6.0"]
    locatorPattern: "^AML\\\\.T[0-9]{4}$"
    locators: { AML.T0051: LLM Prompt Injection }
  - { id: RFC, name: IETF RFC, versions: [final], locatorPattern: "^RFC [0-9]{4}$" }
`;

export const errorsText = `errors:
  - { id: over-reaction, name: Over-reaction, description: Breaks a constraint., misconception: Stopping too much. }
`;

export const blueprintText = `certification: CAISA
name: AI Security Architect practice
owner: { credential: Certified AI Security Architect, organisation: Tonex }
domains:
  - { id: A1, name: Architecture, weight: 60, objectives: [{ id: A1.1, text: Place boundaries }] }
  - { id: A2, name: Threats, weight: 40, objectives: [{ id: A2.1, text: Model flows }] }
`;

export const examText = `id: caisa-short
certification: CAISA
title: Short
summary: Two items.
itemCount: 2
durationSeconds: 600
graceSeconds: 30
modes: [exam, study]
domains: { A1: 2 }
warningsAtSeconds: [60]
mayGoBack: true
release: at-once
reveal: all
attempts: { max: null, waitSeconds: 0 }
`;

export const stimulusText = `id: caisa-s-001
title: "Larkfield: claims copilot"
certifications: [CAISA]
organisation: Larkfield
industry: insurance
facts:
  - { n: 1, text: "The copilot serves **400** adjusters at nine offices, who read its drafts before they answer a claim." }
  - { n: 2, text: "${'It retrieves chunks from one index of policies, notes and uploads, ranked by similarity. '.repeat(8).trim()}" }
exhibits:
  - id: flow
    kind: diagram
    title: Data flow
    nodes:
      - { id: adjuster, label: Adjuster, kind: actor }
      - { id: copilot, label: Copilot service, detail: "one account", kind: process }
      - { id: index, label: Vector index, kind: store }
      - { id: model, label: Hosted <model>, kind: external }
    edges:
      - { id: e1, from: adjuster, to: copilot, label: chat }
      - { id: e2, from: copilot, to: index, label: query }
      - { id: e3, from: copilot, to: model, style: dashed }
    boundaries:
      - { id: b1, label: Larkfield network, nodes: [copilot, index] }
  - { id: note, kind: text, title: Note, text: "Read **this**." }
  - id: log
    kind: log
    title: Gateway log
    text: |
      09:00 get_claim(7741)
      09:01 <img src=x>
  - { id: t, kind: table, title: Limits, columns: [Tool, Limit], rows: [[mail, "10"], ["*get*", none]] }
status: operational
author: attest-authors
created: 2026-11-22
reviewDue: 2027-06-01
`;

export const itemText = `id: caisa-a1-0001
type: single-choice
certifications: [CAISA]
domain: A1
objective: A1.1
cognitiveLevel: analysis
expectedDifficulty: 0.62
stem: |
  The gateway logs each tool call of the agent, and an owner reads the log once a week. A token has left with
  a log line. Which change stops calls with that token?
options:
  - id: a
    text: "Bind the token to the agent."
    rationale: "The gateway compares token and agent on each call, so a token that leaves with a log line is worth nothing to anyone else."
  - id: b
    text: "Log the calls of each tool."
    rationale: "Shows who called after the fact, which helps the review; the stem asks that the call itself cannot take place."
    error: over-reaction
  - id: c
    text: "Repeat the prompt each turn."
    rationale: "A reminder lowers the rate at which the model obeys a page, while one success is all the attacker needs here."
    error: over-reaction
  - id: d
    text: "Lower the call limit a minute."
    rationale: "Bounds how many calls a minute can hold, yet the transfer in question takes place within a single one of them."
    error: over-reaction
key: [a]
scoring: all-or-nothing
flipFact: If the log were public only after a day, b would be right.
references:
  - { source: ATLAS, version: "5.6.0", locator: AML.T0051 }
status: operational
author: attest-authors
created: 2026-11-22
reviewDue: 2027-06-01
`;

const choiceFields = ['options', 'key', 'scoring'];
const why =
  '"Says at some length why this is so, which fact decides it, and what tempts a hurried reader here."';

/** The fields that make the sample an item of each other type. */
export const typeSamples = {
  'single-choice': 'key: [a]',
  'multiple-response': `type: multiple-response
stem: "Tokens leave with log lines, and the gateway accepts them from any host. Which changes each stop that? Select **TWO**."
options:
  - { id: a, text: Bind it, rationale: ${why} }
  - { id: b, text: Log it, rationale: ${why}, error: over-reaction }
  - { id: c, text: Close it, rationale: ${why} }
  - { id: d, text: Limit it, rationale: ${why}, error: over-reaction }
  - { id: e, text: Repeat it, rationale: ${why}, error: over-reaction }
key: [a, c]
choose: 2
scoring: plus-minus-floor`,
  ordering: `type: ordering
steps:
  - { id: pass, text: Run it patched, rationale: ${why} }
  - { id: build, text: Build the index, rationale: ${why} }
  - { id: fail, text: Run it vulnerable, rationale: ${why} }
key: [build, fail, pass]
scoring: adjacent-pairs`,
  matching: `type: matching
premises:
  - { id: p1, text: Spoofed caller, rationale: ${why} }
  - { id: p2, text: Changed record, rationale: ${why} }
choices:
  - { id: sign, text: Signature }
  - { id: mtls, text: Mutual TLS }
  - { id: quota, text: Quota }
key: { p2: sign, p1: mtls }
usage: once
scoring: per-pair`,
  matrix: `type: matrix
rows:
  - { id: r1, text: Prompt, rationale: ${why} }
  - { id: r2, text: Index, rationale: ${why} }
columns:
  - { id: low, text: Low }
  - { id: high, text: High }
key: { r1: high, r2: low }
scoring: per-cell`,
  'inline-choice': `type: inline-choice
stem: "Complete the rule: a token is {{blank:when}} checked by the {{blank:who}}, at the place where the call enters."
blanks:
  - id: when
    key: each
    options:
      - { id: each, text: on **each** call, rationale: ${why} }
      - { id: daily, text: daily, rationale: ${why}, error: over-reaction }
  - id: who
    key: gateway
    options:
      - { id: gateway, text: gateway, rationale: ${why} }
      - { id: agent, text: agent, rationale: ${why}, error: over-reaction }
scoring: per-pair`,
  hottext: `type: hottext
passage: |
  The agent [[s1|sends the **token**]] to the host and [[s2|reads the reply]].
spans:
  s1: { rationale: ${why} }
  s2: { rationale: ${why}, error: over-reaction }
key: [s1]
scoring: per-span`,
  hotspot: `type: hotspot
stimulus: caisa-s-001
factsUsed: [1, 2]
exhibit: flow
places:
  - { ref: e2, rationale: ${why} }
  - { ref: model, rationale: ${why}, error: over-reaction }
key: [e2]
choose: 1
scoring: all-or-nothing`,
  'short-text': `type: short-text
accept: [mutual TLS, mTLS]
pattern: "m(?:utual )?tls"
rationale: ${why}
scoring: all-or-nothing`,
  numeric: `type: numeric
value: 12.5
tolerance: 0.1
unit: "%"
scoring: all-or-nothing`,
  'constructed-response': `type: constructed-response
maxWords: 150
rubric:
  - { id: c1, points: 2, criterion: Names the flow, anchor: The query, commonWrong: The prompt }
unacceptable: [The model decides]
scoring: rubric`,
  composite: `type: composite
body: |
  Read the log.

  {{interaction:WHICH}}

  Then explain.

  {{interaction:WHY}}
interactions:
  WHICH:
    type: single-choice
    options:
      - { id: a, text: First, rationale: ${why}, error: over-reaction }
      - { id: b, text: Second, rationale: ${why} }
    key: [b]
    scoring: all-or-nothing
  WHY: { type: numeric, value: 3, scoring: all-or-nothing }
processing: { template: sum, weights: { WHICH: 3, WHY: 1 } }`,
} as const;

/** A composite of one choice, steps to order and a short text, scored as `processing` says. */
export function compositeWith(processing: string): string {
  return `type: composite
body: |
  Read the log. {{interaction:WHICH}} Then put the steps in order.

  {{interaction:STEPS}}

  Name the control: {{interaction:NAME}}
interactions:
  WHICH:
    type: single-choice
    options:
      - { id: a, text: First, rationale: ${why}, error: over-reaction }
      - { id: b, text: Second, rationale: ${why} }
    key: [b]
    scoring: { name: map, weights: { b: 2, a: -1 }, lowerBound: 0, upperBound: 2 }
  STEPS:
    type: ordering
    steps:
      - { id: pass, text: Run it patched, rationale: ${why} }
      - { id: build, text: Build the index, rationale: ${why} }
      - { id: fail, text: Run it vulnerable, rationale: ${why} }
    key: [build, fail, pass]
    scoring: adjacent-pairs
  NAME: { type: short-text, accept: [mTLS], rationale: ${why}, scoring: all-or-nothing }
processing: ${processing}`;
}

const Fields = z.record(z.string(), z.unknown());
type Fields = z.infer<typeof Fields>;
const fieldsOf = (text: string): Fields => Fields.parse(parse(text));

/** The sample item with other fields; another type drops the options, a composite the stem too. */
export function itemWith(changes: string, id = 'caisa-a1-0001'): BankFile {
  const changed = fieldsOf(changes);
  const type = changed['type'] ?? 'single-choice';
  const dropped = [
    ...(type === 'single-choice' ? [] : choiceFields),
    ...(type === 'composite' ? ['stem'] : []),
  ];
  const kept = Object.entries(fieldsOf(itemText)).filter(([key]) => !dropped.includes(key));
  const isRekeyed =
    type === 'single-choice' && changed['key'] !== undefined && changed['options'] === undefined;
  const merged = {
    ...Object.fromEntries(kept),
    ...changed,
    ...(isRekeyed ? { options: optionsKeyed(changed['key']) } : {}),
    id,
  };
  return { path: `caisa/items/a1/${id}.yaml`, text: stringify(merged, { lineWidth: 0 }) };
}

/** The sample's options; all but the key name an error. */
function optionsKeyed(key: unknown): Fields[] {
  const [keyed] = z.array(z.string()).parse(key);
  return z
    .array(Fields)
    .parse(fieldsOf(itemText)['options'])
    .map((option) => {
      const entries = Object.entries(option).filter(([field]) => field !== 'error');
      return {
        ...Object.fromEntries(entries),
        ...(option['id'] === keyed ? {} : { error: 'over-reaction' }),
      };
    });
}

/** The files around items: registers, blueprint, stimulus and exam. */
export const surroundings: readonly BankFile[] = [
  { path: 'sources.yaml', text: sourcesText },
  { path: 'errors.yaml', text: errorsText },
  { path: 'caisa/blueprint.yaml', text: blueprintText },
  { path: 'caisa/exams/caisa-short.yaml', text: examText },
  { path: 'caisa/stimuli/caisa-s-001.yaml', text: stimulusText },
];

export const sampleFile: BankFile = { path: 'caisa/items/a1/caisa-a1-0001.yaml', text: itemText };

export function bankWith(...items: readonly BankFile[]): { bank: Bank; faults: Fault[] } {
  return parseBank([...surroundings, ...items]);
}

/** Faults as an editor would show them. */
export function shown(faults: readonly Fault[]): string[] {
  return faults.map(({ path, line, column, message }) => `${path}:${line}:${column} ${message}`);
}
