/** What a schema cannot say: ids that must be unique, keys that must exist, markers that must match. */
import { blankIds, interactionVariables, spanIds } from '../markers.ts';
import { renderBlocksWithMarkers } from '../markdown.ts';
import {
  compareMarkers,
  idList,
  mapFaults,
  orderFaults,
  pairFaults,
  placed,
  repeatedIds,
  repeatedKeys,
  unknownIds,
  unknownKeys,
} from './id-checks.ts';
import type { Contradiction, PlacedId } from './id-checks.ts';
import type { InteractionPart, ItemShape } from './item-shape.ts';
import { processingFaults } from './processing-faults.ts';

type Single = Exclude<ItemShape, { type: 'composite' }>;
type Composite = Extract<ItemShape, { type: 'composite' }>;

export function findContradictions(item: ItemShape): Contradiction[] {
  const found =
    item.type === 'composite' ? inComposite(item) : [...inPart(item), ...repeatedIds(idsOf(item))];
  return item.domain === item.objective.split('.')[0]
    ? found
    : [
        ...found,
        { path: ['objective'], message: `${item.objective} is not an objective of domain ${item.domain}` },
      ];
}

function inComposite(item: Composite): Contradiction[] {
  const variables = Object.keys(item.interactions);
  const parts = Object.entries(item.interactions).flatMap(([variable, part]) =>
    inPart(part).map(({ path, message }) => ({ path: ['interactions', variable, ...path], message })),
  );
  const ids = Object.entries(item.interactions).flatMap(([variable, part]) =>
    idsOf(part).map(({ id, path }) => ({ id, path: ['interactions', variable, ...path] })),
  );
  return [
    ...parts,
    ...repeatedIds(ids),
    ...compareMarkers(
      interactionVariables(item.body),
      variables,
      ['body'],
      (name) => `{{interaction:${name}}}`,
    ),
    ...processingFaults(item, idsOf),
  ];
}

/** Faults of one interaction, paths relative to it. */
function inPart(part: InteractionPart | Single): Contradiction[] {
  switch (part.type) {
    case 'single-choice':
      return [
        ...unknownKeys(part.key, idList(part.options)),
        ...mapFaults(part.scoring, idList(part.options)),
      ];
    case 'multiple-response':
      return [
        ...unknownKeys(part.key, idList(part.options)),
        ...repeatedKeys(part.key),
        ...mapFaults(part.scoring, idList(part.options)),
        ...(part.choose === part.key.length
          ? []
          : [
              {
                path: ['choose'],
                message: `choose is ${part.choose}, but ${part.key.length} keys are named`,
              },
            ]),
      ];
    case 'ordering':
      return orderFaults(part.key, idList(part.steps));
    case 'matching':
      return [...pairFaults(part.key, idList(part.premises), idList(part.choices)), ...onceFaults(part)];
    case 'matrix':
      return pairFaults(part.key, idList(part.rows), idList(part.columns));
    case 'inline-choice':
      return [
        ...compareMarkers(
          blankIds(renderBlocksWithMarkers(part.stem)),
          idList(part.blanks),
          ['stem'],
          (id) => `{{blank:${id}}}`,
        ),
        ...part.blanks.flatMap((blank, at) =>
          unknownIds([blank.key], idList(blank.options), ['blanks', at, 'key']),
        ),
      ];
    case 'hottext': {
      const spans = Object.keys(part.spans);
      return [
        ...compareMarkers(
          spanIds(renderBlocksWithMarkers(part.passage)),
          spans,
          ['passage'],
          (id) => `[[${id}|…]]`,
        ),
        ...unknownKeys(part.key, spans),
        ...repeatedKeys(part.key),
        ...mapFaults(part.scoring, spans),
        ...chooseFaults(part),
      ];
    }
    case 'hotspot':
      return hotspotFaults(part);
    case 'short-text':
    case 'numeric':
    case 'constructed-response':
      return [];
  }
}

type Hotspot = Extract<InteractionPart, { type: 'hotspot' }>;

function hotspotFaults(part: Hotspot): Contradiction[] {
  const places = part.places.map((place) => place.ref);
  return [
    ...unknownKeys(part.key, places),
    ...repeatedKeys(part.key),
    ...mapFaults(part.scoring, places),
    ...chooseFaults(part),
  ];
}

function chooseFaults({
  choose,
  key,
}: {
  choose?: number | undefined;
  key: readonly string[];
}): Contradiction[] {
  return choose === undefined || choose >= key.length
    ? []
    : [{ path: ['choose'], message: `choose is ${choose}, fewer than the keys` }];
}

function onceFaults(part: Extract<InteractionPart, { type: 'matching' }>): Contradiction[] {
  const used = Object.values(part.key);
  return part.usage === 'once' && new Set(used).size < used.length
    ? [{ path: ['usage'], message: 'the key uses a choice twice; write usage: any' }]
    : [];
}

/** Every id a response to this interaction may hold; all of an item's ids differ. */
function idsOf(part: InteractionPart | Single): PlacedId[] {
  switch (part.type) {
    case 'single-choice':
    case 'multiple-response':
      return placed(part.options, 'options');
    case 'ordering':
      return placed(part.steps, 'steps');
    case 'matching':
      return [...placed(part.premises, 'premises'), ...placed(part.choices, 'choices')];
    case 'matrix':
      return [...placed(part.rows, 'rows'), ...placed(part.columns, 'columns')];
    case 'inline-choice':
      return [
        ...placed(part.blanks, 'blanks'),
        ...part.blanks.flatMap((blank, at) => placed(blank.options, 'blanks', at, 'options')),
      ];
    case 'hottext':
      return Object.keys(part.spans).map((id) => ({ id, path: ['spans', id] }));
    case 'hotspot':
      return part.places.map(({ ref }, at) => ({ id: ref, path: ['places', at, 'ref'] }));
    case 'constructed-response':
      return placed(part.rubric, 'rubric');
    case 'short-text':
    case 'numeric':
      return [];
  }
}
