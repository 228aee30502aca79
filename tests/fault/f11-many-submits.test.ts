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
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
  expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
  expect(await system().faults()).toEqual([]);
});
