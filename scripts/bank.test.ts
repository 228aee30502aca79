import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const script = new URL('bank.ts', import.meta.url).pathname;
const realBank = new URL('../question-bank', import.meta.url).pathname;
let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bank-'));
  cpSync(realBank, root, { recursive: true });
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

function bank(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args, '--root', root], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('npm run bank', { timeout: 60_000 }, () => {
  it('finds the shipped banks without errors, arranged, with current schemas', () => {
    expect(bank('lint').stdout).toMatch(/^0 errors/m);
    expect(bank('arrange', '--check')).toMatchObject({ status: 0 });
    expect(bank('schema', '--check')).toMatchObject({ status: 0 });
  });

  it('fails with file, line and remedy when an item is wrong', () => {
    const blueprint = join(root, 'caisa', 'blueprint.yaml');
    writeFileSync(blueprint, readFileSync(blueprint, 'utf8').replace('weight: 16', 'weight: heavy'));
    const text = bank('lint');
    const json = bank('lint', '--json');

    expect(text.status).toBe(1);
    expect(text.stdout).toMatch(/caisa\/blueprint\.yaml:8:13\n.*not a number; write a number/);
    expect(JSON.parse(json.stdout)).toMatchObject({ faults: [{ path: 'caisa/blueprint.yaml', line: 8 }] });
  });

  it('holds the gallery against the standard as well, and arranges its options', () => {
    const item = join(root, 'gallery', 'caisa', 'items', 'a1', 'caisa-a1-9001.yaml');
    const text = readFileSync(item, 'utf8');
    writeFileSync(item, text.replace('locator: ASI02', 'locator: ASI99'));
    const linted = bank('lint');
    const [, options = ''] = /^options:\n([^]*?)^key:/m.exec(text) ?? [];
    const turned = options
      .split(/^(?= {2}- )/m)
      .toReversed()
      .join('');
    writeFileSync(item, text.replace(options, turned));

    expect(linted.status).toBe(1);
    expect(linted.stdout).toMatch(/gallery\/caisa\/items\/a1\/caisa-a1-9001\.yaml:\d+\n.*no locator ASI99/);
    expect(bank('arrange')).toMatchObject({ status: 0 });
    expect(readFileSync(item, 'utf8')).toBe(text);
  });

  it('names files that no import would read', () => {
    writeFileSync(join(root, 'caisa', 'extra.yml'), 'id: extra\n');
    symlinkSync(join(root, 'errors.yaml'), join(root, 'caisa', 'linked.yaml'));
    const text = bank('lint');

    expect(text.status).toBe(1);
    expect(text.stdout).toMatch(/caisa\/extra\.yml:1:1\n.*end in "\.yaml"; rename it/);
    expect(text.stdout).toMatch(/caisa\/linked\.yaml:1:1\n.*symbolic links are not followed/);
    expect(bank('arrange', '--check')).toMatchObject({ status: 1 });
  });

  it('refuses checks and commands that it does not know', () => {
    expect(bank('lint', '--check', '99')).toMatchObject({ status: 2 });
    expect(bank('polish')).toMatchObject({ status: 2 });
  });

  it('writes sheets for readers and counts their answers', () => {
    const to = join(root, 'reading');
    const refused = bank('reading', '--to', to, 'caisa-a1-9999');
    const written = bank('reading', '--to', to, 'caisa-s-001');
    const keys = JSON.parse(readFileSync(join(to, 'keys.json'), 'utf8')) as {
      whole: Record<string, { answer: string }>;
    };
    const answers = Object.entries(keys.whole).map(([number, { answer }]) => [number, answer]);
    writeFileSync(join(to, 'whole', 'answers.json'), JSON.stringify(Object.fromEntries(answers)));

    expect(refused).toMatchObject({ status: 1, stderr: 'The bank has no caisa-a1-9999.\n' });
    expect(written.status).toBe(0);
    expect(bank('reading', '--score', to).stdout).toMatch(
      /options: not read yet[^]*whole: 5 of 5, 100 % \(57 % to 100 %\)/,
    );
  });

  it('assembles forms of each exam, and fails when one cannot be', () => {
    const all = bank('forms', '--count', '5');
    const exam = join(root, 'caisa', 'exams', 'caisa-sampler.yaml');
    const text = readFileSync(exam, 'utf8');
    writeFileSync(exam, text.replace('minTestletSize: 3', 'minTestletSize: 9'));
    const none = bank('forms', '--count', '2');

    expect(all).toMatchObject({ status: 0 });
    expect(all.stdout).toMatch(/caisa-sampler: 5 of 5 forms assembled\n.*shared by two forms: \d+ %/);
    expect(none).toMatchObject({ status: 1 });
    expect(none.stdout).toMatch(/caisa-sampler: 0 of 2 forms assembled\n {2}not assembled: /);
    expect(bank('forms', '--count', 'many')).toMatchObject({ status: 2 });
  });
});
