import { ExamSessionId } from '@attest/contracts';
import { onTestFinished } from 'vitest';
import { ScoreSession } from '../../apps/api/src/modules/scoring/score-session.ts';
import { startProcess } from './attest-process.ts';

/** The product's own second computation of outcomes, in a process of its own; for invariant I6. */
export async function recomputing(databaseUrl: string): Promise<(sessionId: string) => Promise<string>> {
  const { app, close } = await startProcess(databaseUrl);
  onTestFinished(close);
  const scoring = app.get(ScoreSession, { strict: false });
  return (sessionId) => scoring.recompute(ExamSessionId.parse(sessionId));
}
