import { PinoLogger } from 'nestjs-pino';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { logging } from '../../apps/api/src/platform/log/logging.ts';

const { streamSym } = pino.symbols;

/**
 * Keeps the log lines of level `info` and above that the applications of this file write, anew for each
 * test. The library has one logger a process, whoever made it, so that one is turned to us for a while.
 */
export function useLogLines(): readonly string[] {
  const written: string[] = [];
  let giveBack: (() => void) | undefined;
  beforeAll(() => {
    // Makes the one logger, unless an application of an earlier file has.
    new PinoLogger(logging('fatal'));
    const { root } = PinoLogger;
    const { level } = root;
    const stream: unknown = Reflect.get(root, streamSym);
    Reflect.set(root, streamSym, { write: (line: string) => void written.push(line) });
    root.level = 'info';
    giveBack = () => {
      Reflect.set(root, streamSym, stream);
      root.level = level;
    };
  });
  beforeEach(() => {
    written.length = 0;
  });
  afterAll(() => giveBack?.());
  return written;
}
