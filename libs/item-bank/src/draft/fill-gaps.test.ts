import { ItemType } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { compileItem } from '../compile/item.ts';
import { ItemFile } from '../schema/item.ts';
import { fillGaps } from './fill-gaps.ts';
import { emptyDraft, recordOfDraft } from './item-draft.ts';

const frame = {
  id: 'caisa-a1-0001',
  author: 'somebody',
  created: '2026-11-22',
  status: 'draft',
  reviewers: [],
} as const;
/** They show nothing before their own parts exist. */
const startsEmpty = ['inline-choice', 'hottext', 'hotspot', 'composite'];

describe('a draft with stand-ins', () => {
  it.each(ItemType.options.filter((type) => !startsEmpty.includes(type)))(
    'of a new %s can be shown',
    (type) => {
      const draft = fillGaps(emptyDraft(type, 'CAISA', '2027-06-01'), null);
      const record = ItemFile.parse(recordOfDraft(draft, frame));
      expect(compileItem({ record }, { stimulus: null }).content.interactions).toHaveLength(1);
    },
  );

  it('keeps what is written, and the keys that are marked', () => {
    const draft = emptyDraft('single-choice', 'CAISA', '2027-06-01');
    if (draft.type !== 'single-choice') throw new Error('another type');
    const filled = fillGaps({ ...draft, stem: 'Which control holds?', key: ['c'] }, null);
    expect(filled).toMatchObject({ stem: 'Which control holds?', key: ['c'] });
    expect(filled).toHaveProperty('options.0.text', '…');
  });

  it('gives each open premise a choice of its own', () => {
    const draft = emptyDraft('matching', 'CAISA', '2027-06-01');
    if (draft.type !== 'matching') throw new Error('another type');
    expect(fillGaps({ ...draft, key: { q: 'a' } }, null)).toHaveProperty('key', { p: 'b', q: 'a', r: 'c' });
  });
});
