import { RunningSession } from '@attest/contracts';
import { expect, it } from 'vitest';
import { signIn } from './support/people.ts';
import { useSystem } from './support/system.ts';

const system = useSystem();

const twoDevices = async (name: string) => {
  const { cookies } = await signIn(system().database.url, name, 2);
  const [one = '', two = ''] = cookies;
  const first = await system().sitting(`${name}-1`, undefined, { cookie: one });
  const second = await system().candidate(`${name}-2`, { cookie: two });
  second.join(first.sitting?.id ?? '');
  return { first, second };
};

it('F7: of two devices that take a session from each other, one holds it, and the other keeps its text', async () => {
  const { first, second } = await twoDevices('rivals');

  for (let round = 0; round < 15; round += 1) {
    const resumed = await Promise.all([first.resume(), second.resume()]);
    expect(resumed).toEqual(['done', 'done']);
    const [holder, loser] =
      (first.sitting?.epoch ?? 0) > (second.sitting?.epoch ?? 0) ? [first, second] : [second, first];
    for (const device of [holder, loser]) device.answer(3);
    const kept = loser.unsentCount;

    const [refused, saved] = await Promise.all([loser.save(), holder.save()]);

    expect([saved, refused]).toEqual(['done', 'session-continued-elsewhere']);
    expect(loser.unsentCount).toBe(kept);
  }

  expect(await system().faults()).toEqual([]);
});

it('F7: of fifty resumes at once each that succeeds gets an epoch of its own', async () => {
  const { first, second } = await twoDevices('crowd');

  const replies = await Promise.all(
    Array.from({ length: 25 }, () =>
      [first, second].map((device) => device.ask('POST', `${device.path}/resume`, {})),
    ).flat(),
  );

  // All of them wait for one row: on a slow machine the last ones are told to come again.
  expect(replies.filter(({ status }) => status !== 200 && status !== 503)).toEqual([]);
  const epochs = replies
    .filter(({ status }) => status === 200)
    .map((reply) => reply.read(RunningSession).epoch);
  expect(epochs.length).toBeGreaterThan(1);
  expect(new Set(epochs).size).toBe(epochs.length);
});

it('F7: a tab that was overtaken cannot blank what its successor saved, whatever revision it sends', async () => {
  const { first, second } = await twoDevices('blank');
  await second.resume();
  second.answer(12);
  await second.save();
  const before = await system().rows('SELECT * FROM responses WHERE session_id = $1 ORDER BY item_no', [
    second.sitting?.id,
  ]);

  const blanks = (first.sitting?.items ?? []).map(({ id }) => ({ itemId: id, revision: 900, value: null }));
  const reply = await first.ask('PUT', `${first.path}/responses`, { epoch: 1, responses: blanks });

  expect(reply.status).toBe(409);
  const after = await system().rows('SELECT * FROM responses WHERE session_id = $1 ORDER BY item_no', [
    second.sitting?.id,
  ]);
  expect(after).toEqual(before);
  expect(before).toHaveLength(12);
  expect(await system().faults()).toEqual([]);
});
