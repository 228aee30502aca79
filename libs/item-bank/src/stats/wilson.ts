/** 95 % interval of a share by Wilson (1927): rate 0..1 among `count` trials; the whole range where there were none. */
export function wilson(rate: number, count: number): readonly [low: number, high: number] {
  if (count === 0) return [0, 1];
  const z = 1.96;
  const spread = z * Math.sqrt((rate * (1 - rate)) / count + (z * z) / (4 * count * count));
  const middle = rate + (z * z) / (2 * count);
  const scale = 1 + (z * z) / count;
  return [Math.max(0, (middle - spread) / scale), Math.min(1, (middle + spread) / scale)];
}
