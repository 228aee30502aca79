import { setTimeout as pause } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { closeWhileSaving, saveWhileClosing } from './support/close-races.ts';
import type { ScriptedCandidate } from './support/scripted-candidate.ts';
import { useSystem } from './support/system.ts';
import { untilTrue } from './support/until.ts';

const system = useSystem();

const untilClosed = (candidates: readonly ScriptedCandidate[], ids: readonly (string | undefined)[]) =>
  untilTrue(`the sessions of ${String(candidates.length)} candidates are closed`, 20_000, async () => {
    const open = await system().rows(
      `SELECT 1 FROM exam_sessions WHERE session_id = ANY($1) AND status IN ('active', 'paused')`,
      [ids],
    );
    return open.length === 0;
  });

it('F10: sweep, submit and save that race at the last instant close each session once, as its receipt says', async () => {
  // The clock of the product stays real here: the last instant is two seconds away.
  const exam = await system().exam({ durationSeconds: 3, graceSeconds: 1 });
  const candidates = await system().manySitting(24, exam);
  const ids = candidates.map(({ sitting }) => sitting?.id);

  await Promise.all(
    candidates.map(async (candidate) => {
      const { chance, sitting } = candidate;
      candidate.answer(3);
      await candidate.save();
      const end = Date.parse(sitting?.deadline ?? '') + 1_000;
      const acts = chance.shuffled([
        () => candidate.save(),
        () => candidate.submit(),
        () => candidate.save(),
      ]);
      const sending = acts.map(async (act) => {
        // Half a second to either side of the end, beside the sweeps of two processes.
        await pause(Math.max(0, end - Date.now() + chance.whole(-500, 500)));
        if (candidate.sitting === null) return;
        candidate.answer(1);
        await act();
      });
      await Promise.all(sending);
    }),
  );
  await untilClosed(candidates, ids);

  const closings = await system().rows(
    `SELECT DISTINCT closing FROM exam_sessions WHERE session_id = ANY($1)`,
    [ids],
  );
  expect(closings).toEqual([{ closing: 1 }]);
  expect(await system().faults()).toEqual([]);
});

it('F10: a candidate who was offline at the end gets the receipt of what was saved, and keeps the rest', async () => {
  onTestFinished(() => system().resetClock());
  const exam = await system().exam({ durationSeconds: 600, graceSeconds: 30 });
  const offline = await system().sitting('offline', exam);
  offline.answer(4);
  await offline.save();
  const id = offline.sitting?.id;
  offline.answer(5);
  const kept = offline.unsentCount;
  await system().moveClock(700);
  await untilClosed([offline], [id]);

  const late = await offline.persistently(() => offline.save());
  const receipt = await offline.persistently(() => offline.submit());

  expect([late, receipt]).toEqual(['response-after-deadline', 'done']);
  expect(offline.unsentCount).toBe(kept);
  expect(
    await system().rows(
      `SELECT (body::jsonb->>'closedBy') AS by, (body::jsonb->>'closedAt')::timestamptz = s.deadline AS "atDeadline"
       FROM receipts r JOIN exam_sessions s USING (session_id) WHERE session_id = $1`,
      [id],
    ),
  ).toEqual([{ by: 'deadline', atDeadline: true }]);
  expect(await system().faults()).toEqual([]);
});

it('F10: a save that comes while a submit is committing is refused or counted, never stored beside it', async () => {
  await saveWhileClosing(system(), 'save-late');

  expect(await system().faults()).toEqual([]);
});

it('F10: a submit that comes while a save is committing counts what that stores', async () => {
  await closeWhileSaving(system(), 'save-early');

  expect(await system().faults()).toEqual([]);
});
