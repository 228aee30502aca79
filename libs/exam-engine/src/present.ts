/**
 * An item as one candidate sees it: session ids instead of bank ids, options in an order drawn for the
 * session. Everything here follows from the content, the session id and the item number. The key is not
 * an input, so a drawn order may by chance be the key order of an ordering item, and must be allowed to.
 */
import { CandidateItem, CandidateStimulus } from '@attest/contracts';
import type { ProcessingExplanation, ResponseValue, RevealedKey, ScoreExplanation } from '@attest/contracts';
import type { Interaction, ItemContent } from '@attest/item-bank';
import { drawsFrom, shuffled } from './draws.ts';
import { namesOf, opaqueId, renameExplanation, renameKey, renameValue, stimulusIds } from './present-ids.ts';
import { renameProcessing } from './present-processing.ts';
import type { InteractionNames, Rename } from './present-ids.ts';

export interface PresentedItem {
  readonly item: CandidateItem;
  /** Bank id of a session id of this item, the item's own id excepted; null when the item has no such id. */
  readonly canonicalOf: (opaque: string) => string | null;
  /** Session id of a bank id; null when the item has no such id. Where two interactions share it: the first. */
  readonly opaqueOf: (canonical: string) => string | null;
  /** A response in bank ids, as scoring needs it. Foreign ids become ones that no key can hold. */
  readonly toCanonicalValue: (value: ResponseValue | null) => ResponseValue | null;
  /** Key and rationales in the ids of the item beside them. Only after release or reveal. */
  readonly toOpaqueKey: (key: RevealedKey) => RevealedKey;
  readonly toOpaqueExplanation: (explanation: ScoreExplanation) => ScoreExplanation;
  readonly toOpaqueProcessing: (explanation: ProcessingExplanation) => ProcessingExplanation;
}

export interface PresentIn {
  readonly sessionId: string;
  /** Position in the form, from 1. */
  readonly itemNo: number;
  /** Bank id of the item's stimulus. */
  readonly stimulusId: string | null;
}

/** The same session, number and content give the same bytes. */
export function presentItem(content: ItemContent, place: PresentIn): PresentedItem {
  const { sessionId, itemNo, stimulusId } = place;
  const own: Rename = (id) => opaqueId(sessionId, itemNo, id);
  const scenario = stimulusId === null ? null : stimulusIds(sessionId, stimulusId);
  const scheme: Scheme = {
    renameIn: (interaction) =>
      interaction.kind === 'places' && scenario !== null ? scenario.partOf(interaction.exhibitId) : own,
    renameExhibit: scenario === null ? own : scenario.exhibit,
    permute: (values, label) => shuffled(values, drawsFrom([sessionId, itemNo, 'order', label])),
  };
  // Forms need the item, scoring the names alone.
  const item = once(() =>
    CandidateItem.parse({
      id: opaqueId(sessionId, itemNo, 'item', 'id'),
      number: itemNo,
      stimulusId: scenario === null ? null : scenario.stimulus,
      body: content.body,
      interactions: content.interactions.map((interaction) => dress(interaction, scheme)),
    }),
  );
  const names = once(() => content.interactions.map((entry) => namesOf(entry, scheme.renameIn(entry))));
  return {
    get item() {
      return item();
    },
    ...translations(names),
  };
}

function once<Value extends object>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}

/** The same item for authors and previews: bank ids, bank order. */
export function presentPlain(
  content: ItemContent,
  place: { readonly itemId: string; readonly number: number; readonly stimulusId: string | null },
): CandidateItem {
  return CandidateItem.parse({
    id: place.itemId,
    number: place.number,
    stimulusId: place.stimulusId,
    body: content.body,
    interactions: content.interactions,
  });
}

/** A scenario in the ids of one session; all items that share it see the same. */
export function presentStimulus(
  content: CandidateStimulus,
  place: { readonly sessionId: string; readonly stimulusId: string },
): CandidateStimulus {
  const ids = stimulusIds(place.sessionId, place.stimulusId);
  return CandidateStimulus.parse({
    ...content,
    id: ids.stimulus,
    exhibits: content.exhibits.map((exhibit) => {
      const id = ids.exhibit(exhibit.id);
      return exhibit.kind === 'diagram'
        ? { ...diagramParts(exhibit, ids.partOf(exhibit.id)), id }
        : { ...exhibit, id };
    }),
  });
}

type Diagram = Extract<CandidateStimulus['exhibits'][number], { kind: 'diagram' }>;

