import { globSync, readFileSync } from 'node:fs';
import type { StimulusDraftText } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { stimulusText } from '../../tests/samples.ts';
import { stimulusTextOf } from '../record-text.ts';
import { StimulusFile } from '../schema/stimulus.ts';
import { fillStimulusGaps } from './fill-stimulus-gaps.ts';
import { draftOfStimulus, emptyStimulusDraft, recordOfStimulusDraft } from './stimulus-draft.ts';

const bank = new URL('../../../../question-bank/', import.meta.url).pathname;
const shipped = globSync('**/stimuli/*.yaml', { cwd: bank }).map((path) =>
  StimulusFile.parse(parse(readFileSync(`${bank}${path}`, 'utf8'))),
);
const sample = StimulusFile.parse(parse(stimulusText));
const draft = draftOfStimulus(stimulusTextOf(sample));
const isSound = (text: StimulusDraftText) =>
  StimulusFile.safeParse(recordOfStimulusDraft(text, sample)).success;

describe('a draft of a scenario', () => {
  it('of any shipped one, unchanged, is that scenario again', () => {
    expect(shipped.length).toBeGreaterThan(0);
    for (const stimulus of [...shipped, sample]) {
      const record = recordOfStimulusDraft(draftOfStimulus(stimulusTextOf(stimulus)), stimulus);
      expect(StimulusFile.parse(record), stimulus.id).toEqual(stimulus);
    }
  });

  it('that is new is well-formed and not finished', () => {
    const record = recordOfStimulusDraft(emptyStimulusDraft('CAISA', '2027-06-01'), sample);
    const { success, error } = StimulusFile.safeParse(record);
    expect(success).toBe(false);
    expect(error?.issues.map(({ code }) => code)).not.toContain('unrecognized_keys');
  });

  it('leaves out what nobody has entered', () => {
    const [node, edge] = [
      { id: 'n', label: 'Node', kind: 'store' as const },
      { id: 'e', from: 'n', to: 'n', label: '', style: 'solid' as const },
    ];
    const exhibits: StimulusDraftText['exhibits'] = [
      { ...exhibitFrame, kind: 'diagram', nodes: [{ ...node, detail: '' }], edges: [edge] },
      { id: 'c', title: 'Code', kind: 'code', language: '', text: 'x = 1' },
    ];
    const record = StimulusFile.parse(recordOfStimulusDraft({ ...draft, exhibits }, sample));
    expect(record.exhibits).toMatchObject([{ nodes: [node] }, { language: 'text' }]);
    const [diagram] = record.exhibits;
    expect(diagram?.kind === 'diagram' && [...diagram.nodes, ...diagram.edges]).toEqual([
      node,
      { id: 'e', from: 'n', to: 'n', style: 'solid' },
    ]);
  });
});

const exhibitFrame = { id: 'd', title: 'Diagram', direction: 'LR' as const, boundaries: [] };

describe('stand-ins', () => {
  it('let an unfinished scenario be shown, without what leads nowhere', () => {
    const diagram: StimulusDraftText['exhibits'][number] = {
      ...exhibitFrame,
      title: '',
      kind: 'diagram',
      nodes: [{ id: 'n', label: '', kind: 'store' }],
      edges: [{ id: 'e', from: 'n', to: 'gone', style: 'solid' }],
      boundaries: [
        { id: 'b', label: '', nodes: ['n', 'gone'] },
        { id: 'c', label: '', nodes: ['n'] },
      ],
    };
    const exhibits: StimulusDraftText['exhibits'] = [
      diagram,
      { ...exhibitFrame, id: 'empty', kind: 'diagram', nodes: [], edges: [] },
      { id: 'note', title: '', kind: 'text', text: '' },
      { id: 'table', title: '', kind: 'table', columns: ['One', ''], rows: [['1'], ['1', '2', '3']] },
      { id: 'bare', title: '', kind: 'table', columns: [], rows: [] },
    ];
    const unfinished = { ...emptyStimulusDraft('CAISA', ''), exhibits };
    expect(isSound(unfinished)).toBe(false);
    const shown = fillStimulusGaps(unfinished);
    expect(isSound(shown)).toBe(true);
    expect(shown.exhibits.map(({ id }) => id)).toEqual(['d', 'note', 'table']);
    expect(shown.exhibits[0]).toMatchObject({ edges: [], boundaries: [{ nodes: ['n'] }] });
    expect(shown.exhibits[2]).toMatchObject({
      rows: [
        ['1', ''],
        ['1', '2'],
      ],
    });
  });

  it('change nothing that candidates read of a finished one', () => {
    const { reviewDue, lintReasons } = draft;
    expect({ ...fillStimulusGaps(draft), reviewDue, lintReasons }).toEqual(draft);
  });
});
