import { launchBrowser, contextOptions } from '../support/browser.ts';
import type { BenchDatabase } from './database-of-bench.ts';
import { latencyOf, type Latency } from './phases.ts';
import { sittingOf, type Population } from './population.ts';
import type { Server } from './processes.ts';
import { pause } from './rounds.ts';
import { openLoop, SavingPeople } from './saving.ts';

/** What the board of a proctor costs the computer that shows it. */
export interface Watching {
  readonly sessions: number;
  readonly seconds: number;
  /** Of one core, by the process of the page: scripts, layout, painting, all its threads. */
  readonly shareOfCore: number;
  readonly saves: Latency;
}

const savesPerMinute = 4;
const settlingMs = 10_000;

/** A page with so many sessions of one exam, while their candidates save at their usual pace. */
export async function watchBoardPage(
  server: Server,
  database: BenchDatabase,
  population: Population,
  { sessions, seconds }: { sessions: number; seconds: number },
): Promise<Watching> {
  const watched = population.sittings.slice(0, sessions);
  await leaveOnly(
    database,
    watched.map(({ sessionId }) => sessionId),
  );
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext(contextOptions(`http://localhost:${String(server.port)}`));
    const { cookie } = sittingOf(1);
    await context.addCookies([
      { name: 'attest', value: cookie, url: `http://localhost:${String(server.port)}` },
    ]);
    const page = await context.newPage();
    await page.goto('/monitor');
    await page.getByRole('table').getByRole('row').nth(Math.min(sessions, 20)).waitFor({ timeout: 60_000 });
    const devTools = await context.newCDPSession(page);
    await devTools.send('Performance.enable');
    const processorSeconds = async () => {
      const { metrics } = await devTools.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'ProcessTime')?.value ?? Number.NaN;
    };
    const people = new SavingPeople({ ...population, sittings: watched }, server.port);
    const perSecond = (sessions * savesPerMinute) / 60;
    const saving = openLoop(people, server.port, { perSecond, seconds: seconds + settlingMs / 1000 });
    await pause(settlingMs);
    const [before, sinceMs] = [await processorSeconds(), performance.now()];
    await pause(seconds * 1000);
    const share = (await processorSeconds()) - before;
    const elapsed = (performance.now() - sinceMs) / 1000;
    const { latencies, errors } = await saving;
    return {
      sessions,
      seconds: elapsed,
      shareOfCore: share / elapsed,
      saves: latencyOf('saves beside the page of a proctor', perSecond, latencies, errors),
    };
  } finally {
    await browser.close();
    await database.rows(`UPDATE exam_sessions SET mode = 'exam'`);
  }
}

/** Study is nobody's to watch. */
async function leaveOnly(database: BenchDatabase, sessionIds: readonly string[]): Promise<void> {
  await database.rows(`UPDATE exam_sessions SET mode = 'study' WHERE session_id <> ALL($1::uuid[])`, [
    sessionIds,
  ]);
  await database.rows(
    `INSERT INTO account_roles (account_id, role)
     SELECT candidate_id, 'proctor' FROM exam_sessions WHERE session_id = $1 ON CONFLICT DO NOTHING`,
    [sessionIds[0]],
  );
}
