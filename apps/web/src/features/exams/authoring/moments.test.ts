import { describe, expect, it } from 'vitest';
import { instantOf, localOf } from './moments.ts';

describe('a moment in a field', () => {
  it.each(['2027-01-31T09:30:00.000Z', '2027-07-01T23:59:00.000Z'])('comes back as it was: %s', (instant) => {
    expect(instantOf(localOf(instant))).toBe(instant);
  });

  it('is none while nothing is entered, or no date', () => {
    expect(localOf(null)).toBe('');
    expect(localOf('soon')).toBe('');
    expect(instantOf('')).toBeNull();
    expect(instantOf('soon')).toBeNull();
  });
});
