import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, inject, it, onTestFinished } from 'vitest';
import { Program } from '../support/program.ts';
import { signIn } from './support/people.ts';
import { bundlePrograms, root } from './support/program-bundle.ts';
import type { Fate } from './support/candidate-parts.ts';
import type { ScriptedCandidate } from './support/scripted-candidate.ts';
import { useSystem } from './support/system.ts';
import { ReplyLost } from './support/wire.ts';

const system = useSystem({ apis: 2 });

const everyMs = 250;

/** Lets each save at fixed instants while `act` runs; a save that must wait for the one before counts the wait. */
const savesDuring = async (candidates: readonly ScriptedCandidate[], act: () => Promise<unknown>) => {
  const fates = new Set<Fate>();
  const times: number[] = [];
  const over = new AbortController();
  const saving = candidates.map(async (candidate) => {
    let due = performance.now() + candidate.chance.whole(0, everyMs);
    while (!over.signal.aborted) {
      await pause(Math.max(0, due - performance.now()));
      candidate.answer(2);
      fates.add(await candidate.save());
      times.push(performance.now() - due);
      due += everyMs;
    }
  });
  try {
    await act();
  } finally {
    over.abort();
    await Promise.all(saving);
  }
  const sorted = times.toSorted((a, b) => a - b);
  return { fates: [...fates], count: times.length, p99Ms: sorted[Math.floor(times.length * 0.99)] ?? 0 };
};

/** Somebody with the role who reads the board of all sessions until told to stop. @returns the replies' statuses */
const watch = async (over: AbortSignal): Promise<(number | null)[]> => {
  const { accountId, cookies } = await signIn(system().database.url, 'proctor');
  await system().rows(`UPDATE account_roles SET role = 'proctor' WHERE account_id = $1`, [accountId]);
  const proctor = await system().candidate('proctor', { cookie: cookies[0] ?? '' });
  const statuses: (number | null)[] = [];
  while (!over.aborted) {
    statuses.push(await statusOf(proctor.ask('GET', '/sessions-monitor')));
    await pause(500);
  }
  return statuses;
};

/** Null where nobody answered before the caller gave up, as on a machine with far too much to do. */
const statusOf = async (reply: Promise<{ readonly status: number }>): Promise<number | null> => {
  try {
    return (await reply).status;
  } catch (error) {
    if (error instanceof ReplyLost) return null;
    throw error;
  }
};

/** Everybody registers, signs in and looks at the exams at once. @returns the replies' statuses */
const storm = async (): Promise<(number | null)[]> => {
  const stranger = await system().candidate('stranger', { cookie: 'none' });
  const person = (at: number) => ({
    email: `storm-${String(at)}@example.org`,
    displayName: `Storm ${String(at)}`,
    password: 'plum harbour 47 lantern',
  });
  const replies = await Promise.all(
    Array.from({ length: 120 }, async (_, at) => {
      const { email, password } = person(at % 60);
      return [
        await statusOf(stranger.ask('POST', '/accounts', person(at))),
        await statusOf(stranger.ask('POST', '/sign-in', { email, password })),
        await statusOf(stranger.ask('GET', '/exams?limit=100')),
      ];
    }),
  );
  return replies.flat();
};

/** A command line tool of the product on the database of the exam. @returns its exit code */
const tool = async (programs: string, name: string, args: readonly string[]): Promise<number | null> => {
  const program = new Program(process.execPath, [join(programs, `${name}.js`), ...args], {
    cwd: programs,
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: system().database.url,
      QUESTION_BANK_DIRECTORY: join(root, 'question-bank'),
      LOG_LEVEL: 'warn',
    },
  });
  onTestFinished(() => program.kill());
  return program.ended();
};

it('F19: a storm of sign-ins, an import, a backup and a watched board beside an exam fail no save', async () => {
  const directory = mkdtempSync(join(inject('faultDirectory'), 'tools-'));
  const programs = await bundlePrograms(join(directory, 'build'), ['admin', 'bank']);
  const candidates = await system().manySitting(16);
  const over = new AbortController();

  const quiet = await savesDuring(candidates, () => pause(8_000));
  const watching = watch(over.signal);
  let exitCodes: (number | null)[] = [];
  let statuses: (number | null)[] = [];
  const stormy = await savesDuring(candidates, async () => {
    [statuses, ...exitCodes] = await Promise.all([
      storm(),
      tool(programs, 'bank', []),
      tool(programs, 'admin', ['backup', join(directory, 'backup')]),
    ]);
  });
  over.abort();
  const boards = await watching;

  // Told, not judged: on a machine that does all of this at once the ratio says as much of the machine.
  const ratio = (stormy.p99Ms / quiet.p99Ms).toFixed(1);
  process.stdout.write(
    `F19: p99 of ${String(quiet.count)} saves ${quiet.p99Ms.toFixed(0)} ms, of ${String(stormy.count)} in the storm ` +
      `${stormy.p99Ms.toFixed(0)} ms: ${ratio} times.\n`,
  );
  expect([quiet.fates, stormy.fates]).toEqual([['done'], ['done']]);
  expect(exitCodes).toEqual([0, 0]);
  // Turned away, too: reports go first.
  expect(boards.filter((status) => status !== 200 && status !== 503 && status !== null)).toEqual([]);
  expect(boards).toContain(200);
  // Refused where too many ask at once or before they are registered; never broken.
  const fine = new Set([200, 201, 401, 409, 429, 503, null]);
  expect(statuses.filter((status) => !fine.has(status))).toEqual([]);
  expect(await system().faults()).toEqual([]);
});
