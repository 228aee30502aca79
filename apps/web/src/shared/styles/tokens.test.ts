import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Theme = ReadonlyMap<string, string>;

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');

/** Tokens of one rule, by name without the dashes. */
function tokensOf(selector: string): Theme {
  const rule = css.slice(css.indexOf(`${selector} {`)).split('}')[0] ?? '';
  return new Map(
    [...rule.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

/** WCAG 2.2 relative luminance of a `#rrggbb` colour. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(theme: Theme, front: string, back: string): number {
  const [lighter = 0, darker = 0] = [front, back]
    .map((name) => luminance(theme.get(name) ?? ''))
    .toSorted((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

const texts: readonly (readonly [string, string])[] = [
  ...['ink', 'ink-2', 'ink-3', 'accent', 'flag', 'good', 'bad'].flatMap((front) => [
    [front, 'paper'] as const,
    [front, 'surface'] as const,
  ]),
  ['ink', 'sunken'],
  ['ink-2', 'sunken'],
  ['ink', 'highlight'],
  ['ink', 'highlight-2'],
  ...['code-keyword', 'code-string', 'code-number', 'code-name'].flatMap((front) =>
    ['paper', 'surface', 'sunken'].map((back) => [front, back] as const),
  ),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['on-accent-soft', 'accent-soft'],
  ['flag', 'flag-soft'],
  ['good', 'good-soft'],
  ['bad', 'bad-soft'],
];
const edges: readonly (readonly [string, string])[] = [
  ['edge', 'paper'],
  ['edge', 'surface'],
  ['focus', 'paper'],
  ['focus', 'surface'],
  ['accent', 'surface'],
];

const themes: readonly (readonly [string, Theme])[] = [
  ['light', tokensOf(':root')],
  ...['dark', 'contrast-light', 'contrast-dark'].map(
    (name) => [name, tokensOf(`[data-theme='${name}']`)] as const,
  ),
];

describe.each(themes)('the %s theme', (_name, theme) => {
  it.each(texts)('lets %s be read on %s', (front, back) => {
    expect(contrast(theme, front, back)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(edges)('shows %s against %s', (front, back) => {
    expect(contrast(theme, front, back)).toBeGreaterThanOrEqual(3);
  });
});

describe.each(themes.slice(2))('the %s theme', (_name, theme) => {
  it.each(['ink', 'accent', 'flag', 'good', 'bad', 'focus'])(
    'draws %s with a contrast of 7 or more',
    (front) => {
      expect(contrast(theme, front, 'paper')).toBeGreaterThanOrEqual(7);
    },
  );
});
