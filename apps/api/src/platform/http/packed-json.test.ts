import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pack, PackedJson } from './packed-json.ts';

describe('a text that was packed before its end was known', () => {
  it('reads the same, compressed or not, whatever its parts are', async () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', 'e'.repeat(2_047), 'ü'.repeat(1_024), 'ü'.repeat(70_000)),
    );
    await fc.assert(
      fc.asyncProperty(part, fc.array(part, { minLength: 1, maxLength: 3 }), async (beginning, ends) => {
        const packed = await pack(beginning);
        for (const end of ends) {
          const whole = new PackedJson(packed, end);
          expect(gunzipSync(whole.gzip()).toString()).toBe(beginning + end);
          expect(whole.text()).toBe(beginning + end);
        }
      }),
      { seed: 20_261_122, numRuns: 200 },
    );
  });

  it('is compressed with its beginning', async () => {
    const packed = await pack('the same words '.repeat(2_000));

    expect(new PackedJson(packed, 'the end').gzip().length).toBeLessThan(400);
  });
});