function diagramParts(diagram: Diagram, rename: Rename): Diagram {
  return {
    ...diagram,
    nodes: diagram.nodes.map((node) => ({ ...node, id: rename(node.id) })),
    edges: diagram.edges.map((edge) => ({
      ...edge,
      id: rename(edge.id),
      from: rename(edge.from),
      to: rename(edge.to),
    })),
    boundaries: diagram.boundaries.map((boundary) => ({
      ...boundary,
      id: rename(boundary.id),
      nodes: boundary.nodes.map(rename),
    })),
  };
}

interface Scheme {
  readonly renameIn: (interaction: Interaction) => Rename;
  readonly renameExhibit: Rename;
  readonly permute: <Value>(values: readonly Value[], label: string) => Value[];
}

interface Entry {
  readonly id: string;
  readonly text: string;
}

/** Columns, spans and places keep their order: they have a natural one. Steps never do. */
function dress(interaction: Interaction, scheme: Scheme): Interaction {
  const rename = scheme.renameIn(interaction);
  const named = (entries: readonly Entry[]) => entries.map((entry) => ({ ...entry, id: rename(entry.id) }));
  // Sorted first: the order in the file may follow from the key, the drawn one must not.
  const mixed = (entries: readonly Entry[], label: string, isMixed = interaction.shuffle) =>
    named(
      isMixed ? scheme.permute(entries.toSorted(byId), `${interaction.responseVariable} ${label}`) : entries,
    );
  switch (interaction.kind) {
    case 'choice':
      return { ...interaction, choices: mixed(interaction.choices, 'choices') };
    case 'order':
      return { ...interaction, choices: mixed(interaction.choices, 'choices', true) };
    case 'match':
      return {
        ...interaction,
        premises: mixed(interaction.premises, 'premises'),
        choices: mixed(interaction.choices, 'choices'),
      };
    case 'matrix':
      return { ...interaction, rows: mixed(interaction.rows, 'rows'), columns: named(interaction.columns) };
    case 'inline': {
      const blanks = interaction.blanks.map((blank, at) => ({
        id: rename(blank.id),
        choices: mixed(blank.choices, `blank ${String(at + 1)}`),
      }));
      return { ...interaction, text: renameReferences(interaction.text, rename), blanks };
    }
    case 'spans':
      return {
        ...interaction,
        text: renameReferences(interaction.text, rename),
        spans: named(interaction.spans),
      };
    case 'places':
      return {
        ...interaction,
        exhibitId: scheme.renameExhibit(interaction.exhibitId),
        places: named(interaction.places),
      };
    case 'text':
    case 'number':
      return interaction;
  }
}

/** Only inside a start tag: the same characters in a code sample are text and stay. */
const reference = /(<span\b[^<>]*?\bdata-(?:blank|span)=")([^"<>]*)(")/gu;

function renameReferences(html: string, rename: Rename): string {
  return html.replace(
    reference,
    (_, before: string, id: string, after: string) => `${before}${rename(id)}${after}`,
  );
}

function translations(names: () => readonly InteractionNames[]): Omit<PresentedItem, 'item'> {
  const inVariable = (variable: string) => names().find((entry) => entry.responseVariable === variable);
  const opaqueOf = (canonical: string) => firstIn(names(), (entry) => entry.opaqueOf.get(canonical));
  const toOpaque =
    (variable: string): Rename =>
    (id) =>
      inVariable(variable)?.opaqueOf.get(id) ?? id;
  const toCanonical =
    (variable: string): Rename =>
    (id) =>
      inVariable(variable)?.canonicalOf.get(id) ?? `foreign:${id}`;
  return {
    canonicalOf: (opaque) => firstIn(names(), (entry) => entry.canonicalOf.get(opaque)),
    opaqueOf,
    toCanonicalValue: (value) => renameValue(value, toCanonical),
    toOpaqueKey: (key) => renameKey(key, toOpaque(key.responseVariable)),
    toOpaqueExplanation: (explanation) =>
      renameExplanation(explanation, toOpaque(explanation.responseVariable)),
    toOpaqueProcessing: (explanation) => renameProcessing(explanation, (id) => opaqueOf(id) ?? id),
  };
}

function firstIn(
  names: readonly InteractionNames[],
  find: (entry: InteractionNames) => string | undefined,
): string | null {
  for (const entry of names) {
    const found = find(entry);
    if (found !== undefined) return found;
  }
  return null;
}

function byId(a: Entry, b: Entry): number {
  return a.id < b.id ? -1 : Number(a.id > b.id);
}
