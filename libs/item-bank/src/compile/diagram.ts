/**
 * Lays a diagram out with dagre. Several arrangements are tried in a fixed order, and the first without
 * overlaps that is narrow enough to stand beside an item wins; the same data give the same coordinates.
 */
import { Graph, layout } from '@dagrejs/dagre';
import type { EdgeLabel, GraphLabel, NodeLabel } from '@dagrejs/dagre';
import type { DiagramExhibit } from '@attest/contracts';
import type { DiagramSource } from '../schema/stimulus.ts';
import { describeDiagram } from './describe-diagram.ts';
import { boundaryBox, boxOf, countOverlaps, extentOf, moved } from './diagram-boxes.ts';
import type { Drawing } from './diagram-boxes.ts';
import { labelFont, sizeOf, smallFont, wrapLabel } from './label-size.ts';

/** Widest drawing that stands beside an item without a scroller, in user units. */
export const widestDrawing = 720;
const margin = 8;
const nodePadding = { x: 12, y: 9 };
const smallestNode = { width: 64, height: 36 };

interface Arrangement {
  readonly direction: 'LR' | 'TB';
  /** Labels longer than this many characters take two lines. */
  readonly longestLine: number;
  readonly nodeGap: number;
  readonly rankGap: number;
}

/** A diagram with coordinates; line breaks in labels show where the text wraps. */
export function layOutDiagram(diagram: DiagramSource): DiagramExhibit {
  const drawing = bestDrawing(diagram);
  return {
    id: diagram.id,
    kind: 'diagram',
    title: diagram.title,
    ...drawing,
    description: describeDiagram(diagram),
  };
}

/** The first arrangement that costs nothing; without one, the first of the cheapest. */
function bestDrawing(diagram: DiagramSource): Drawing {
  let best: Drawing | null = null;
  for (const arrangement of arrangementsFor(diagram)) {
    const drawing = draw(diagram, arrangement);
    if (best === null || costOf(drawing) < costOf(best)) best = drawing;
    if (costOf(best) === 0) return best;
  }
  if (best === null) throw new Error('there is always an arrangement to try');
  return best;
}

function arrangementsFor({ direction }: DiagramSource): Arrangement[] {
  const directions = direction === 'LR' ? (['LR', 'TB'] as const) : (['TB'] as const);
  return directions.flatMap((way): Arrangement[] => [
    { direction: way, longestLine: 14, nodeGap: 32, rankGap: 44 },
    { direction: way, longestLine: 8, nodeGap: 32, rankGap: 28 },
    { direction: way, longestLine: 8, nodeGap: 56, rankGap: 56 },
  ]);
}

/** Overlaps weigh more than any width; widths up to the widest drawing are all as good. */
function costOf(drawing: Drawing): number {
  return countOverlaps(drawing) * 10_000 + Math.max(0, drawing.width - widestDrawing);
}

function draw(diagram: DiagramSource, arrangement: Arrangement): Drawing {
  const graph = graphOf(diagram, arrangement);
  layout(graph);
  const nodes = diagram.nodes.map(({ id, label, detail, kind }) => ({
    id,
    label: wrapLabel(label, arrangement.longestLine).join('\n'),
    detail: detail === undefined ? null : wrapLabel(detail, arrangement.longestLine + 2).join('\n'),
    kind,
    ...boxOf(graph.node(id)),
  }));
  const edges = diagram.edges.map(({ id, from, to, label, style }) => {
    const { points = [], x = 0, y = 0 } = graph.edge(from, to, id);
    return {
      id,
      from,
      to,
      label: label ?? null,
      labelAt: label === undefined ? null : { x, y },
      style,
      points: points.map((point) => ({ x: point.x, y: point.y })),
    };
  });
  const boundaries = diagram.boundaries.map(({ id, label, nodes: inside }) => ({
    id,
    label,
    nodes: inside,
    ...boundaryBox(
      label,
      nodes.filter((node) => inside.includes(node.id)),
    ),
  }));
  return placed({ width: 0, height: 0, nodes, edges, boundaries });
}

/** Moved to the origin with a margin, in whole units. */
function placed(drawing: Drawing): Drawing {
  const { left, top, right, bottom } = extentOf(drawing);
  return {
    ...moved(drawing, margin - left, margin - top),
    width: Math.ceil(right - left + 2 * margin),
    height: Math.ceil(bottom - top + 2 * margin),
  };
}

function graphOf(diagram: DiagramSource, arrangement: Arrangement): Graph<GraphLabel, NodeLabel, EdgeLabel> {
  const graph = new Graph<GraphLabel, NodeLabel, EdgeLabel>({ compound: true, multigraph: true });
  graph.setGraph({
    rankdir: arrangement.direction,
    nodesep: arrangement.nodeGap,
    ranksep: arrangement.rankGap,
    edgesep: 16,
    ranker: 'network-simplex',
  });
  for (const { id, label, detail } of diagram.nodes) {
    const name = sizeOf(wrapLabel(label, arrangement.longestLine), labelFont);
    const below =
      detail === undefined
        ? { width: 0, height: 0 }
        : sizeOf(wrapLabel(detail, arrangement.longestLine + 2), smallFont);
    graph.setNode(id, {
      width: Math.max(smallestNode.width, Math.max(name.width, below.width) + 2 * nodePadding.x),
      height: Math.max(smallestNode.height, name.height + below.height + 2 * nodePadding.y),
    });
  }
  for (const boundary of diagram.boundaries) {
    const cluster = `boundary ${boundary.id}`;
    graph.setNode(cluster, { width: 0, height: 0 });
    for (const id of boundary.nodes) graph.setParent(id, cluster);
  }
  for (const { id, from, to, label } of diagram.edges) {
    const size = label === undefined ? { width: 0, height: 0 } : sizeOf([label], smallFont);
    graph.setEdge(from, to, { ...size, labelpos: 'c', minlen: 1, weight: 1 }, id);
  }
  return graph;
}
