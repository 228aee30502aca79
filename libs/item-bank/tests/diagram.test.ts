import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOutDiagram, widestDrawing } from '../src/compile/diagram.ts';
import { countOverlaps } from '../src/compile/diagram-boxes.ts';
import type { Box } from '../src/compile/diagram-boxes.ts';
import { wrapLabel } from '../src/compile/label-size.ts';
import type { DiagramSource } from '../src/schema/stimulus.ts';

const node = (id: string, label: string): DiagramSource['nodes'][number] => ({ id, label, kind: 'process' });
const edge = (id: string, from: string, to: string, label?: string): DiagramSource['edges'][number] => ({
  id,
  from,
  to,
  style: 'solid',
  ...(label === undefined ? {} : { label }),
});

const chain = (length: number, direction: 'LR' | 'TB'): DiagramSource => ({
  id: 'flow',
  kind: 'diagram',
  title: 'Flow',
  direction,
  nodes: Array.from({ length }, (_, at) => node(`n${at}`, `Service number ${at}`)),
  edges: Array.from({ length: length - 1 }, (_, at) => edge(`e${at}`, `n${at}`, `n${at + 1}`, 'records')),
  boundaries: [{ id: 'b1', label: 'Trusted network', nodes: ['n1', 'n2'] }],
});

const encloses = (outer: Box, inner: Box) =>
  outer.x <= inner.x &&
  outer.y <= inner.y &&
  outer.x + outer.width >= inner.x + inner.width &&
  outer.y + outer.height >= inner.y + inner.height;

const diagrams = fc.integer({ min: 2, max: 9 }).chain((length) =>
  fc.record({
    direction: fc.constantFrom('LR' as const, 'TB' as const),
    pairs: fc.uniqueArray(fc.tuple(fc.nat(length - 1), fc.nat(length - 1)), {
      maxLength: 12,
      selector: String,
    }),
    inside: fc.uniqueArray(fc.nat(length - 1), { maxLength: 4 }),
    length: fc.constant(length),
  }),
);

const build = ({
  direction,
  pairs,
  inside,
  length,
}: {
  direction: 'LR' | 'TB';
  pairs: [number, number][];
  inside: number[];
  length: number;
}): DiagramSource => ({
  ...chain(length, direction),
  edges: pairs.map(([from, to], at) =>
    edge(`e${at}`, `n${from}`, `n${to}`, at % 2 === 0 ? 'data' : undefined),
  ),
  boundaries:
    inside.length === 0 ? [] : [{ id: 'b1', label: 'Network', nodes: inside.map((at) => `n${at}`) }],
});

describe('a laid-out diagram', () => {
  it('has whole coordinates within its size, the same at every layout', () => {
    fc.assert(
      fc.property(diagrams, (given) => {
        const diagram = build(given);
        const drawing = layOutDiagram(diagram);
        const canvas = { x: 0, y: 0, width: drawing.width, height: drawing.height };

        expect(layOutDiagram(structuredClone(diagram))).toEqual(drawing);
        for (const box of [...drawing.nodes, ...drawing.boundaries]) {
          expect(
            Object.values(box)
              .filter((value) => typeof value === 'number')
              .every(Number.isInteger),
          ).toBe(true);
          expect(encloses(canvas, box)).toBe(true);
        }
      }),
      { numRuns: 15 },
    );
  });

  it('encloses the nodes of a boundary and no other', () => {
    const drawing = layOutDiagram(chain(5, 'TB'));
    const [boundary] = drawing.boundaries;

    expect(drawing.nodes.filter((box) => boundary && encloses(boundary, box)).map(({ id }) => id)).toEqual([
      'n1',
      'n2',
    ]);
    expect(countOverlaps(drawing)).toBe(0);
  });

  it.each([5, 6, 7, 8])('of %i nodes in a row stays narrow enough to stand beside an item', (length) => {
    expect(layOutDiagram(chain(length, 'LR')).width).toBeLessThanOrEqual(widestDrawing);
  });

  it('lies from left to right when that fits', () => {
    const [first, second] = layOutDiagram(chain(3, 'LR')).nodes;

    expect(first && second && first.x + first.width < second.x && first.y === second.y).toBe(true);
  });

  it('describes components, flows and boundaries', () => {
    const diagram = chain(3, 'LR');
    const described = layOutDiagram({
      ...diagram,
      nodes: [{ ...node('n0', 'Client'), kind: 'actor', detail: 'one of 60' }, ...diagram.nodes.slice(1)],
      edges: [edge('e0', 'n0', 'n1', 'chat'), { ...edge('e1', 'n1', 'n2'), style: 'dashed' }],
    }).description;

    expect(described).toEqual([
      'Client (one of 60) is a person or party.',
      'Service number 1 is a process.',
      'Service number 2 is a process.',
      'A flow labelled “chat” goes from Client to Service number 1.',
      'A dashed flow goes from Service number 1 to Service number 2.',
      'The boundary “Trusted network” encloses Service number 1 and Service number 2.',
    ]);
  });

  it('breaks long labels where the two lines are most alike', () => {
    expect(wrapLabel('Public key directory', 8)).toEqual(['Public key', 'directory']);
    expect(wrapLabel('Gateway', 4)).toEqual(['Gateway']);
    expect(wrapLabel('Tool hub', 8)).toEqual(['Tool hub']);
  });
});
