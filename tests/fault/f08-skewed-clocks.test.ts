import { RunningSession } from '@attest/contracts';
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
  const exam = await system().exam({ durationSeconds: 600, graceSeconds: 30 });
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
  await system().moveClock(600 + 40);
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

it('F8: a browser whose clock is a day off, and says so, gets the deadline of the database', async () => {
  const candidate = await system().sitting('dreamer');
  const [running] = await system().rows<{ deadline: Date }>(
    'SELECT deadline FROM exam_sessions WHERE session_id = $1',
    [candidate.sitting?.id],
  );

  for (const days of [-1, 1]) {
    const date = new Date(Date.now() + days * 86_400_000).toUTCString();
    const reply = await candidate.ask('POST', `${candidate.path}/resume`, {}, { date });
    const { deadline, serverTime } = reply.read(RunningSession);
    expect(deadline).toBe(running?.deadline.toISOString());
    expect(Math.abs(Date.parse(serverTime) - Date.now())).toBeLessThan(60_000);
  }
});
