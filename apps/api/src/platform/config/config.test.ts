import { describe, expect, it } from 'vitest';
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

  it('treats an empty variable as absent', () => {
    expect(readConfig({ DATABASE_URL: '' }).database.url).toBeNull();
  });
});
