import type { DiagramExhibit } from '@attest/contracts';
import { edgePath, nodePath, pointAlong } from './diagram-shapes.ts';

/** A node or an edge that can be pressed, or of which something is said. */
export interface DiagramPlace {
  readonly id: string;
  readonly name: string;
  readonly state: 'open' | 'chosen' | 'right' | 'missed';
}

type Edge = DiagramExhibit['edges'][number];

interface DiagramMark extends DiagramPlace {
  readonly isEdge: boolean;
  /** The way of the edge, or a path around the node. */
  readonly path: string;
  /** Where its box or sign stands. */
  readonly x: number;
  readonly y: number;
}

/** Half a sign, and half a character and half a line of an edge's label, in units. */
const halfSign = 9;
const halfCharacter = 3.1;
const halfLine = 8;
/** Where along an edge a sign may stand, the best place first. */
const shares = [0.5, 0.3, 0.7, 0.2, 0.8];
/** Units between a node and the ring around it. */
const gap = 5;

/** Signs stand on the corner of a node, and on an edge clear of its label. */
export function marksOf(diagram: DiagramExhibit, places: readonly DiagramPlace[]): readonly DiagramMark[] {
  return places.flatMap((place): DiagramMark[] => {
    const node = diagram.nodes.find(({ id }) => id === place.id);
    if (node !== undefined) return [{ ...place, ...aroundNode(node) }];
    const edge = diagram.edges.find(({ id }) => id === place.id);
    return edge === undefined ? [] : [{ ...place, ...onEdge(edge, diagram.width) }];
  });
}

function aroundNode({ x, y, width, height }: DiagramExhibit['nodes'][number]) {
  const ring = { x: x - gap, y: y - gap, width: width + 2 * gap, height: height + 2 * gap };
  return { isEdge: false, path: nodePath({ ...ring, kind: 'process' }), x: x + width - 4, y: y + 2 };
}

function onEdge(edge: Edge, width: number) {
  const free = shares.map((share) => pointAlong(edge.points, share)).find((point) => isClear(edge, point));
  return { isEdge: true, path: edgePath(edge.points), ...(free ?? behindLabel(edge, width)) };
}

function isClear({ label, labelAt }: Edge, { x, y }: Edge['points'][number]): boolean {
  if (label === null || labelAt === null) return true;
  const isBeside = Math.abs(x - labelAt.x) > label.length * halfCharacter + halfSign;
  return isBeside || Math.abs(y - labelAt.y) > halfLine + halfSign;
}

/** A short edge is all label: the sign follows it, or stands before it at the end of the drawing. */
function behindLabel({ label, labelAt, points }: Edge, width: number) {
  const { x, y } = labelAt ?? pointAlong(points, 0.5);
  const away = (label ?? '').length * halfCharacter + halfSign + 3;
  return { x: x + away + halfSign < width ? x + away : x - away, y };
}
