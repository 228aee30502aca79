import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { BankFile } from '@attest/item-bank';

/** A `question-bank/` of its own for tests that change files. */
export class BankFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'attest-bank-'));

  /** Exactly these files. */
  fill(files: readonly BankFile[]): void {
    this.remove();
    for (const { path, text } of files) this.write(path, text);
  }

  write(path: string, text: string): void {
    const file = join(this.path, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** Replaces text that must be there. */
  change(path: string, from: string, to: string): void {
    const before = readFileSync(join(this.path, path), 'utf8');
    if (!before.includes(from)) throw new Error(`${path} does not hold “${from}”.`);
    this.write(path, before.replace(from, to));
  }

  move(from: string, to: string): void {
    mkdirSync(dirname(join(this.path, to)), { recursive: true });
    renameSync(join(this.path, from), join(this.path, to));
  }

  remove(path = ''): void {
    rmSync(join(this.path, path), { recursive: true, force: true });
  }
}
