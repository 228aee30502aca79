import type { DraftPart } from '@attest/contracts';

export type PartType = DraftPart['type'];
export type PartOf<Type extends PartType> = Extract<DraftPart, { type: Type }>;
export type DraftOption = PartOf<'single-choice'>['options'][number];
export type Explained = PartOf<'ordering'>['steps'][number];
export type Choice = PartOf<'matching'>['choices'][number];

/** As long as the bank takes them. */
export const longestLine = 800;
export const longestProse = 8_000;
