import type { RuleAtom } from '@attest/contracts';
import type { Area } from '@attest/item-bank';
import { truth } from './rule-values.ts';
import type { Value } from './rule-values.ts';

type Point = readonly [x: number, y: number];

/** True when any of the points lies in the area, its edge included. */
export function inside(area: Area, [value = null]: readonly Value[]): Value {
  return value === null ? null : truth(value.values.some((atom) => holds(area, atom)));
}

/** Whether the area holds a point. Distances are those of the picture; the default area is all of it. */
export function holds({ shape, coords }: Area, atom: RuleAtom): boolean {
  if (typeof atom !== 'object') return false;
  const [x, y] = atom;
  if (typeof x !== 'number' || typeof y !== 'number') return false;
  const [a = 0, b = 0, c = 0, d = 0] = coords;
  switch (shape) {
    case 'default':
      return true;
    case 'rect':
      return x >= Math.min(a, c) && x <= Math.max(a, c) && y >= Math.min(b, d) && y <= Math.max(b, d);
    case 'circle':
      return Math.hypot(x - a, y - b) <= c;
    case 'ellipse':
      return c > 0 && d > 0 && ((x - a) / c) ** 2 + ((y - b) / d) ** 2 <= 1;
    case 'poly':
      return isInPolygon([x, y], cornersOf(coords));
  }
}

function cornersOf(coords: readonly number[]): Point[] {
  return coords.flatMap((x, at): Point[] => (at % 2 === 0 ? [[x, coords[at + 1] ?? 0]] : []));
}

/** Inside when a ray to the right crosses the outline an odd number of times; on the outline counts. */
function isInPolygon([x, y]: Point, corners: readonly Point[]): boolean {
  let isInside = false;
  for (const [at, [x1, y1]] of corners.entries()) {
    const [x2, y2] = corners.at(at - 1) ?? [x1, y1];
    const cross = (x - x1) * (y2 - y1) - (y - y1) * (x2 - x1);
    const isBetween =
      Math.min(x1, x2) <= x && x <= Math.max(x1, x2) && Math.min(y1, y2) <= y && y <= Math.max(y1, y2);
    if (cross === 0 && isBetween) return true;
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) * (x2 - x1)) / (y2 - y1)) isInside = !isInside;
  }
  return isInside;
}
