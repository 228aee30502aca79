import { expect, it } from 'vitest';
import { useSystem } from './support/system.ts';

const system = useSystem();

it('F11: fifty submits at once over two processes, saves among them, give one receipt', async () => {
  const candidate = await system().sitting('hasty');
  candidate.answer(6);
  await candidate.save();
  const { path, sitting } = candidate;
  const body = { epoch: sitting?.epoch, responses: [] };

  const replies = await Promise.all(
    Array.from({ length: 25 }, () =>
      system().addresses.map((address) => {
        candidate.answer(1);
        void candidate.save();
        return candidate.askAt(address, 'POST', `${path}/submit`, body);
      }),
    ).flat(),
  );
  // All of them wait for one row: on a slow machine the last ones are told to come again.
  expect(replies.filter(({ status }) => status !== 200 && status !== 503)).toEqual([]);
  const receipts = replies.filter(({ status }) => status === 200).map(({ text }) => text);
  expect(receipts.length).toBeGreaterThan(1);
  expect(new Set(receipts).size).toBe(1);
  expect(await system().faults()).toEqual([]);
});
