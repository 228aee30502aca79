import { globSync, readFileSync } from 'node:fs';
import { ItemType } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { itemTextOf } from '../record-text.ts';
import { ItemFile } from '../schema/item.ts';
import { draftOfItem, emptyDraft, recordOfDraft } from './item-draft.ts';

const bank = new URL('../../../../question-bank/', import.meta.url).pathname;
const shipped = globSync('**/items/*/*.yaml', { cwd: bank }).map((path) =>
  ItemFile.parse(parse(readFileSync(`${bank}${path}`, 'utf8'))),
);

describe('a draft', () => {
  it('of any shipped item, unchanged, is that item again', () => {
    expect(new Set(shipped.map(({ type }) => type))).toEqual(new Set(ItemType.options));
    for (const item of shipped) {
      const record = recordOfDraft(draftOfItem(itemTextOf(item)), item);
      expect(ItemFile.parse(record), item.id).toEqual(item);
    }
  });

  it.each(ItemType.options)('of a new %s is well-formed and not finished', (type) => {
    const draft = emptyDraft(type, 'CAISA', '2027-06-01');
    const frame = {
      id: 'caisa-a1-0001',
      author: 'somebody',
      created: '2026-11-22',
      status: 'draft',
    } as const;
    const { success, error } = ItemFile.safeParse(recordOfDraft(draft, { ...frame, reviewers: [] }));
    expect(success).toBe(false);
    expect(error?.issues.map(({ code }) => code)).not.toContain('unrecognized_keys');
  });

  it('leaves out what nobody has entered', () => {
    const draft = emptyDraft('numeric', 'CAISA', '2027-06-01');
    const record = recordOfDraft({ ...draft, unit: '', rationale: null } as typeof draft, {
      id: 'caisa-a1-0001',
      author: 'somebody',
      created: '2026-11-22',
      status: 'draft',
      reviewers: [],
    });
    expect(Object.keys(record)).not.toEqual(expect.arrayContaining(['stimulus']));
    expect(record).not.toHaveProperty('unit');
    expect(record).not.toHaveProperty('value');
    expect(record).not.toHaveProperty('rationale');
  });
});
