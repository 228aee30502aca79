import { expect } from 'vitest';
import { secondConnection, untilWaiting } from '../../support/second-connection.ts';
import type { FaultSystem } from './system.ts';
import { untilTrue } from './until.ts';

/**
 * A save arrives while the submit of its session has read the responses for the receipt and not yet
 * committed. It must wait for the end of the session, and then be refused.
 */
export async function saveWhileClosing(system: FaultSystem, name: string): Promise<void> {
  const candidate = await system.sitting(name);
  candidate.answer(12);
  expect(await candidate.save()).toBe('done');
  const gate = Promise.withResolvers<undefined>();
  let isClosing = false;
  system.proxy.rule = ({ sql }) => {
    if (!/INSERT INTO "?receipts/.test(sql)) return 'pass';
    isClosing = true;
    return { until: gate.promise };
  };

  const submitting = candidate.submit();
  await untilTrue('the receipt is about to be stored', 20_000, () => isClosing);
  candidate.answer(6);
  let isSaved = false;
  const saving = candidate.save().finally(() => (isSaved = true));
  await untilTrue(
    'the save waits or is done',
    10_000,
    async () => isSaved || (await savesWaiting(system)) > 0,
  );
  gate.resolve(undefined);
  await Promise.all([submitting, saving]);
  system.proxy.rule = null;
}

/**
 * A submit arrives while a save of its session has taken the session and not yet committed. It must wait
 * for the save, and its receipt must count what that stored.
 */
export async function closeWhileSaving(system: FaultSystem, name: string): Promise<void> {
  const candidate = await system.sitting(name);
  candidate.answer(12);
  expect(await candidate.save()).toBe('done');
  const { sitting, path } = candidate;
  const holder = await secondConnection(system.database.url);
  await holder.query('BEGIN');
  await holder.query('SELECT 1 FROM responses WHERE session_id = $1 FOR UPDATE', [sitting?.id]);

  candidate.answer(6);
  const saving = candidate.save();
  await untilWaiting(system.database.url, 'attest saves');
  const submitting = candidate.ask('POST', `${path}/submit`, { epoch: sitting?.epoch });
  await untilWaiting(system.database.url, 'attest');
  await holder.query('COMMIT');
  await Promise.all([saving, submitting]);
}

async function savesWaiting(system: FaultSystem): Promise<number> {
  const rows = await system.rows(
    `SELECT 1 FROM pg_stat_activity WHERE application_name = 'attest saves' AND wait_event_type = 'Lock'`,
  );
  return rows.length;
}
