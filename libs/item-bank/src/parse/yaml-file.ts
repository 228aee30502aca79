import { LineCounter, isMap, isScalar, isSeq, parseDocument, visit } from 'yaml';
import type { Document, Node, Pair } from 'yaml';
import type * as z from 'zod';
import type { BankFile, Fault, Position, SourceRecord } from '../bank.ts';
import { describeIssue } from './describe-issue.ts';

/** Larger files are refused unread. */
const longestFileBytes = 256 * 1024;

const reservedKeys = ['__proto__', 'constructor', 'prototype'];

export type Reading<Shape> =
  | { readonly source: SourceRecord<Shape>; readonly faults: readonly [] }
  | { readonly source: null; readonly faults: readonly Fault[] };

/**
 * One bank file as a typed record, or every fault found in it. Aliases, tags and several documents in a
 * file are refused; a byte order mark and CRLF are tolerated.
 */
export function readRecord<Shape extends z.ZodType>(file: BankFile, shape: Shape): Reading<z.output<Shape>> {
  const { path } = file;
  const fault = (position: Position, message: string): Fault => ({
    path,
    ...position,
    message,
    severity: 'error',
  });
  const start = { line: 1, column: 1 };

  if (new TextEncoder().encode(file.text).length > longestFileBytes) {
    return refused([fault(start, `the file is larger than ${longestFileBytes / 1024} kB; split it`)]);
  }
  const text = normaliseText(file.text);
  const lines = new LineCounter();
  const document = parseSafely(text, lines);
  if (document === null) return refused([fault(start, 'the file is nested too deeply; flatten it')]);

  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const broken = [...document.errors, ...document.warnings].map((problem) =>
    fault(at(problem.pos[0]), `not well-formed YAML: ${problem.message.replace(/\s+/g, ' ')}`),
  );
  const unsafe = unsafeNodes(document).map(({ offset, message }) => fault(at(offset), message));
  if (broken.length + unsafe.length > 0) return refused([...broken, ...unsafe]);

  const given: unknown = document.toJS({ maxAliasCount: 0 });
  const locate = (field: readonly PropertyKey[]) => at(offsetOf(document, field));
  const parsed = shape.safeParse(given);
  if (parsed.success) return { source: { ...file, record: parsed.data, locate }, faults: [] };
  return refused(
    parsed.error.issues.flatMap((issue) =>
      describeIssue(issue, given).map(({ field, isKey, message }) =>
        fault(at(isKey ? keyOffsetOf(document, field) : offsetOf(document, field)), message),
      ),
    ),
  );
}

/** Without byte order mark, lines ending in LF: offsets then count the same in every checkout. */
export function normaliseText(text: string): string {
  return text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
}

function refused(faults: readonly Fault[]): { source: null; faults: readonly Fault[] } {
  return { source: null, faults };
}

/** Null when the nesting exhausts the stack of the parser. */
function parseSafely(text: string, lineCounter: LineCounter): Document.Parsed | null {
  try {
    return parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: true, stringKeys: true });
  } catch (cause) {
    if (cause instanceof RangeError) return null;
    throw cause;
  }
}

function unsafeNodes(document: Document.Parsed): { offset: number; message: string }[] {
  const found: { offset: number; message: string }[] = [];
  const add = (node: { range?: readonly [number, number, number] | null | undefined }, message: string) => {
    found.push({ offset: node.range?.[0] ?? 0, message });
  };
  visit(document, {
    Alias: (_, node) => {
      add(node, 'aliases (*name) are not allowed; repeat the text');
    },
    Node: (_, node) => {
      if (node.tag?.startsWith('!')) add(node, 'tags (!name) are not allowed; remove the tag');
    },
    Pair: (_, { key }) => {
      if (isScalar(key) && reservedKeys.includes(String(key.value))) {
        add(key, `"${String(key.value)}" is a reserved word; choose another key`);
      }
    },
  });
  return found;
}

/** Offset of the value at a path, or of its nearest existing parent. */
function offsetOf(document: Document.Parsed, field: readonly PropertyKey[]): number {
  let node: Node | null = document.contents;
  for (const step of field) {
    const next = childOf(node, step);
    if (!next?.range) break;
    node = next;
  }
  return node?.range?.[0] ?? 0;
}

/** Offset of the key itself, for keys that should not be there. */
function keyOffsetOf(document: Document.Parsed, field: readonly PropertyKey[]): number {
  const parent = field.slice(0, -1).reduce<Node | null>(childOf, document.contents);
  const key = pairOf(parent, field.at(-1))?.key;
  return isScalar(key) ? (key.range?.[0] ?? 0) : offsetOf(document, field);
}

function childOf(node: Node | null, step: PropertyKey): Node | null {
  const child: unknown = isSeq(node) ? node.items[Number(step)] : pairOf(node, step)?.value;
  return isScalar(child) || isMap(child) || isSeq(child) ? child : null;
}

function pairOf(node: Node | null, key: PropertyKey | undefined): Pair | undefined {
  if (!isMap(node)) return undefined;
  return node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(key));
}
