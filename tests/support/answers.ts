import type {
  CandidateInteraction,
  CandidateItem,
  ResponsePart,
  ResponseValue,
  SavedResponse,
} from '@attest/contracts';
import { presentItem } from '@attest/exam-engine';
import type { CorrectResponse, ItemContent, ItemKey } from '@attest/item-bank';
import { query } from './database.ts';

/** A well-formed response to an item, right or wrong. */
export function respondTo(item: CandidateItem | undefined, revision = 1, variant = 0): SavedResponse {
  if (item === undefined) throw new Error('the form has no such item');
  return { itemId: item.id, revision, value: answer(item, variant) };
}

/** The first item of a form that has an interaction of this kind. */
export function itemOfKind(
  items: readonly CandidateItem[],
  kind: CandidateInteraction['kind'],
): CandidateItem | null {
  return items.find(({ interactions }) => interactions.some((entry) => entry.kind === kind)) ?? null;
}

function answer(item: CandidateItem, variant: number): ResponseValue {
  return Object.fromEntries(
    item.interactions.map((interaction) => [interaction.responseVariable, part(interaction, variant)]),
  );
}

function part(interaction: CandidateInteraction, variant: number): ResponsePart {
  const idAt = (entries: readonly { readonly id: string }[], at: number) => entries.at(at)?.id ?? '';
  switch (interaction.kind) {
    case 'choice':
      return { kind: 'choice', selected: [idAt(interaction.choices, variant)] };
    case 'order': {
      const ids = interaction.choices.map(({ id }) => id);
      return { kind: 'order', order: variant === 0 ? ids : ids.toReversed() };
    }
    case 'match':
      return { kind: 'match', pairs: [[idAt(interaction.premises, 0), idAt(interaction.choices, variant)]] };
    case 'matrix':
      return { kind: 'matrix', cells: [[idAt(interaction.rows, 0), idAt(interaction.columns, variant)]] };
    case 'inline': {
      const blanks = interaction.blanks.map(({ id, choices }) => [id, idAt(choices, variant)] as const);
      return { kind: 'inline', blanks: Object.fromEntries(blanks) };
    }
    case 'spans':
      return { kind: 'spans', selected: [idAt(interaction.spans, variant)] };
    case 'places':
      return { kind: 'places', selected: [idAt(interaction.places, variant)] };
    case 'text':
      return { kind: 'text', text: `answer ${String(variant)}` };
    case 'number':
      return { kind: 'number', text: String(variant) };
  }
}

interface KeyedItem {
  readonly itemNo: number;
  readonly content: ItemContent;
  readonly key: ItemKey;
  readonly stimulusId: string | null;
}

/** The right response to every item of a session, read past the application: no candidate can do this. */
export async function rightResponses(databaseUrl: string, sessionId: string): Promise<SavedResponse[]> {
  const items = await query<KeyedItem>(
    databaseUrl,
    `SELECT f.item_no AS "itemNo", v.content, k.key, f.metadata->>'stimulusBankId' AS "stimulusId"
     FROM exam_sessions s JOIN form_items f USING (form_id)
     JOIN item_versions v ON v.id = f.item_version_id
     JOIN item_keys k ON k.item_version_id = v.id AND k.key_revision = f.key_revision
     WHERE s.session_id = $1 ORDER BY f.item_no`,
    [sessionId],
  );
  return items.map(({ itemNo, content, key, stimulusId }) => {
    const { item, opaqueOf } = presentItem(content, { sessionId, itemNo, stimulusId });
    const rename = (id: string) => opaqueOf(id) ?? id;
    const value = Object.fromEntries(
      key.variables.map(({ responseVariable, correct }) => [responseVariable, rightPart(correct, rename)]),
    );
    return { itemId: item.id, revision: 1, value };
  });
}

/** The part that earns all of its points. */
export function rightPart(correct: CorrectResponse, rename: (id: string) => string): ResponsePart {
  switch (correct.kind) {
    case 'choice':
      return { kind: 'choice', selected: correct.selected.map(rename) };
    case 'order':
      return { kind: 'order', order: correct.order.map(rename) };
    case 'match':
      return { kind: 'match', pairs: correct.pairs.map(([left, right]) => [rename(left), rename(right)]) };
    case 'matrix':
      return { kind: 'matrix', cells: correct.cells.map(([row, column]) => [rename(row), rename(column)]) };
    case 'inline': {
      const blanks = Object.entries(correct.blanks).map(
        ([blank, choice]) => [rename(blank), rename(choice)] as const,
      );
      return { kind: 'inline', blanks: Object.fromEntries(blanks) };
    }
    case 'spans':
      return { kind: 'spans', selected: correct.selected.map(rename) };
    case 'places':
      return { kind: 'places', selected: correct.selected.map(rename) };
    case 'text':
      return { kind: 'text', text: correct.accept[0] ?? '' };
    case 'number':
      return { kind: 'number', text: String(correct.value) };
    // No machine marks it; any text is as right as another.
    case 'rubric':
      return { kind: 'text', text: correct.criteria.map(({ anchor }) => anchor).join(' ') };
  }
}

/** A row of `responses` as the database has it. */
export interface StoredRow extends Record<string, unknown> {
  readonly item_no: number;
  readonly revision: number;
  readonly epoch: number;
  readonly value: ResponseValue | null;
  readonly marks: Record<string, unknown>;
}

/** What is stored of a session, in order of the item numbers. */
export function storedResponses(databaseUrl: string, sessionId: string): Promise<StoredRow[]> {
  return query<StoredRow>(
    databaseUrl,
    `SELECT item_no, revision, epoch, value, marks FROM responses WHERE session_id = $1 ORDER BY item_no`,
    [sessionId],
  );
}
