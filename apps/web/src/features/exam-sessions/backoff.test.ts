import { describe, expect, it } from 'vitest';
import { backoffMs } from './backoff.ts';

describe('backing off', () => {
  it('waits between one second and a limit that doubles up to thirty seconds', () => {
    expect(backoffMs(1, 0, null)).toBe(1000);
    expect(backoffMs(1, 1, null)).toBe(2000);
    expect(backoffMs(3, 1, null)).toBe(8000);
    expect(backoffMs(50, 1, null)).toBe(30_000);
  });

  it('waits at least as long as the server asked for', () => {
    expect(backoffMs(1, 0, 12_000)).toBe(12_000);
    expect(backoffMs(9, 1, 500)).toBe(30_000);
  });
});
