import { createHash } from 'node:crypto';
import { isSeq, parse, parseDocument } from 'yaml';
import type { Document, YAMLSeq } from 'yaml';
import { sequenceSlots } from './arrange-slots.ts';
import { interactionsOf } from './interactions-of.ts';
import type { PlacedPart } from './interactions-of.ts';
import { normaliseText, readRecord } from './parse/yaml-file.ts';
import { ItemFile } from './schema/item.ts';
import { writeFile } from './write/write-file.ts';

/**
 * The text of an item file with its options, steps, premises, rows and places in an order that follows
 * from a hash of the item's id and theirs. Nothing but the order of these entries changes; comments go
 * with the entry they precede. Arranging twice is arranging once.
 *
 * Steps never end up in key order, nor the keys of a multiple response side by side. An item with
 * `shuffle: false`, and a text that is no well-formed item, come back as they are.
 */
export function arrangeItem(text: string): string {
  const { source } = readRecord({ path: '', text }, ItemFile);
  if (source === null || !source.record.shuffle) return text;
  const plain = normaliseText(text);
  const document = parseDocument(plain, { keepSourceTokens: true });
  const edits = interactionsOf(source.record)
    .flatMap(listsOf)
    .flatMap(({ path, ids, isTelling }) => {
      const order = orderOf(source.record.id, ids, isTelling);
      const slots = sequenceSlots(plain, sequenceAt(document, path));
      return slots.map((slot, at) => ({
        ...slot,
        text: slots[ids.indexOf(order[at] ?? '')]?.text ?? slot.text,
      }));
    });
  const arranged = edits
    .toSorted((one, other) => other.start - one.start)
    .reduce(
      (result, { start, end, text: entry }) => result.slice(0, start) + entry + result.slice(end),
      plain,
    );
  return likeOriginal(arranged, text);
}

/** The same for an item that lies in no file. */
export function arrangeRecord(item: ItemFile): ItemFile {
  return ItemFile.parse(parse(arrangeItem(writeFile(item))));
}

/** Part of every hash. Another seed would reorder every file, and so publish a new version of every item. */
const seed = 'attest-15';

interface Arrangeable {
  readonly path: readonly PropertyKey[];
  readonly ids: readonly string[];
  /** True when an order gives the key away. */
  readonly isTelling: (order: readonly string[]) => boolean;
}

/** Columns of a matrix and the spans of a passage keep the order their writer gave them. */
function listsOf({ part, path }: PlacedPart): Arrangeable[] {
  const list = (
    field: readonly PropertyKey[],
    ids: readonly string[],
    isTelling: Arrangeable['isTelling'] = () => false,
  ): Arrangeable => ({ path: [...path, ...field], ids, isTelling });
  const idsIn = (entries: readonly { id: string }[]) => entries.map(({ id }) => id);
  switch (part.type) {
    case 'single-choice':
      return [list(['options'], idsIn(part.options))];
    case 'multiple-response':
      return [list(['options'], idsIn(part.options), (order) => areNeighbours(order, part.key))];
    case 'ordering':
      return [list(['steps'], idsIn(part.steps), (order) => order.every((id, at) => id === part.key[at]))];
    case 'matching':
      return [list(['premises'], idsIn(part.premises)), list(['choices'], idsIn(part.choices))];
    case 'matrix':
      return [list(['rows'], idsIn(part.rows))];
    case 'inline-choice':
      return part.blanks.map(({ options }, at) => list(['blanks', at, 'options'], idsIn(options)));
    case 'hotspot':
      return [
        list(
          ['places'],
          part.places.map(({ ref }) => ref),
        ),
      ];
    case 'hottext':
    case 'short-text':
    case 'numeric':
    case 'constructed-response':
      return [];
  }
}

function areNeighbours(order: readonly string[], key: readonly string[]): boolean {
  const positions = key.map((id) => order.indexOf(id));
  return Math.max(...positions) - Math.min(...positions) + 1 === key.length && key.length < order.length;
}

/** Ids sorted by hash; a telling order is hashed again with the next round's number. */
function orderOf(itemId: string, ids: readonly string[], isTelling: Arrangeable['isTelling']): string[] {
  for (let round = 0; round < 64; round += 1) {
    const hashes = new Map(ids.map((id) => [id, hash(`${seed}/${itemId}/${id}/${round}`)]));
    const order = ids.toSorted((one, other) =>
      (hashes.get(one) ?? '') < (hashes.get(other) ?? '') ? -1 : 1,
    );
    if (!isTelling(order)) return order;
  }
  return [...ids];
}

function hash(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function sequenceAt(document: Document.Parsed, path: readonly PropertyKey[]): YAMLSeq {
  const node: unknown = document.getIn(path, true);
  if (!isSeq(node)) throw new Error(`a well-formed item has a list at ${path.map(String).join('.')}`);
  return node;
}

/** Byte order mark and line ends of the original. */
function likeOriginal(arranged: string, original: string): string {
  const ends = original.includes('\r\n') ? arranged.replaceAll('\n', '\r\n') : arranged;
  return original.startsWith('\uFEFF') ? `\uFEFF${ends}` : ends;
}
