import type { DiagramExhibit } from '@attest/contracts';
import { sizeOf, smallFont } from './label-size.ts';

export type Drawing = Pick<DiagramExhibit, 'width' | 'height' | 'nodes' | 'edges' | 'boundaries'>;

/** `x`, `y` the top left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Extent {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const boundaryPadding = 12;

/** dagre places centres; a drawing places corners. */
export function boxOf(node: { x?: number; y?: number; width: number; height: number }): Box {
  const { x = 0, y = 0, width, height } = node;
  return { x: x - width / 2, y: y - height / 2, width, height };
}

/** The box around the nodes of a boundary, with its label inside the top. */
export function boundaryBox(label: string, inside: readonly Box[]): Box {
  const text = sizeOf([label], smallFont);
  const left = Math.min(...inside.map(({ x }) => x)) - boundaryPadding;
  const right = Math.max(...inside.map(({ x, width }) => x + width)) + boundaryPadding;
  const top = Math.min(...inside.map(({ y }) => y)) - boundaryPadding - text.height;
  const bottom = Math.max(...inside.map(({ y, height }) => y + height)) + boundaryPadding;
  const missing = Math.max(0, text.width + 2 * boundaryPadding - (right - left));
  return { x: left - missing / 2, y: top, width: right - left + missing, height: bottom - top };
}

/** What the whole drawing covers, labels of edges included. */
export function extentOf({ nodes, edges, boundaries }: Drawing): Extent {
  const points = edges.flatMap((edge) => edge.points);
  const covered: Extent[] = [
    ...[...nodes, ...boundaries, ...edges.flatMap(labelBoxes)].map(({ x, y, width, height }) => ({
      left: x,
      top: y,
      right: x + width,
      bottom: y + height,
    })),
    ...points.map(({ x, y }) => ({ left: x, top: y, right: x, bottom: y })),
  ];
  return {
    left: Math.min(...covered.map(({ left }) => left)),
    top: Math.min(...covered.map(({ top }) => top)),
    right: Math.max(...covered.map(({ right }) => right)),
    bottom: Math.max(...covered.map(({ bottom }) => bottom)),
  };
}

function labelBoxes({ label, labelAt }: Drawing['edges'][number]): Box[] {
  if (label === null || labelAt === null) return [];
  const { width, height } = sizeOf([label], smallFont);
  return [{ x: labelAt.x - width / 2, y: labelAt.y - height / 2, width, height }];
}

/** Pairs that cover each other and should not: nodes, boundaries, and nodes outside a boundary with it. */
export function countOverlaps({ nodes, edges, boundaries }: Drawing): number {
  const labels = edges.flatMap(labelBoxes);
  const strangers = boundaries.flatMap((boundary) =>
    nodes.filter((node) => !boundary.nodes.includes(node.id) && overlap(node, boundary)),
  );
  const onNodes = labels.flatMap((label) => nodes.filter((node) => overlap(label, node)));
  return (
    pairsThatOverlap(nodes) +
    pairsThatOverlap(boundaries) +
    pairsThatOverlap(labels) +
    strangers.length +
    onNodes.length
  );
}

function pairsThatOverlap(boxes: readonly Box[]): number {
  return boxes.flatMap((box, at) => boxes.slice(at + 1).filter((other) => overlap(box, other))).length;
}

function overlap(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

/** Shifted by whole units, every coordinate rounded. */
export function moved(drawing: Drawing, right: number, down: number): Drawing {
  const point = ({ x, y }: { x: number; y: number }) => ({
    x: Math.round(x + right),
    y: Math.round(y + down),
  });
  const size = ({ width, height }: Box) => ({ width: Math.round(width), height: Math.round(height) });
  return {
    ...drawing,
    nodes: drawing.nodes.map((node) => ({ ...node, ...point(node), ...size(node) })),
    boundaries: drawing.boundaries.map((boundary) => ({
      ...boundary,
      ...point(boundary),
      ...size(boundary),
    })),
    edges: drawing.edges.map((edge) => ({
      ...edge,
      labelAt: edge.labelAt && point(edge.labelAt),
      points: edge.points.map(point),
    })),
  };
}
