import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, it, onTestFinished } from 'vitest';
import { closeWhileSaving, saveWhileClosing } from './support/close-races.ts';
import { underLoad } from './support/load.ts';
import { bundleApi, type PlantedChange } from './support/program-bundle.ts';
import { FaultSystem } from './support/system.ts';

/** The suite itself is tested here: an API that breaks a promise on purpose must be found out. */
const systemWith = async (bug: readonly PlantedChange[]) => {
  const directory = mkdtempSync(join(inject('faultDirectory'), 'planted-'));
  const system = await FaultSystem.start({
    apis: 1,
    program: () => bundleApi(join(directory, 'build'), bug),
  });
  onTestFinished(() => system.stop());
  return system;
};

it('finds an API that acknowledges before the commit, by killing it', async () => {
  const system = await systemWith([
    {
      // Everything within a quarter of a second shares a transaction, so that a kill nearly always meets one.
      file: 'save-connection.ts',
      replaces: `const { rows: results } =`,
      with: `if (!Reflect.get(client, 'isHeld')) {
        Reflect.set(client, 'isHeld', true);
        await client.query('BEGIN');
        setTimeout(() => {
          Reflect.set(client, 'isHeld', false);
          void client.query('COMMIT').catch(() => undefined);
        }, 250);
      }
      const { rows: results } =`,
    },
  ]);
  const candidates = await system.manyCandidates(4);

  const [api] = system.apis;
  await underLoad(candidates, { thinkMs: [1, 5], items: [2, 4], resumes: 0 }, async () => {
    await api?.kill();
  });
  await api?.start();

  expect(await system.faults()).toContainEqual(expect.stringMatching(/^I1 /));
});

it('finds a save that looks at the session instead of updating it', async () => {
  const system = await systemWith([
    {
      file: 'save-statement.ts',
      replaces: 'UPDATE exam_sessions s SET last_saved_at = (SELECT now FROM clock)\n      FROM (SELECT',
      with: 'SELECT s.session_id, s.candidate_id, s.epoch, s.deadline FROM exam_sessions s, (SELECT',
    },
    {
      file: 'save-statement.ts',
      replaces: 'RETURNING s.session_id, s.candidate_id, s.epoch, s.deadline),',
      with: '),',
    },
  ]);

  await saveWhileClosing(system, 'victim');

  expect(await system.faults()).toContainEqual(expect.stringMatching(/^I4 /));
});

it('finds a close that reads the responses in the statement that takes the session', async () => {
  const early = `(SELECT json_agg(json_build_array(r.item_no, r.revision, r.value))
    FROM responses r WHERE r.session_id = s.session_id)`;
  const ownRow = 'FROM exam_sessions s WHERE s.session_id = $1 AND s.candidate_id = $2';
  const system = await systemWith([
    {
      file: 'exam-sessions.repository.ts',
      replaces: `SELECT \${sessionColumns} ${ownRow}`,
      with: `SELECT ${early} AS early, \${sessionColumns} ${ownRow}`,
    },
    {
      file: 'session-receipts.ts',
      replaces: 'stored.get(session.sessionId) ?? []',
      with: `Reflect.get(session, 'early') ?? []`,
    },
  ]);

  await closeWhileSaving(system, 'victim');

  expect(await system.faults()).toContainEqual(expect.stringMatching(/^I4 /));
});
