import { RunningSession } from '@attest/contracts';
import { estimateFrom, observeClock, remainingMs, serverNow } from '@attest/exam-engine/player';
import { expect, it } from 'vitest';
import { useSystem } from './support/system.ts';

/** Loaded before the program: its clock is five minutes off, and jumps by a day every now and then. */
const skewed = (minutes: number) => {
  const source = `
    const Real = Date;
    const started = Real.now();
    const shift = () => ${String(minutes * 60_000)} + (Math.floor((Real.now() - started) / 3000) % 2) * 86400000;
    globalThis.Date = class Date extends Real {
      constructor(...args) { if (args.length === 0) super(Real.now() + shift()); else super(...args); }
      static now() { return Real.now() + shift(); }
    };`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(source)}` };
};

const system = useSystem({ apis: 2, environment: (api) => skewed(api === 0 ? 5 : -5) });

it('F8: clocks of the API hosts that are wrong and jump move no deadline and change no verdict', async () => {
  const exam = await system().exam({ durationSeconds: 600, graceSeconds: 120 });
  const candidates = await system().manySitting(4, exam);
  for (const candidate of candidates) candidate.answer(2);

  const saved = await Promise.all(candidates.map((candidate) => candidate.save()));
  await system().moveClock(600 + 25);
  const inGrace = await Promise.all(
    candidates.map((candidate) => {
      candidate.answer(1);
      return candidate.persistently(() => candidate.save());
    }),
  );
  await system().moveClock(600 + 130);
  const late = await Promise.all(
    candidates.map((candidate) => {
      candidate.answer(1);
      return candidate.persistently(() => candidate.save());
    }),
  );
  await system().resetClock();

  expect(saved).toEqual(candidates.map(() => 'done'));
  expect(inGrace).toEqual(candidates.map(() => 'done'));
  expect(late).toEqual(candidates.map(() => 'response-after-deadline'));
  expect(
    await system().rows(`SELECT DISTINCT deadline - started_at AS time FROM exam_sessions`),
  ).toMatchObject([{ time: { minutes: 10 } }]);
  expect(await system().faults()).toEqual([]);
});

const day = 86_400_000;

/** What a browser reads as its own time. */
const deviceClocks: { clock: string; read: (turn: number) => number }[] = [
  { clock: 'a day slow', read: () => Date.now() - day },
  { clock: 'a day fast', read: () => Date.now() + day },
  { clock: 'jumping', read: (turn) => Date.now() + (turn % 2 === 0 ? day : -day) },
  { clock: 'frozen', read: () => Date.UTC(2026, 0, 1) },
];

it.each(deviceClocks)(
  'F8: a browser whose clock is $clock shows the time left by the database, and its saves count',
  async ({ clock, read }) => {
    const candidate = await system().sitting(`dreamer-${clock.replaceAll(' ', '-')}`);
    const id = candidate.sitting?.id;
    const { deadline } = candidate.sitting ?? { deadline: null };
    // As after a reload: until the first reply only its own clock tells it the time.
    let estimate = estimateFrom({ serverMs: Date.now(), deviceMs: read(0) }, performance.now(), read(1));

    for (const turn of [1, 2, 3]) {
      const sentAtMs = performance.now();
      const date = new Date(read(turn)).toUTCString();
      const reply = await candidate.ask('POST', `${candidate.path}/resume`, {}, { date });
      const resumed = reply.read(RunningSession);
      const { serverTime } = resumed;
      estimate = observeClock(estimate, { sentAtMs, receivedAtMs: performance.now(), serverTime });
      const [left] = await system().rows<{ ms: number }>(
        `SELECT (extract(epoch FROM deadline - attest_now()) * 1000)::float AS ms
         FROM exam_sessions WHERE session_id = $1`,
        [id],
      );
      const shown = remainingMs(resumed.deadline, serverNow(estimate, performance.now())) ?? 0;

      expect(resumed.deadline).toBe(deadline);
      expect(Math.abs(shown - (left?.ms ?? 0))).toBeLessThan(5_000);
      await candidate.resume();
      candidate.answer(2);
      expect(await candidate.save()).toBe('done');
    }
    expect(await system().faults()).toEqual([]);
  },
);
