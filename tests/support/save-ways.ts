import { expect } from 'vitest';
import { respondTo } from './answers.ts';
import type { Attest } from './app.ts';
import type { Person } from './given.ts';

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

interface SavedSession {
  readonly id: string;
}

/** Saves that go one way: those of plain form, of which that is checked, and any others. */
export function savesBy(attest: Attest, way: SaveWay) {
  const saveAnyhow = (person: Person, { id }: SavedSession, epoch: number, ...responses: unknown[]) =>
    attest.as(person).put(`/exam-sessions/${id}/responses`, { epoch, responses }, { headers: way.headers });
  const save: typeof saveAnyhow = (...given) => goingBy(attest, way, () => saveAnyhow(...given));
  return { saveAnyhow, save };
}

/** What a save would have changed; as `unchanged` where it changed nothing. */
export function changedIn(attest: Attest, { id }: SavedSession) {
  return attest.rows(
    `SELECT s.last_saved_at, r.item_no FROM exam_sessions s LEFT JOIN responses r USING (session_id)
     WHERE session_id = $1`,
    [id],
  );
}

export const unchanged = [{ last_saved_at: null, item_no: null }];
