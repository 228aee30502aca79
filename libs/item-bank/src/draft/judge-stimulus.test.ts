import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { itemWith, stimulusText, typeSamples } from '../../tests/samples.ts';
import { ItemFile } from '../schema/item.ts';
import { StimulusFile } from '../schema/stimulus.ts';
import { judgeStimulus } from './judge-stimulus.ts';

const sample = StimulusFile.parse(parse(stimulusText));
const itemOf = (changes: string) => ItemFile.parse(parse(itemWith(changes).text));
/** Uses both facts, the edge `e2` and the node `model` of the diagram `flow`. */
const hotspot = itemOf(typeSamples.hotspot);
const plain = { ...itemOf('stimulus: caisa-s-001\nfactsUsed: [2]'), id: 'caisa-a1-0009' };
const users = [hotspot, plain];
const diagramOf = ({ exhibits }: StimulusFile) => {
  const [diagram] = exhibits;
  if (diagram?.kind !== 'diagram') throw new Error('the sample begins with a diagram');
  return diagram;
};
const withDiagram = (changes: object) => ({
  ...sample,
  exhibits: [{ ...diagramOf(sample), ...changes }, ...sample.exhibits.slice(1)],
});
const hintsOf = (record: unknown, items = users) => judgeStimulus(record, items).hints;

describe('a scenario that is being written', () => {
  it('is sound as the sample is, with the items that use it', () => {
    expect(judgeStimulus(sample, users)).toEqual({ stimulus: sample, hints: [] });
  });

  it.each([
    [{ title: undefined }, ['title'], 'not entered yet'],
    [{ organisation: ' ' }, ['organisation'], 'write some text here'],
    [{ facts: [] }, ['facts'], 'at least 1 needed'],
    [
      { facts: [sample.facts[0], sample.facts[0]] },
      ['facts', 1, 'n'],
      'the fact number 1 is used twice; number the facts 1, 2, 3 …',
    ],
    [
      { exhibits: [{ id: 'x', kind: 'text', title: '', text: 'x' }] },
      ['exhibits', 0, 'title'],
      'write some text here',
    ],
  ])('has the fault of %j worded for a screen that names the field', (changes, field, message) => {
    const { stimulus, hints } = judgeStimulus({ ...sample, ...changes }, []);
    expect(stimulus).toBeNull();
    expect(hints).toContainEqual(expect.objectContaining({ level: 'fault', check: null, field, message }));
  });

  it('keeps the facts that items use, and says which items those are', () => {
    const record = { ...sample, facts: sample.facts.slice(0, 1) };
    expect(judgeStimulus(record, users)).toMatchObject({
      stimulus: null,
      hints: [{ level: 'fault', field: ['facts'] }],
    });
    expect(hintsOf(record).map(({ message }) => message)).toEqual([
      'fact 2 is missing, and used by caisa-a1-0001, caisa-a1-0009; put it back, or change what uses it first',
    ]);
    expect(hintsOf(record, []).filter(({ level }) => level === 'fault')).toEqual([]);
  });

  it('names some items of many', () => {
    const many = Array.from({ length: 8 }, (_, at) => ({ ...plain, id: `caisa-a1-001${String(at)}` }));
    const [hint] = hintsOf({ ...sample, facts: sample.facts.slice(0, 1) }, many);
    expect(hint?.message).toContain('caisa-a1-0014 and 3 more;');
  });

  it('keeps the places that items ask for', () => {
    const { nodes, edges } = diagramOf(sample);
    const withoutEdge = withDiagram({ edges: edges.filter(({ id }) => id !== 'e2') });
    expect(hintsOf(withoutEdge)).toMatchObject([
      { field: ['exhibits', 0], message: expect.stringContaining('"e2" of the diagram "flow"') as string },
    ]);
    const withoutNode = withDiagram({
      nodes: nodes.filter(({ id }) => id !== 'model'),
      edges: edges.filter(({ to }) => to !== 'model'),
    });
    expect(hintsOf(withoutNode)[0]?.message).toContain('"model"');
    expect(hintsOf({ ...sample, exhibits: sample.exhibits.slice(1) })).toMatchObject([
      { field: ['exhibits'], message: expect.stringContaining('the diagram "flow"') as string },
    ]);
  });

  it('keeps the places that a part of an item asks for', () => {
    const { stem: _stem, ...rest } = hotspot as Extract<ItemFile, { type: 'hotspot' }>;
    const composite = {
      ...rest,
      type: 'composite',
      body: '{{interaction:PLACE}}',
      interactions: { PLACE: rest },
      processing: { template: 'sum' },
    } as unknown as ItemFile;
    const [hint] = hintsOf({ ...sample, exhibits: [] }, [composite]);
    expect(hint?.message).toContain(`"flow" is missing, and used by ${rest.id}`);
  });

  it('is held against the item-writing standard', () => {
    const short = { ...sample, facts: [{ n: 1, text: 'Few words.' }] };
    expect(hintsOf(short, [])).toMatchObject([
      { level: 'warning', check: 20, field: ['facts'], fix: null, acceptedBecause: null },
    ]);
    const accepted = { ...short, lintReasons: { '20': 'The log says the rest.' } };
    expect(hintsOf(accepted, [])[0]?.acceptedBecause).toBe('The log says the rest.');
  });
});
