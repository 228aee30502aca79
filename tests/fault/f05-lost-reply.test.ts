import { expect, it, onTestFinished } from 'vitest';
import { LossyProxy, type RequestFate } from './support/lossy-proxy.ts';
import { useSystem } from './support/system.ts';

const system = useSystem();

it.each(['lose-reply', 'tear-reply', 'lose-request'] as const)(
  'F5: when the first try of every request meets “%s”, the retry succeeds and nothing is doubled',
  async (fate) => {
    const proxy = await LossyProxy.before(system().addresses[0] ?? '');
    onTestFinished(() => proxy.close());
    proxy.rule = firstTime(fate);
    const candidate = await system().candidate(`lost-${fate}`, { addresses: [proxy.url] });

    const booked = [await candidate.book(), await candidate.persistently(() => candidate.book())];
    const id = candidate.sitting?.id;
    const started = [await candidate.start(), await candidate.start()];
    candidate.answer(5);
    const saved = [await candidate.save(), await candidate.save()];
    candidate.answer(5);
    const submitted = [await candidate.submit(), await candidate.submit()];

    expect([booked, started, saved, submitted]).toEqual(Array.from({ length: 4 }, () => ['lost', 'done']));
    const counts = await system().rows(
      `SELECT (SELECT count(*)::int FROM bookings WHERE account_id = s.candidate_id) AS bookings, epoch, closing,
         (SELECT count(*)::int FROM session_events e WHERE e.session_id = s.session_id AND kind = 'started') AS starts
       FROM exam_sessions s WHERE session_id = $1`,
      [id],
    );
    expect(counts).toEqual([{ bookings: 1, epoch: 1, closing: 1, starts: 1 }]);
    expect(await system().faults()).toEqual([]);
  },
);

/** Each path by each method, once. */
function firstTime(fate: RequestFate): LossyProxy['rule'] {
  const met = new Set<string>();
  return ({ method, path }) => {
    const name = `${method} ${path}`;
    if (met.has(name)) return 'pass';
    met.add(name);
    return fate;
  };
}
