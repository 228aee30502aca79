import { expect, inject, it, onTestFinished } from 'vitest';
import { Chance } from './support/chance.ts';
import { LossyProxy, type RequestFate } from './support/lossy-proxy.ts';
import { useSystem } from './support/system.ts';

const system = useSystem();

const fates: readonly RequestFate[] = [
  'pass',
  'pass',
  'twice',
  'again',
  'late',
  'lose-reply',
  'lose-request',
];

it('F6: of saves that arrive twice, late and in disorder the highest revision stays', async () => {
  const chance = new Chance(`${String(inject('faultSeed'))} disorder`);
  const proxies = await Promise.all(system().addresses.map((address) => LossyProxy.before(address)));
  onTestFinished(async () => {
    await Promise.all(proxies.map((proxy) => proxy.close()));
  });
  const addresses = proxies.map(({ url }) => url);
  const candidates = await system().manySitting(6, undefined, { addresses });
  for (const proxy of proxies) proxy.rule = () => chance.pick(fates);

  await Promise.all(
    candidates.map(async (candidate) => {
      for (let turn = 0; turn < 40; turn += 1) {
        candidate.answer(candidate.chance.whole(1, 3));
        await candidate.save();
      }
      await candidate.persistently(() => candidate.save());
    }),
  );
  await Promise.all(proxies.map((proxy) => proxy.drained()));

  for (const candidate of candidates) {
    const stored = await system().rows(
      `SELECT revision FROM responses WHERE session_id = $1 ORDER BY revision`,
      [candidate.sitting?.id],
    );
    const sent = [...candidate.revisions.values()].toSorted((a, b) => a - b);
    expect(stored.map(({ revision }) => revision)).toEqual(sent);
  }
  expect(await system().faults()).toEqual([]);
});
