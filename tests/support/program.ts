import { spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { pause } from '../../apps/api/src/platform/embedded-database/process-identity.ts';

/** A program under test, with all it has printed so far. */
export class Program {
  readonly #child;
  #output = '';

  constructor(command: string, args: readonly string[], options: SpawnOptions) {
    // Its own process group stands for a terminal of its own: Ctrl-C reaches all of it and nothing else.
    this.#child = spawn(command, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => (this.#output += text));
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#output += text));
  }

  get output(): string {
    return this.#output;
  }

  get processId(): number {
    return this.#child.pid ?? 0;
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** @returns the exit code; null after a signal that it did not handle */
  async ended(): Promise<number | null> {
    if (!this.hasEnded) await once(this.#child, 'close');
    return this.#child.exitCode;
  }

  /** Waits until it has printed this. */
  async says(text: string | RegExp, withinMs = 120_000): Promise<RegExpMatchArray> {
    const until = performance.now() + withinMs;
    for (;;) {
      const match = this.#output.match(text);
      if (match) return match;
      if (this.hasEnded || performance.now() > until) {
        throw new Error(
          `It ${this.hasEnded ? 'ended' : 'went on'} without saying ${String(text)}:\n${this.#output}`,
        );
      }
      await pause(50);
    }
  }

  /** To the whole process group, as a terminal does it. */
  signal(signal: NodeJS.Signals): void {
    process.kill(-this.processId, signal);
  }

  /** To the first process alone, as `kill` does it. */
  signalFirst(signal: NodeJS.Signals): void {
    process.kill(this.processId, signal);
  }

  /** Ends it the hard way, if it has not ended. */
  async kill(): Promise<void> {
    if (this.hasEnded) return;
    // Not until its output closes: a grandchild in another group may hold that open.
    const exit = once(this.#child, 'exit');
    this.signal('SIGKILL');
    await exit;
  }
}
