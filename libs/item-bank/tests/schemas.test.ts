import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { jsonSchemas } from '../src/index.ts';

describe('the JSON Schemas for editors', () => {
  it.each(Object.entries(jsonSchemas()))('of %s files are current', (name, schema) => {
    const file = new URL(`../../../question-bank/schema/${name}.json`, import.meta.url);

    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(schema)));
  });

  it('offer the twelve item types', () => {
    const text = JSON.stringify(jsonSchemas().item);

    for (const type of ['single-choice', 'inline-choice', 'constructed-response', 'composite']) {
      expect(text).toContain(`"const":"${type}"`);
    }
  });
});
