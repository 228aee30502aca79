import { expect } from 'vitest';
import { respondTo } from '../support/answers.ts';
import type { Attest } from '../support/app.ts';
import type { Person } from '../support/given.ts';

const names = ['Ada Byron', 'Bola Adeyemi', 'Chen Wei', 'Dana Novak', 'Eirik Solheim', 'Farah Qureshi'];

export interface LiveExam {
  readonly exam: string;
  readonly instructor: Person;
  /** Of the candidate who works and has been told something. */
  readonly sessionId: string;
  readonly candidate: Person;
}

/** An exam under way, with somebody in each state that a proctor meets. */
export async function liveExam({ given }: Attest): Promise<LiveExam> {
  const instructor = await given.instructor({ displayName: 'Robin Meyer' });
  const exam = await given.exam({ durationSeconds: 4_500 });
  // One after another: password hashes are slow on purpose.
  const people: Person[] = [];
  for (const displayName of names) people.push(await given.candidate({ displayName }));
  const [working, unsent, paused, finished, proposed, waiting] = people;
  const sit = async (candidate: Person | undefined) => {
    if (candidate === undefined) throw new Error('there are six names');
    const { session } = await given.openSession({ candidate, exam });
    return { candidate, session, path: `/exam-sessions/${session.id}` };
  };
  const act = (sessionId: string, action: object) =>
    instructor.client.post(`/sessions-monitor/${sessionId}/actions`, action);

  const main = await sit(working);
  const noticed = { epoch: 1, observations: [] };
  await main.candidate.client.put(`${main.path}/responses`, {
    epoch: 1,
    responses: main.session.form.items.slice(0, 5).map((item) => respondTo(item)),
  });
  await act(main.session.id, { action: 'add-time', seconds: 600, reason: 'The fire alarm rang.' });
  await act(main.session.id, { action: 'note', text: 'Asked for a glass of water.' });

  const kept = await sit(unsent);
  await kept.candidate.client.post(`${kept.path}/observations`, {
    ...noticed,
    unsent: { count: 3, oldestMs: 130_000 },
    observations: [
      { kind: 'focus-lost', msAgo: 90_000 },
      { kind: 'focus-back', msAgo: 60_000 },
    ],
  });
  const stopped = await sit(paused);
  await act(stopped.session.id, { action: 'pause', reason: 'The screen went dark.' });
  const over = await sit(finished);
  await over.candidate.client.post(`${over.path}/submit`, { epoch: 1 });
  const doubted = await sit(proposed);
  const overruling = await given.administrator({ displayName: 'Sam Oduya' });
  await overruling.client.post(`/sessions-monitor/${doubted.session.id}/actions`, {
    action: 'void',
    reason: 'Somebody else sat at the desk.',
  });
  if (waiting !== undefined) await given.bookedSession({ candidate: waiting, exam });

  await expect
    .poll(async () => (await instructor.client.get(`/sessions-monitor/${kept.session.id}`)).text)
    .toContain('"unsentCount":3');
  return { exam, instructor, sessionId: main.session.id, candidate: main.candidate };
}
