const shortestMs = 1000;
const longestMs = 30_000;

/**
 * How long to wait before the next try: full jitter between 1 s and a limit that doubles with each
 * failure, up to 30 s, and never less than the server asked for.
 *
 * @param failures tries that failed in a row, from 1
 * @param random from 0 up to 1
 */
export function backoffMs(failures: number, random: number, askedForMs: number | null): number {
  const limit = Math.min(longestMs, shortestMs * 2 ** failures);
  return Math.max(askedForMs ?? 0, shortestMs + random * (limit - shortestMs));
}
