import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ItemType } from '@attest/contracts';
import { ItemFile } from '@attest/item-bank';
import { onTestFinished } from 'vitest';
import { parse, stringify } from 'yaml';
import * as z from 'zod';
import { BankFolder } from './bank-folder.ts';

type Item = z.input<typeof ItemFile>;
type Single = Exclude<Item, { type: 'composite' }>;
type Composite = Extract<Item, { type: 'composite' }>;
type Part = Composite['interactions'][string];
type OfType<Type extends ItemType> = Extract<Part, { type: Type }>;

interface Explained {
  readonly rationale: string;
  readonly error?: string | undefined;
}

const Errors = z.object({ errors: z.array(z.looseObject({ misconception: z.string() })) });

/**
 * A copy of a bank in which nothing that is for candidates differs and everything else does: keys, rationales,
 * named errors, points, mappings, rubrics, accepted texts, tolerances, weights, rules and flip facts.
 */
export function bankWithOtherKeys(source = 'question-bank'): string {
  const folder = new BankFolder();
  onTestFinished(() => folder.remove());
  for (const entry of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (!entry.endsWith('.yaml') || entry.startsWith('gallery/')) continue;
    folder.write(entry, changed(entry, readFileSync(join(source, entry), 'utf8')));
  }
  return folder.path;
}

function changed(path: string, text: string): string {
  if (path.includes('/items/')) return stringify(withOtherKey(ItemFile.parse(parse(text))));
  if (path !== 'errors.yaml') return text;
  const { errors } = Errors.parse(parse(text));
  return stringify({
    errors: errors.map((error) => ({ ...error, misconception: other(error.misconception) })),
  });
}

const other = (text: string) => `Otherwise: ${text}`;

function withOtherKey(item: Item): unknown {
  const flipFact = other(item.flipFact);
  if (item.type !== 'composite') return { ...item, ...otherPart(item, 'all-or-nothing'), flipFact };
  const parts = Object.entries(item.interactions).map(
    ([variable, part]) => [variable, { ...part, ...otherPart(part, 'all-or-nothing') }] as const,
  );
  return { ...item, interactions: Object.fromEntries(parts), processing: otherProcessing(item), flipFact };
}

/** Other rules for items with rules, and a template of another name for all others. */
function otherProcessing({ processing }: Composite): unknown {
  const score = { op: 'base-value', type: 'float', value: 0 };
  if (processing.template !== 'rules')
    return { template: 'rules', maximum: 3, rules: [{ rule: 'set', outcome: 'SCORE', to: score }] };
  return { ...processing, maximum: 7, mappings: {}, rules: [{ rule: 'set', outcome: 'SCORE', to: score }] };
}

type Scoring = { readonly scoring: 'all-or-nothing' };

/** The fields of an interaction that no candidate may feel. A type that is missing fails to compile. */
function otherPart(part: Part | Single, name: Scoring['scoring']): object {
  const scoring = { scoring: name };
  switch (part.type) {
    case 'single-choice':
    case 'multiple-response':
      return { ...scoring, ...otherOptions(part.options, part.key) };
    case 'ordering':
      return { ...scoring, key: part.key.toReversed(), steps: part.steps.map(reworded) };
    case 'matching':
      return { ...scoring, key: turned(part.key), premises: part.premises.map(reworded) };
    case 'matrix':
      return { ...scoring, key: turned(part.key), rows: part.rows.map(reworded) };
    case 'inline-choice':
      return {
        ...scoring,
        blanks: part.blanks.map(({ id, options, key }) => {
          const blank = otherOptions(options, [key]);
          return { id, options: blank.options, key: blank.key[0] };
        }),
      };
    case 'hottext':
      return { ...scoring, ...otherSpans(part) };
    case 'hotspot': {
      const key = otherKeys(
        part.places.map(({ ref }) => ref),
        part.key,
      );
      return {
        ...scoring,
        key,
        places: part.places.map((place) => explained(place, key.includes(place.ref))),
      };
    }
    case 'short-text':
      return {
        ...scoring,
        accept: ['Otherwise', 'Or else'],
        pattern: 'otherwise[0-9]',
        rationale: other(''),
      };
    case 'numeric':
      return {
        ...scoring,
        value: part.value + 1_000,
        tolerance: (part.tolerance ?? 0) + 1,
        rationale: other(part.rationale ?? ''),
      };
    case 'constructed-response':
      return {
        unacceptable: ['Otherwise'],
        rubric: part.rubric.map(({ id, points, criterion, anchor, commonWrong }) => ({
          id,
          points: points + 1,
          criterion: other(criterion),
          anchor: other(anchor),
          commonWrong: other(commonWrong),
        })),
      };
  }
}

function otherSpans(part: OfType<'hottext'> | Extract<Single, { type: 'hottext' }>): object {
  const key = otherKeys(Object.keys(part.spans), part.key);
  const spans = Object.entries(part.spans).map(
    ([id, span]) => [id, explained(span, key.includes(id))] as const,
  );
  return { key, spans: Object.fromEntries(spans) };
}

function otherOptions(
  options: readonly (Explained & { readonly id: string })[],
  keys: readonly string[],
): { key: string[]; options: object[] } {
  const key = otherKeys(
    options.map(({ id }) => id),
    keys,
  );
  return { key, options: options.map((option) => explained(option, key.includes(option.id))) };
}

/** As many keys as before, and wrong ones first. */
function otherKeys(ids: readonly string[], keys: readonly string[]): string[] {
  return [...ids.filter((id) => !keys.includes(id)), ...keys].slice(0, keys.length);
}

/** Each left side with the right side of the next one that has another. */
function turned(key: Readonly<Record<string, string>>): Record<string, string> {
  const rights = Object.values(key);
  return Object.fromEntries(
    Object.keys(key).map((left, at) => [left, rights[(at + 1) % rights.length] ?? '']),
  );
}

/** Wrong entries name an error, right ones none. */
function explained({ error: _, ...entry }: Explained, isKey: boolean): object {
  return { ...reworded(entry), ...(isKey ? {} : { error: 'true-but-other-question' }) };
}

function reworded(entry: Explained): object {
  return { ...entry, rationale: other(entry.rationale) };
}
