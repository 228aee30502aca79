/** How a field counts what a draft holds in its own unit: 60 for minutes of seconds, 0.01 for per cent of a share. */
export type Scale = number;

/** Places after the point that a draft keeps of a share. */
const precision = 1e6;

/** What somebody typed, in the unit of the draft; null for nothing, and for what is no number. */
export function readFigure(entered: string, scale: Scale): number | null {
  const text = entered.trim().replace(',', '.');
  if (text === '') return null;
  const figure = Number(text);
  if (!Number.isFinite(figure)) return null;
  return scale >= 1 ? Math.round(figure * scale) : Math.round(figure * scale * precision) / precision;
}

export function showFigure(value: number | null, scale: Scale): string {
  return value === null ? '' : String(Math.round((value / scale) * precision) / precision);
}
