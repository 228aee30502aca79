/**
 * How large text in a diagram will be, without a font at hand. User units are CSS pixels at 100 %.
 * Widths per character are generous averages for the interface typeface at the given size.
 */
export const labelFont = { size: 13, characterWidth: 7.4, lineHeight: 17 } as const;
/** Details under node labels, labels of edges and boundaries. */
export const smallFont = { size: 11, characterWidth: 6.2, lineHeight: 15 } as const;

type Font = typeof labelFont | typeof smallFont;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Breaks a label at the space that makes two lines most alike, when it is longer than `longest` characters. */
export function wrapLabel(text: string, longest: number): string[] {
  const words = text.trim().split(/\s+/);
  const whole = words.join(' ');
  if (whole.length <= longest || words.length < 2) return [whole];
  const breaks = words
    .slice(1)
    .map((_, at) => [words.slice(0, at + 1).join(' '), words.slice(at + 1).join(' ')]);
  return breaks.reduce((best, lines) => (longestOf(lines) < longestOf(best) ? lines : best));
}

export function sizeOf(lines: readonly string[], font: Font): Size {
  return { width: Math.ceil(longestOf(lines) * font.characterWidth), height: lines.length * font.lineHeight };
}

function longestOf(lines: readonly string[]): number {
  return Math.max(...lines.map((line) => line.length));
}
