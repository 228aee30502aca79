import { describe, expect, it } from 'vitest';
import { boundaryOf, moveIntoBoundary, unlinkNode } from './diagram-boundaries.ts';
import type { ExhibitOf } from './new-exhibit.ts';

const node = (id: string) => ({ id, label: id, kind: 'process' as const });
const edge = (id: string, from: string, to: string) => ({ id, from, to, style: 'solid' as const });
const diagram = (): ExhibitOf<'diagram'> => ({
  id: 'flow',
  kind: 'diagram',
  title: 'Flow',
  direction: 'LR',
  nodes: ['a', 'b', 'c'].map(node),
  edges: [edge('e1', 'a', 'b'), edge('e2', 'b', 'c'), edge('e3', 'a', 'c')],
  boundaries: [
    { id: 'in', label: 'Inside', nodes: ['a', 'b'] },
    { id: 'out', label: 'Outside', nodes: ['c'] },
  ],
});

describe('a node', () => {
  it('lies in one boundary at most', () => {
    const changed = diagram();
    moveIntoBoundary(changed, 'b', 'out');
    expect(boundaryOf(changed, 'b')).toBe('out');
    expect(changed.boundaries.map(({ nodes }) => nodes)).toEqual([['a'], ['c', 'b']]);
    moveIntoBoundary(changed, 'b', '');
    expect(boundaryOf(changed, 'b')).toBe('');
  });

  it('takes its edges and its place with it, and brings them back', () => {
    const changed = diagram();
    const relink = unlinkNode(changed, 'b');
    expect(changed.edges.map(({ id }) => id)).toEqual(['e3']);
    expect(changed.boundaries.map(({ nodes }) => nodes)).toEqual([['a'], ['c']]);
    relink();
    expect(changed).toEqual(diagram());
  });
});
