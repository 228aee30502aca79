import type { DiagramExhibit } from '@attest/contracts';

type Point = DiagramExhibit['edges'][number]['points'][number];
type Node = DiagramExhibit['nodes'][number];

/** Corners of edges are rounded by at most this many units. */
const bend = 8;
/** Height of the lid of a store, in units. */
const lid = 5;

/** The widths per character and the heights of lines for which the server made the boxes. */
const labelUnits = 7.4;
const detailUnits = 6.2;
const labelLine = 17;
const detailLine = 15;

/** An SVG path through the points, with rounded corners. */
export function edgePath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  const pieces = [`M${at(first)}`];
  rest.forEach((point, index) => {
    const before = points[index];
    const after = points[index + 2];
    if (before === undefined || after === undefined) pieces.push(`L${at(point)}`);
    else pieces.push(`L${at(towards(point, before))}`, `Q${at(point)} ${at(towards(point, after))}`);
  });
  return pieces.join('');
}

/** The point at a share of the way along an edge, 0..1. */
export function pointAlong(points: readonly Point[], share: number): Point {
  const steps = points.flatMap((point, index) => {
    const from = points[index - 1];
    return from === undefined
      ? []
      : [{ from, to: point, length: Math.hypot(point.x - from.x, point.y - from.y) }];
  });
  let left = steps.reduce((sum, { length }) => sum + length, 0) * share;
  for (const { from, to, length } of steps) {
    if (length >= left && length > 0) {
      const part = left / length;
      return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
    }
    left -= length;
  }
  return points.at(-1) ?? { x: 0, y: 0 };
}

/** A node with its label and its detail, broken into lines and set in the middle of its box. */
export function nodeShape(node: Node) {
  const labels = wrapLabel(node.label, node.width, labelUnits).map((text) => ({ text, isDetail: false }));
  const details =
    node.detail === null
      ? []
      : wrapLabel(node.detail, node.width, detailUnits).map((text) => ({ text, isDetail: true }));
  const height = labels.length * labelLine + details.length * detailLine;
  const top = node.y + node.height / 2 - height / 2 + (node.kind === 'store' ? 3 : 0);
  const rows = [...labels, ...details].map((row, index) => ({
    ...row,
    y:
      top + 13 + Math.min(index, labels.length) * labelLine + Math.max(0, index - labels.length) * detailLine,
  }));
  return { ...node, path: nodePath(node), rows };
}

/** The outline of a node: the shape tells its kind without colour. */
export function nodePath({
  kind,
  x,
  y,
  width,
  height,
}: Pick<Node, 'kind' | 'x' | 'y' | 'width' | 'height'>): string {
  if (kind === 'store') return storePath(x, y, width, height);
  const radius = kind === 'actor' ? height / 2 : kind === 'tool' ? 2 : 8;
  const right = x + width;
  const bottom = y + height;
  return [
    `M${x + radius} ${y}H${right - radius}Q${right} ${y} ${right} ${y + radius}`,
    `V${bottom - radius}Q${right} ${bottom} ${right - radius} ${bottom}`,
    `H${x + radius}Q${x} ${bottom} ${x} ${bottom - radius}`,
    `V${y + radius}Q${x} ${y} ${x + radius} ${y}Z`,
  ].join('');
}

function storePath(x: number, y: number, width: number, height: number): string {
  const middle = x + width / 2;
  const right = x + width;
  const top = y + lid;
  const bottom = y + height - lid;
  return [
    `M${x} ${top}Q${x} ${y} ${middle} ${y}Q${right} ${y} ${right} ${top}`,
    `V${bottom}Q${right} ${bottom + lid} ${middle} ${bottom + lid}Q${x} ${bottom + lid} ${x} ${bottom}Z`,
    `M${x} ${top}Q${x} ${top + lid} ${middle} ${top + lid}Q${right} ${top + lid} ${right} ${top}`,
  ].join('');
}

/** One line, or two of nearly equal length when one is wider than `width` at this many units a character. */
export function wrapLabel(label: string, width: number, unitsPerCharacter: number): readonly string[] {
  const words = label.trim().split(/\s+/);
  const whole = words.join(' ');
  if (whole.length * unitsPerCharacter <= width || words.length === 1) return [whole];
  const longest = (lines: readonly string[]) => Math.max(...lines.map(({ length }) => length));
  return words
    .slice(1)
    .map((_, index) => [words.slice(0, index + 1).join(' '), words.slice(index + 1).join(' ')])
    .reduce((best, lines) => (longest(lines) < longest(best) ? lines : best));
}

function towards(corner: Point, neighbour: Point): Point {
  const distance = Math.hypot(neighbour.x - corner.x, neighbour.y - corner.y);
  if (distance === 0) return corner;
  const share = Math.min(bend, distance / 2) / distance;
  return {
    x: corner.x + (neighbour.x - corner.x) * share,
    y: corner.y + (neighbour.y - corner.y) * share,
  };
}

const at = ({ x, y }: Point) => `${rounded(x)} ${rounded(y)}`;
const rounded = (value: number) => Math.round(value * 100) / 100;
