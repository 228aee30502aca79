import type { Fate } from './candidate-parts.ts';
import type { ScriptedCandidate } from './scripted-candidate.ts';

export interface Pace {
  /** Milliseconds between two requests. */
  readonly thinkMs: readonly [least: number, most: number];
  /** Items answered between two saves. */
  readonly items: readonly [least: number, most: number];
  /** Share of the turns in which the session is handed in and the next one booked. */
  readonly submits?: number;
  /** Share of the turns in which the candidate takes the session over again, as after a reload. */
  readonly resumes?: number;
  readonly exams?: readonly string[];
}

/** Sits exams, one after the other, until told to stop; the last one stays open. */
export async function sit(
  candidate: ScriptedCandidate,
  { thinkMs, items, submits = 0, resumes = 0.01, exams = ['caisa-sampler'] }: Pace,
  isOver: () => boolean,
): Promise<void> {
  const { chance } = candidate;
  const goesOn = () => !isOver();
  while (goesOn()) {
    if (candidate.sitting === null) await begin(candidate, chance.pick(exams), goesOn);
    if (candidate.sitting === null) continue;
    const [least, most] = items;
    candidate.answer(chance.whole(least, most), chance.happens(0.1) ? { flagged: true } : undefined);
    const fate = await turn(candidate, { submits, resumes });
    // Also as after a reload: whoever heard nothing looks what is stored.
    if (fate === 'session-continued-elsewhere' || (fate === 'lost' && chance.happens(0.5)))
      await candidate.persistently(() => candidate.resume(), goesOn);
    if (fate === 'response-after-deadline' || fate === 'session-not-active') candidate.sitting = null;
    const [shortest, longest] = thinkMs;
    await new Promise((resolve) => setTimeout(resolve, chance.whole(shortest, longest)));
  }
}

async function begin(candidate: ScriptedCandidate, exam: string, goesOn: () => boolean): Promise<void> {
  if ((await candidate.persistently(() => candidate.book(exam), goesOn)) !== 'done') return;
  const fate = await candidate.persistently(() => candidate.start(), goesOn);
  if (fate === 'session-continued-elsewhere') await candidate.persistently(() => candidate.resume(), goesOn);
  else if (fate !== 'done') candidate.sitting = null;
}

function turn(
  candidate: ScriptedCandidate,
  { submits, resumes }: { readonly submits: number; readonly resumes: number },
): Promise<Fate> {
  const { chance } = candidate;
  if (chance.happens(submits)) return candidate.submit();
  if (chance.happens(resumes)) return candidate.resume();
  return candidate.save();
}
