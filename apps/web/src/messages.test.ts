import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = import.meta.dirname;
const read = (file: string) => readFileSync(join(folder, file), 'utf8');

/** Keys of a catalogue, joined by dots. */
function keysOf(node: unknown, path: string): string[] {
  if (typeof node !== 'object' || node === null) return [path];
  return Object.entries(node).flatMap(([name, child]) =>
    keysOf(child, path === '' ? name : `${path}.${name}`),
  );
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

const catalogues = globSync('**/messages.en.json', { cwd: folder });
const keys = catalogues.flatMap((file) => keysOf(JSON.parse(read(file)), ''));
const known = new Set(keys);
const sources = globSync('**/*.{vue,ts}', { cwd: folder })
  .filter((file) => !file.includes('generated') && !file.endsWith('.test.ts'))
  .map(read)
  .join('\n');

describe('the message catalogues', () => {
  it('hold each key once', () => {
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });

  it('hold every message that is asked for by name', () => {
    const asked = [...sources.matchAll(/\bt\(\s*'([\w.-]+)'/g)].map(([, key = '']) => key);
    expect(asked.filter((key) => !known.has(key))).toEqual([]);
  });

  it('hold no message that nothing asks for', () => {
    const quoted = new Set(
      [...sources.matchAll(/['"]([\w-]+(?:\.[\w-]+)+)['"]/g)].map(([, key = '']) => key),
    );
    const patterns = [...sources.matchAll(/`([\w.-]*\$\{[^`]*)`/g)]
      .map(([, text = '']) =>
        text
          .split(/\$\{[^}]*\}/)
          .map(escaped)
          .join('[\\w.-]+'),
      )
      .filter((pattern) => pattern.includes('.'))
      .map((pattern) => new RegExp(`^${pattern}$`));
    const isUsed = (key: string) => quoted.has(key) || patterns.some((pattern) => pattern.test(key));
    expect(keys.filter((key) => !isUsed(key))).toEqual([]);
  });

  it('neither shout nor plead nor blame', () => {
    const texts = catalogues.flatMap((file) =>
      [...read(file).matchAll(/: "(.*)",?$/gm)].map(([, text = '']) => text),
    );
    const faulty = texts.filter((text) => /!|\b(?:please|oops|invalid|illegal)\b/i.test(text));
    expect(faulty).toEqual([]);
  });
});
