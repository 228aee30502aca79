import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { parse, stringify } from 'yaml';
import * as z from 'zod';
import { BankFolder } from './bank-folder.ts';

const Entry = z.looseObject({
  id: z.string(),
  rationale: z.string().optional(),
  error: z.string().optional(),
});
type Entry = z.infer<typeof Entry>;

const common = { flipFact: z.string() };
const Item = z.discriminatedUnion('type', [
  z.looseObject({
    ...common,
    type: z.enum(['single-choice', 'multiple-response']),
    options: z.array(Entry),
    key: z.array(z.string()),
  }),
  z.looseObject({ ...common, type: z.literal('ordering'), steps: z.array(Entry), key: z.array(z.string()) }),
  z.looseObject({
    ...common,
    type: z.literal('matching'),
    premises: z.array(Entry),
    key: z.record(z.string(), z.string()),
  }),
]);
type Item = z.infer<typeof Item>;

const Errors = z.object({ errors: z.array(z.looseObject({ misconception: z.string() })) });

/** A copy of `question-bank/` in which every key, rationale, named error, mapping and flip fact is another. */
export function bankWithOtherKeys(source = 'question-bank'): string {
  const folder = new BankFolder();
  onTestFinished(() => folder.remove());
  for (const entry of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (!entry.endsWith('.yaml')) continue;
    const text = readFileSync(join(source, entry), 'utf8');
    folder.write(entry, changed(entry, text));
  }
  return folder.path;
}

function changed(path: string, text: string): string {
  if (path.includes('/items/')) return stringify(withOtherKey(Item.parse(parse(text))));
  if (path !== 'errors.yaml') return text;
  const { errors } = Errors.parse(parse(text));
  return stringify({
    errors: errors.map((error) => ({ ...error, misconception: `Otherwise: ${error.misconception}` })),
  });
}

function withOtherKey(item: Item): Item {
  const changes = { flipFact: `Otherwise: ${item.flipFact}`, scoring: 'all-or-nothing' };
  switch (item.type) {
    case 'single-choice':
    case 'multiple-response': {
      const wrong = item.options.map(({ id }) => id).filter((id) => !item.key.includes(id));
      const key = wrong.slice(0, item.key.length);
      return { ...item, ...changes, key, options: item.options.map((option) => explained(option, key)) };
    }
    case 'ordering':
      return { ...item, ...changes, key: item.key.toReversed(), steps: item.steps.map(reworded) };
    case 'matching': {
      const choices = Object.values(item.key);
      const key = Object.fromEntries(
        Object.keys(item.key).map((premise, at) => [premise, choices[(at + 1) % choices.length] ?? '']),
      );
      return { ...item, ...changes, key, premises: item.premises.map(reworded) };
    }
  }
}

/** Wrong options name an error, right ones none. */
function explained({ error: _, ...option }: Entry, key: readonly string[]): Entry {
  return reworded(key.includes(option.id) ? option : { ...option, error: 'true-but-other-question' });
}

function reworded(entry: Entry): Entry {
  return { ...entry, rationale: `Otherwise: ${entry.rationale ?? ''}` };
}
