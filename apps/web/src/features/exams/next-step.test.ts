import type { Exam, ExamSession } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { nextStep } from './next-step.ts';

const session = (id: string, rest: Partial<ExamSession>): ExamSession => ({
  id,
  exam: { id: 'e', slug: 'caisa-sampler', title: 'CAISA sampler', certification: 'CAISA' },
  mode: 'exam',
  status: 'released',
  attempt: 1,
  itemCount: 12,
  answeredCount: 0,
  durationSeconds: 1200,
  bookedAt: '2026-11-22T09:00:00.000Z',
  startedAt: null,
  deadline: null,
  closedAt: null,
  lastSavedAt: null,
  pause: null,
  breakSecondsLeft: 0,
  accommodation: null,
  opensAt: null,
  latestStartAt: null,
  endsBy: null,
  serverTime: '2026-11-22T10:00:00.000Z',
  isOutcomeReady: false,
  lateAnswers: null,
  ...rest,
});
const exam = (slug: string, durationSeconds: number): Exam => ({
  id: slug,
  slug,
  certification: 'CAISA',
  title: slug,
  summary: '',
  itemCount: 12,
  pretestCount: 0,
  durationSeconds,
  modes: ['exam'],
  mayGoBack: true,
  tools: { calculator: false, highlights: true, notes: true, ruleOut: true },
  sections: [],
  release: 'at-once',
  reveal: 'all',
  warningsAtSeconds: [],
  opensAt: null,
  latestStartAt: null,
  closesAt: null,
  domains: [],
});
const running = session('running', { status: 'active', deadline: '2026-11-22T10:05:00.000Z' });
const booked = session('booked', { status: 'ready' });
const scored = session('scored', { isOutcomeReady: true });

describe('the next step on the home page', () => {
  it('continues a paused exam, wherever its deadline was when the clock stopped', () => {
    const paused = session('paused', { status: 'paused', deadline: '2026-11-22T09:55:00.000Z' });

    expect(nextStep([scored, booked, paused], [])).toEqual({ kind: 'continue', session: paused });
  });

  it('continues a running exam before anything else', () => {
    expect(nextStep([scored, booked, running], [])).toEqual({ kind: 'continue', session: running });
  });

  it('does not offer to continue an exam whose time is over', () => {
    const over = session('over', { status: 'active', deadline: '2026-11-22T09:59:59.000Z' });
    expect(nextStep([over, booked], [])).toEqual({ kind: 'start', session: booked });
  });

  it('shows the newest outcome when nothing is open', () => {
    expect(nextStep([scored, session('older', { isOutcomeReady: true })], [])).toEqual({
      kind: 'outcome',
      session: scored,
    });
  });

  it('offers the shortest exam to a new candidate', () => {
    const sampler = exam('sampler', 1200);
    expect(nextStep([], [exam('full', 5400), sampler])).toEqual({ kind: 'begin', exam: sampler });
  });

  it('has nothing to offer without exams', () => {
    expect(nextStep([], [])).toEqual({ kind: 'nothing' });
  });
});
