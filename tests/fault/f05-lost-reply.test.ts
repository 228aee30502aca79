import { expect, it, onTestFinished } from 'vitest';
import { LossyProxy, type RequestFate } from './support/lossy-proxy.ts';
import { useSystem } from './support/system.ts';
import { oneWay } from '../support/one-way.ts';

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

it.each(['lose-reply', 'tear-reply', 'lose-request'] as const)(
  'F5: when the first try to leave a section meets “%s”, the retry opens the same one, once, with its answers',
  async (fate) => {
    const proxy = await LossyProxy.before(system().addresses[0] ?? '');
    onTestFinished(() => proxy.close());
    const exam = await system().exam(oneWay);
    const candidate = await system().sitting(`section-${fate}`, exam, { addresses: [proxy.url] });
    const id = candidate.sitting?.id;
    candidate.answer(5);
    proxy.rule = firstTime(fate);

    const opened = [await candidate.openSection(), await candidate.openSection()];
    candidate.answer(7);
    const submitted = [await candidate.submit(), await candidate.submit()];

    expect([opened, submitted]).toEqual([
      ['lost', 'done'],
      ['lost', 'done'],
    ]);
    const counts = await system().rows(
      `SELECT open_section AS section, (SELECT count(*)::int FROM responses r WHERE r.session_id = s.session_id) AS stored,
         (SELECT count(*)::int FROM session_events e WHERE e.session_id = s.session_id AND kind = 'section-opened') AS openings
       FROM exam_sessions s WHERE session_id = $1`,
      [id],
    );
    expect(counts).toEqual([{ section: 1, stored: 12, openings: 1 }]);
    expect(await system().faults()).toEqual([]);
  },
);

it('F6: a request to leave a section that arrives twice opens one section', async () => {
  const proxy = await LossyProxy.before(system().addresses[0] ?? '');
  onTestFinished(() => proxy.close());
  const candidate = await system().sitting('section-twice', await system().exam(oneWay), {
    addresses: [proxy.url],
  });
  candidate.answer(5);
  proxy.rule = () => 'twice';

  expect(await candidate.openSection()).toBe('done');
  proxy.rule = () => 'pass';
  candidate.answer(7);
  expect(await candidate.persistently(() => candidate.submit())).toBe('done');
  expect(await system().faults()).toEqual([]);
});

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
