import type { CertificationCode, ItemType } from '@attest/contracts';
import { ItemFile, type StimulusFile } from '@attest/item-bank';
import type { Chance } from './chance.ts';
import { demoParts } from './demo-parts.ts';
import { demoIncident, demoStatuses, instantText } from './demo-marks.ts';
import { adverbs, authors, controls, parts, people, reviewers, signs, systems, threats } from './words.ts';

export interface DemoPlace {
  readonly certification: CertificationCode;
  readonly domain: string;
  readonly objectives: readonly [string, ...string[]];
  /** Within its domain, from 1. */
  readonly number: number;
}

const types: readonly (readonly [ItemType, number])[] = [
  ['single-choice', 44],
  ['multiple-response', 16],
  ['ordering', 6],
  ['matching', 6],
  ['matrix', 5],
  ['inline-choice', 4],
  ['hottext', 4],
  ['hotspot', 4],
  ['short-text', 3],
  ['numeric', 3],
  ['constructed-response', 3],
  ['composite', 2],
];

const references = [
  { source: 'OWASP-LLM', version: '2025', locators: ['LLM01', 'LLM02', 'LLM04', 'LLM06', 'LLM08'] },
  { source: 'ATLAS', version: '5.6.0', locators: ['AML.T0051', 'AML.T0020', 'AML.T0024'] },
  { source: 'OWASP-ML', version: '2023', locators: ['ML02', 'ML05', 'ML10'] },
  { source: 'NIST-AI-RMF', version: '1.0', locators: ['GOVERN 1.2', 'MAP 3.4', 'MEASURE 2.7'] },
] as const;

/** @param stimuli those of its certification; every second item, and each hotspot, is asked about one of them */
export function demoItem(chance: Chance, place: DemoPlace, stimuli: readonly StimulusFile[]): ItemFile {
  const type = chance.weighed(types);
  const stimulus =
    type === 'hotspot' || chance.share() < 0.5 ? stimuli[chance.below(stimuli.length)] : undefined;
  const stem = stemOf(chance);
  return ItemFile.parse({
    id: `demo-${place.domain.toLowerCase()}-${String(place.number).padStart(4, '0')}`,
    certifications: [place.certification],
    domain: place.domain,
    objective: chance.one(place.objectives),
    cognitiveLevel: chance.weighed([
      ['recall', 20],
      ['application', 45],
      ['analysis', 35],
    ]),
    expectedDifficulty: Math.round((0.35 + chance.share() * 0.55) * 100) / 100,
    ...(stimulus !== undefined && { stimulus: stimulus.id, factsUsed: [1, 2] }),
    flipFact: `If ${chance.one(signs)}, another option would be right.`,
    references: chance.some(references, 1 + chance.below(2)).map(({ source, version, locators }) => ({
      source,
      version,
      locator: chance.one([...locators, locators[0]]),
    })),
    incidents: [demoIncident],
    tags: chance.some(['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'F1', 'F2', 'F3', 'F4'], chance.below(4)),
    status: chance.weighed(demoStatuses),
    author: chance.one(authors),
    reviewers: chance.some(reviewers, chance.below(3)),
    created: instantText(chance),
    reviewDue: '2027-06-01',
    ...(type !== 'composite' && type !== 'inline-choice' && { stem }),
    ...demoParts[type](chance, stem),
  });
}

function stemOf(chance: Chance): string {
  const part = chance.one(parts);
  return [
    `${withArticle(chance.one(people))} of the ${chance.one(systems)} sees that ${chance.one(signs)}.`,
    `The ${part} is used ${chance.one(adverbs)}, and ${chance.one(controls)} is in place.`,
    chance.one([
      `Which change keeps ${chance.one(threats)} out of the ${part}?`,
      `What explains ${chance.one(threats)} best?`,
      `Which of these holds against ${chance.one(threats)} ${chance.one(adverbs)}?`,
      `Where would you look for ${chance.one(threats)} first?`,
    ]),
  ].join(' ');
}

function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'An' : 'A'} ${noun}`;
}
