import { ExamSession, RunningSession } from '@attest/contracts';
import { expect, it } from 'vitest';
import { useSystem } from './support/system.ts';
import type { WireReply } from './support/wire.ts';

const system = useSystem();

/** All at once over all processes; those that the database kept waiting too long come again, as told. */
const fifty = (ask: (address: string) => Promise<WireReply>) => {
  const persistently = async (address: string): Promise<WireReply> => {
    const reply = await ask(address);
    return reply.status === 503 ? persistently(address) : reply;
  };
  return Promise.all(Array.from({ length: 25 }, () => system().addresses.map(persistently)).flat());
};

it('F12: fifty bookings and fifty starts at once over two processes give one form and one deadline', async () => {
  const candidate = await system().candidate('eager');

  const booked = await fifty((address) =>
    candidate.askAt(address, 'POST', '/exam-sessions', { examId: 'caisa-sampler', mode: 'exam' }),
  );
  const [id = '', ...others] = new Set(booked.map((reply) => reply.read(ExamSession).id));
  const started = await fifty((address) => candidate.askAt(address, 'POST', `/exam-sessions/${id}/start`));

  const running = started.map((reply) => reply.read(RunningSession));
  expect(others).toEqual([]);
  expect(new Set(running.map(({ deadline }) => deadline)).size).toBe(1);
  expect(new Set(running.map(({ form }) => JSON.stringify(form))).size).toBe(1);
  expect(new Set(running.map(({ epoch }) => epoch))).toEqual(new Set([1]));
  expect(await system().faults()).toEqual([]);
});
