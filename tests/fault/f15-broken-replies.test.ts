import { expect, it, onTestFinished } from 'vitest';
import type { Fate } from './support/candidate-parts.ts';
import type { ScriptedCandidate } from './support/scripted-candidate.ts';
import { useSystem } from './support/system.ts';
import { TcpProxy } from './support/tcp-proxy.ts';

const system = useSystem();

/** How much of a reply has arrived when its connection breaks; `npm run fault` breaks it in many more places. */
const places =
  process.env['ATTEST_FAULT'] === 'long'
    ? Array.from({ length: 45 }, (_, at) => at / 50)
    : [0, 0.02, 0.3, 0.6, 0.9];

const cable = async () => {
  const proxy = await TcpProxy.before(Number(new URL(system().addresses[0] ?? '').port));
  onTestFinished(() => proxy.close());
  return proxy;
};

const acts = [
  { name: 'start', before: [], act: (candidate: ScriptedCandidate) => candidate.start() },
  { name: 'save', before: ['start', 'answer'], act: (candidate: ScriptedCandidate) => candidate.save() },
  {
    name: 'submit',
    before: ['start', 'answer'],
    act: (candidate: ScriptedCandidate) => candidate.submit(),
  },
] as const;

/** A candidate of one act alone, on a cable of their own. */
const onCable = async (
  name: string,
  proxy: TcpProxy,
  before: readonly ('start' | 'answer')[],
): Promise<ScriptedCandidate> => {
  const candidate = await system().candidate(name, { addresses: [proxy.url] });
  expect(await candidate.persistently(() => candidate.book())).toBe('done');
  if (before.includes('start')) await candidate.persistently(() => candidate.start());
  if (before.includes('answer')) candidate.answer(4);
  return candidate;
};

it.each(acts)(
  'F15: wherever the reply to a $name breaks on its way, the next try succeeds and nothing is doubled',
  async ({ name, before, act }) => {
    const proxy = await cable();
    const measured = await onCable(`whole-${name}`, proxy, before);
    proxy.saidBytes = 0;
    expect(await act(measured)).toBe('done');
    const length = proxy.saidBytes;
    const fates: [Fate, Fate][] = [];
    const ids: (string | undefined)[] = [];

    for (const place of places) {
      const candidate = await onCable(`${name}-${String(place)}`, proxy, before);
      ids.push(candidate.sitting?.id);
      proxy.saidBytes = 0;
      proxy.breaksAtByte = Math.floor(length * place);
      fates.push([await act(candidate), await act(candidate)]);
    }

    expect(fates).toEqual(places.map(() => ['lost', 'done']));
    const sessions = await system().rows(
      `SELECT DISTINCT epoch, closing,
         (SELECT count(*)::int FROM session_events e WHERE e.session_id = s.session_id AND kind = 'started') AS starts
       FROM exam_sessions s WHERE session_id = ANY($1)`,
      [ids],
    );
    expect(sessions).toEqual([{ epoch: 1, closing: name === 'submit' ? 1 : 0, starts: 1 }]);
    expect(await system().faults()).toEqual([]);
  },
);
