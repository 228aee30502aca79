import { expect } from 'vitest';
import { respondTo } from './answers.ts';
import type { Attest } from './app.ts';

/** The two ways of a save through a process: past the framework, or through all its layers. */
export const saveWays = [
  { way: 'the short way', isShort: true, headers: {} },
  {
    way: 'the long way',
    isShort: false,
    headers: { 'content-type': 'application/json; charset=utf-8' },
  },
] as const;

export type SaveWay = (typeof saveWays)[number];

/** A process takes the short way only after a first save with success. */
export async function openShortWay(attest: Attest): Promise<void> {
  const { candidate, session } = await attest.given.openSession();
  const save = { epoch: 1, responses: [respondTo(session.form.items[0])] };
  const reply = await attest.as(candidate).put(`/exam-sessions/${session.id}/responses`, save);
  expect(reply.status).toBe(200);
}

/** How many saves the process has answered on the short way. */
export async function shortSaves({ stranger }: Pick<Attest, 'stranger'>): Promise<number> {
  const { text } = await stranger.get('//metrics');
  return Number(/^attest_short_saves_total (\d+)$/m.exec(text)?.[1]);
}

/** The reply to a save of plain form, which by then is known to have gone this way. */
export async function goingBy<Answer>(
  attest: Attest,
  { isShort }: SaveWay,
  save: () => Promise<Answer>,
): Promise<Answer> {
  const before = await shortSaves(attest);
  const reply = await save();
  expect((await shortSaves(attest)) - before).toBe(isShort ? 1 : 0);
  return reply;
}
