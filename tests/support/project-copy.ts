import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { delimiter, join, relative } from 'node:path';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../apps/api/src/platform/embedded-database/server.ts';
import { Program } from './program.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const NOT_COPIED = /(?:^|\/)(?:node_modules|tests|\.git|\.data|\.cache|\.building[^/]*|\.env)$/;

/** A copy of this project in a folder of its own, installed and built as this one is. */
export class ProjectCopy {
  readonly directory: string;

  private constructor(directory: string) {
    this.directory = directory;
  }

  /** As after a clone, but with packages, and built if this project is. */
  static fresh(): ProjectCopy {
    const copy = new ProjectCopy(mkdtempSync(join(tmpdir(), 'attest-copy-')));
    chmodSync(copy.directory, 0o755);
    cpSync(ROOT, copy.directory, {
      recursive: true,
      preserveTimestamps: true,
      filter: (source) => !NOT_COPIED.test(relative(ROOT, source)),
    });
    for (const packages of ['node_modules', 'apps/web/node_modules']) {
      if (existsSync(join(ROOT, packages))) symlinkSync(join(ROOT, packages), join(copy.directory, packages));
    }
    return copy;
  }

  /** Another folder in the same state, data included. Nothing may be running in this one. */
  again(): ProjectCopy {
    const copy = new ProjectCopy(mkdtempSync(join(tmpdir(), 'attest-copy-')));
    execFileSync('cp', ['-a', `${this.directory}/.`, copy.directory]);
    return copy;
  }

  /** Ends whatever still runs in it. */
  remove(): void {
    for (const processId of this.processes()) endIfThere(processId);
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 10 });
  }

  /** `npm start`, as typed by a stranger: on the Node and npm of this machine. */
  npmStart(environment: Readonly<Record<string, string>> = {}): Promise<Program> {
    return this.npm(['start'], environment);
  }

  /** Any other command, typed by the same stranger. */
  async npm(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Program> {
    const env = {
      ...strangersEnvironment(),
      PORT: String(await freePort()),
      LOG_LEVEL: 'warn',
      ...environment,
    };
    return new Program('npm', args, { cwd: this.directory, env });
  }

  /** Every process that works in this folder: launcher, API and database. */
  processes(): number[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .filter((processId) => isAtWorkIn(this.directory, processId))
      .map(Number);
  }

  /** The process numbers of the programs whose command line holds these words, such as a shell and its child. */
  processesOf(words: string): number[] {
    return this.processes().filter((processId) => commandOf(String(processId)).includes(words));
  }

  /** The process number of the program whose command line holds these words. */
  processOf(words: string): number {
    const [found] = this.processesOf(words);
    if (found === undefined) throw new Error(`No process of ${this.directory} runs ${words}.`);
    return found;
  }
}

/** An API whose launcher has just ended may end by itself in the meantime. */
function endIfThere(processId: number): void {
  try {
    process.kill(processId, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function isAtWorkIn(directory: string, processId: string): boolean {
  try {
    return readlinkSync(`/proc/${processId}/cwd`).startsWith(directory) && commandOf(processId) !== '';
  } catch {
    return false;
  }
}

function commandOf(processId: string): string {
  try {
    return readFileSync(`/proc/${processId}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

/** Without what npm and vitest added to ours: their variables, and the tools of this project on the PATH. */
export function strangersEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(?:npm_|VITEST|NODE_|ATTEST_|TEST$|DEV$|PROD$|MODE$|BASE_URL$|SSR$)/i.test(name),
  );
  const path = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'));
  return { ...Object.fromEntries(kept), PATH: path.join(delimiter) };
}
