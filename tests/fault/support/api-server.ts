import { setTimeout as pause } from 'node:timers/promises';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './program-bundle.ts';

export interface ApiServerOptions {
  readonly program: string;
  readonly name: string;
  readonly port: number;
  readonly databaseUrl: string;
  readonly directory: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Where other work takes the machine. */
const longestStartMs = 100_000;
const mostStarts = 5;

/** One API process, as operators run it: on the database it is given, behind an address that it shares. */
export class ApiServer {
  readonly url: string;
  readonly #options: ApiServerOptions;
  readonly #log: string;
  #child: ChildProcess | null = null;

  constructor(options: ApiServerOptions) {
    this.#options = options;
    this.url = `http://127.0.0.1:${String(options.port)}`;
    this.#log = join(options.directory, `${options.name}.log`);
  }

  get processId(): number {
    return this.#child?.pid ?? 0;
  }

  get hasEnded(): boolean {
    return this.#child === null || this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** All it has printed, over all its lives. */
  get output(): string {
    return readFileSync(this.#log, 'utf8');
  }

  /** @param program another build of the API, for a rolling restart */
  launch(program = this.#options.program): void {
    const { port, databaseUrl, directory, environment } = this.#options;
    mkdirSync(directory, { recursive: true });
    const log = openSync(this.#log, 'a');
    this.#child = spawn(process.execPath, ['--enable-source-maps', program], {
      // Not the folder of the project, whose pages others may be building.
      cwd: dirname(program),
      env: {
        PATH: process.env['PATH'],
        PORT: String(port),
        PUBLIC_URL: publicUrl,
        DATABASE_URL: databaseUrl,
        QUESTION_BANK_DIRECTORY: join(root, 'question-bank'),
        LOG_LEVEL: 'warn',
        DRAIN_SECONDS: '0',
        ...environment,
      },
      // The channel tells it that we are gone, so that nothing stays behind when a run is killed.
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
  }

  async isReady(): Promise<void> {
    const until = performance.now() + longestStartMs;
    while (!(await this.#answers())) {
      if (this.hasEnded || performance.now() > until) {
        throw new Error(
          `${this.#options.name} ${this.hasEnded ? 'ended' : 'never answered'}:\n${this.output}`,
        );
      }
      await pause(25);
    }
  }

  async start(program?: string): Promise<void> {
    this.launch(program);
    await this.isReady();
  }

  /** As a service manager does it: again when it ended because the database was not there yet. */
  async startAtLast(): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        await this.start();
        return;
      } catch (error) {
        if (!this.hasEnded || tries >= mostStarts) throw error;
      }
    }
  }

  async #answers(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/health/live`)).ok;
    } catch {
      return false;
    }
  }

  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** As a service manager ends it. @returns its exit code */
  async stop(): Promise<number | null> {
    await this.#end('SIGTERM');
    return this.#child?.exitCode ?? null;
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (child === null || this.hasEnded) return;
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
  }
}

/** The one address of all processes; candidates name it as their origin. */
export const publicUrl = 'http://localhost:4100';
