import type { CandidateInteraction, ItemType } from '@attest/contracts';
import { compileItem, parseGallery } from '@attest/item-bank';
import { isScorable, scoreItem } from '@attest/scoring';
import { describe, expect, it } from 'vitest';
import { rightPart } from './support/answers.ts';
import { shippedFiles } from './support/gallery.ts';

const gallery = parseGallery(shippedFiles());
const stimuli = new Map(
  gallery?.bank.certifications.flatMap((certification) =>
    certification.stimuli.map((stimulus) => [stimulus.record.id, stimulus] as const),
  ),
);
const items = (gallery?.entries ?? []).map(({ item }) =>
  compileItem(item, { stimulus: stimuli.get(item.record.stimulus ?? '') ?? null }),
);

/** A new type or kind fails to compile here until it is named, and then fails until the gallery shows it. */
const types: Record<ItemType, true> = {
  'single-choice': true,
  'multiple-response': true,
  ordering: true,
  matching: true,
  matrix: true,
  'inline-choice': true,
  hottext: true,
  hotspot: true,
  'short-text': true,
  numeric: true,
  'constructed-response': true,
  composite: true,
};
const kinds: Record<CandidateInteraction['kind'], true> = {
  choice: true,
  order: true,
  match: true,
  matrix: true,
  inline: true,
  spans: true,
  places: true,
  text: true,
  number: true,
};

const distinct = (names: readonly string[]) => [...new Set(names)].toSorted();

describe('the shipped gallery', () => {
  it('has no faults', () => {
    expect(gallery?.faults).toEqual([]);
  });

  it('shows every type of item and every kind of interaction', () => {
    expect(distinct(items.map(({ metadata }) => metadata.type))).toEqual(Object.keys(types).toSorted());
    expect(distinct(items.flatMap(({ content }) => content.interactions.map(({ kind }) => kind)))).toEqual(
      Object.keys(kinds).toSorted(),
    );
  });

  it('shows every way in which the parts of an item come together', () => {
    const composite = items.filter(({ metadata }) => metadata.type === 'composite');

    expect(distinct(composite.map(({ key }) => key.processing?.template ?? 'sum'))).toEqual([
      'map_response',
      'match_correct',
      'rules',
      'sum',
    ]);
    expect(JSON.stringify(composite.map(({ key }) => key.processing))).toMatch(/"numAttempts".*"duration"/);
  });

  it.each(items.filter(({ key }) => isScorable(key)).map((item) => [item.metadata.id, item] as const))(
    'gives %s its whole point for the key and nothing for nothing',
    (_, { key }) => {
      const right = Object.fromEntries(
        key.variables.map(({ responseVariable, correct }) => [
          responseVariable,
          rightPart(correct, (id) => id),
        ]),
      );

      expect(scoreItem(key, right).points).toBe(1);
      expect(scoreItem(key, {}).points).toBe(0);
      expect(scoreItem(key, null).points).toBe(0);
    },
  );
});
