import type { DraftPart, ItemDraftText } from '@attest/contracts';

/** Stands where nothing is written yet. */
const gap = '…';

/**
 * A draft that can be shown while it is being written: what is missing has a stand-in, and what candidates do not
 * see is left out of account. Only for looking at; whether the draft is sound is for `judgeItem` to say.
 *
 * @param stimulus id of the one it belongs to, null where that does not exist
 */
export function fillGaps(draft: ItemDraftText, stimulus: string | null): ItemDraftText {
  const frame = {
    domain: 'A1',
    objective: 'A1.1',
    cognitiveLevel: 'recall' as const,
    expectedDifficulty: 0.5,
    stimulus,
    factsUsed: [],
    flipFact: gap,
    references: [],
    enemies: [],
    incidents: [],
    reviewDue: '2000-01-01',
    validUntil: null,
    lintReasons: {},
  };
  if (draft.type === 'composite') {
    const parts = Object.entries(draft.interactions).map(([name, part]) => [name, filledPart(part)] as const);
    return { ...draft, ...frame, body: filled(draft.body), interactions: Object.fromEntries(parts) };
  }
  return { ...filledPart(draft), ...frame, stem: filled(draft.stem) };
}

/** A text, or what stands for it. */
export const filled = (text: string) => (text.trim() === '' ? gap : text);
const filledText = <Entry extends { text: string }>(entry: Entry): Entry => ({
  ...entry,
  text: filled(entry.text),
});
const explained = <Entry extends { text: string; rationale: string }>(entry: Entry): Entry => ({
  ...filledText(entry),
  rationale: filled(entry.rationale),
});

/** At least as many of the offered ids as are asked for, those that are marked first. */
function someKeys(key: readonly string[], ids: readonly string[], least: number): string[] {
  const known = [...new Set(key)].filter((id) => ids.includes(id));
  return [...known, ...ids.filter((id) => !known.includes(id))].slice(0, Math.max(least, known.length));
}

/** Each left side with a right side: the chosen one, else one that is not taken yet. */
function paired(key: Readonly<Record<string, string>>, from: readonly string[], to: readonly string[]) {
  const free = to.filter((id) => !Object.values(key).includes(id));
  const pairs = from.map((id) => {
    const chosen = key[id];
    const isKnown = chosen !== undefined && to.includes(chosen);
    return [id, isKnown ? chosen : (free.shift() ?? to[0] ?? gap)] as const;
  });
  return Object.fromEntries(pairs);
}

const idsOf = (entries: readonly { id: string }[]) => entries.map(({ id }) => id);

function filledPart<Part extends DraftPart>(part: Part): Part;
function filledPart(part: DraftPart): DraftPart {
  switch (part.type) {
    case 'single-choice':
      return {
        ...part,
        options: part.options.map(explained),
        key: someKeys(part.key, idsOf(part.options), 1).slice(0, 1),
      };
    case 'multiple-response': {
      const choose = Math.max(2, part.choose ?? 2, part.key.length);
      const key = someKeys(part.key, idsOf(part.options), choose);
      return { ...part, options: part.options.map(explained), key, choose };
    }
    case 'ordering': {
      const ids = idsOf(part.steps);
      return { ...part, steps: part.steps.map(explained), key: someKeys(part.key, ids, ids.length) };
    }
    case 'matching':
      return {
        ...part,
        premises: part.premises.map(explained),
        choices: part.choices.map(filledText),
        key: paired(part.key, idsOf(part.premises), idsOf(part.choices)),
      };
    case 'matrix':
      return {
        ...part,
        rows: part.rows.map(explained),
        columns: part.columns.map(filledText),
        key: paired(part.key, idsOf(part.rows), idsOf(part.columns)),
      };
    case 'inline-choice':
      return {
        ...part,
        stem: filled(part.stem),
        blanks: part.blanks.map((blank) => ({
          ...blank,
          options: blank.options.map(explained),
          key: someKeys([blank.key], idsOf(blank.options), 1)[0] ?? gap,
        })),
      };
    case 'hottext': {
      const spans = Object.entries(part.spans).map(
        ([id, span]) => [id, { ...span, rationale: filled(span.rationale) }] as const,
      );
      const key = someKeys(part.key, Object.keys(part.spans), 1);
      return { ...part, passage: filled(part.passage), spans: Object.fromEntries(spans), key };
    }
    case 'hotspot': {
      const key = someKeys(
        part.key,
        part.places.map(({ ref }) => ref),
        1,
      );
      const places = part.places.map((place) => ({ ...place, rationale: filled(place.rationale) }));
      return { ...part, places, key, choose: Math.max(1, part.choose ?? 1, key.length) };
    }
    case 'short-text':
      return { ...part, accept: part.accept.length === 0 ? [gap] : part.accept.map(filled), pattern: null };
    case 'numeric':
      return { ...part, value: part.value ?? 0, tolerance: part.tolerance ?? 0 };
    case 'constructed-response':
      return {
        ...part,
        maxWords: part.maxWords ?? 150,
        unacceptable: part.unacceptable.map(filled),
        rubric: part.rubric.map((each) => ({
          ...each,
          points: each.points ?? 1,
          criterion: filled(each.criterion),
          anchor: filled(each.anchor),
          commonWrong: filled(each.commonWrong),
        })),
      };
  }
}
