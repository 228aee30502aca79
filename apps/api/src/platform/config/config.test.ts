import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StartupFault } from '../startup-fault.ts';
import { readConfig } from './config.ts';

describe('the configuration', () => {
  it('needs no variable at all on a laptop', () => {
    const config = readConfig({});

    expect(config.http.publicUrl.origin).toBe('http://localhost:3000');
    expect(config.http.host).toBe('127.0.0.1');
    expect(config.database.url).toBeNull();
  });

  it('reports all faults together', () => {
    const reading = () =>
      readConfig({ PORT: 'eighty', DATABASE_URL: 'mysql://x', TRUSTED_NETWORKS: '10.0.0.0/99' });

    expect(reading).toThrow(StartupFault);
    expect(reading).toThrow(/PORT .*DATABASE_URL .*TRUSTED_NETWORKS /s);
  });

  it.each(['http://exams.example.org', 'ftp://localhost', 'https://exams.example.org/attest', 'exams'])(
    'refuses %s as public address',
    (PUBLIC_URL) => {
      expect(() => readConfig({ PUBLIC_URL })).toThrow(/PUBLIC_URL /);
    },
  );

  it.each([
    'https://exams.example.org',
    'http://localhost:8080',
    'http://127.0.0.1:3000',
    'http://[::1]:3000',
  ])('takes %s as public address', (PUBLIC_URL) => {
    expect(readConfig({ PUBLIC_URL }).http.publicUrl.origin).toBe(PUBLIC_URL);
  });

  it('listens on all interfaces only behind a public address', () => {
    expect(readConfig({ PUBLIC_URL: 'https://exams.example.org' }).http.host).toBe('0.0.0.0');
  });

  it('takes a secret from the file that a variable names', () => {
    const file = temporaryFile('a p@ss/word\n');

    const config = readConfig({
      DATABASE_URL: 'postgresql://attest@database:5432/attest',
      DATABASE_PASSWORD_FILE: file,
      ADMIN_PASSWORD_FILE: file,
    });

    expect(decodeURIComponent(new URL(config.database.url ?? '').password)).toBe('a p@ss/word');
    expect(config.adminPassword).toBe('a p@ss/word');
  });

  it('keeps the password that the address of the database has', () => {
    const DATABASE_URL = 'postgresql://attest:own@database:5432/attest';

    expect(readConfig({ DATABASE_URL, DATABASE_PASSWORD: 'other' }).database.url).toBe(DATABASE_URL);
  });

  it('refuses a file that cannot be read, and a secret given twice', () => {
    const reading = () =>
      readConfig({ DATABASE_URL_FILE: '/nowhere', ADMIN_PASSWORD: 'x', ADMIN_PASSWORD_FILE: '/nowhere' });

    expect(reading).toThrow(/DATABASE_URL_FILE names \/nowhere, which cannot be read; ADMIN_PASSWORD and/);
  });

  it('always brings the embedded database up to date', () => {
    const DATABASE_URL = 'postgresql://a:b@database/attest';

    expect(readConfig({ MIGRATE_AT_START: 'no' }).database.migratesAtStart).toBe(true);
    expect(readConfig({ MIGRATE_AT_START: 'no', DATABASE_URL }).database.migratesAtStart).toBe(false);
    expect(() => readConfig({ MIGRATE_AT_START: 'maybe' })).toThrow('MIGRATE_AT_START must be yes or no');
  });

  it('treats an empty variable as absent', () => {
    expect(readConfig({ DATABASE_URL: '' }).database.url).toBeNull();
  });
});

function temporaryFile(text: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'attest-secret-'));
  onTestFinished(() => {
    rmSync(directory, { recursive: true });
  });
  const file = join(directory, 'secret');
  writeFileSync(file, text);
  return file;
}
