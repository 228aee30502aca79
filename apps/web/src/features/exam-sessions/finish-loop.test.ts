import { CandidateForm, RecordResponses, SubmitSession } from '@attest/contracts';
import type { SavedResponse, SessionReceipt } from '@attest/contracts';
import type { ProblemId } from '@attest/contracts/problems';
import { createPlayer, reducePlayer, type PlayerState } from '@attest/exam-engine/player';
import { describe, expect, it } from 'vitest';
import { shallowRef } from 'vue';
import { ApiProblem } from '../../shared/api/problem.ts';
import { useAnswerQueue } from './answer-queue.ts';
import { finishSession, type Standing } from './finish-loop.ts';

/** The limit of the API's bodies. */
const mostBytes = 256 * 1024;

function problem(id: ProblemId, status: number, faults: readonly { path: string; message: string }[] = []) {
  return new ApiProblem({ type: `urn:attest:problem:${id}`, faults }, new Response(null, { status }));
}

/** A player with an answer, or a note of this length, on each of so many questions. */
function givenAnswers(count: number, noteLength = 0): PlayerState {
  const interaction = {
    responseVariable: 'RESPONSE',
    kind: 'choice',
    choices: ['a', 'b'].map((id) => ({ id, text: id })),
    minChoices: 0,
    maxChoices: 1,
  };
  const form = CandidateForm.parse({
    title: 'Long',
    certification: 'CAISA',
    mode: 'exam',
    mayGoBack: true,
    tools: { calculator: false, highlights: true, notes: true, ruleOut: true },
    sections: [],
    warningsAtSeconds: [],
    items: Array.from({ length: count }, (_, at) => ({
      id: `q${String(at + 1)}`,
      number: at + 1,
      stimulusId: null,
      body: [{ type: 'interaction', responseVariable: 'RESPONSE' }],
      interactions: [interaction],
    })),
    stimuli: [],
  });
  return form.items.reduce(
    (state, { id }) => {
      const asked = { itemId: id, responseVariable: 'RESPONSE' };
      const chosen = reducePlayer(state, { type: 'choose', optionId: 'a', ...asked });
      return reducePlayer(chosen, { type: 'note', id, text: '…'.repeat(noteLength) });
    },
    createPlayer(form, []),
  );
}

/** A server that keeps the contract, refuses some questions and remembers what it stored. */
function givenServer(refusal: { readonly questions?: readonly string[]; readonly namesThem?: boolean } = {}) {
  const stored = new Map<string, number>();
  const requests: string[] = [];

  function take(kind: 'save' | 'submit', responses: readonly SavedResponse[]): void {
    const body = { epoch: 1, responses };
    requests.push(`${kind} ${String(responses.length)}`);
    if (new TextEncoder().encode(JSON.stringify(body)).length > mostBytes)
      throw problem('body-too-large', 413);
    const contract = kind === 'save' ? RecordResponses : SubmitSession;
    if (!contract.safeParse(body).success) throw problem('request-malformed', 400);
    const bad = responses.find(({ itemId }) => refusal.questions?.includes(itemId));
    if (bad !== undefined) {
      const faults = refusal.namesThem === false ? [] : [{ path: bad.itemId, message: 'does not fit' }];
      throw problem('response-malformed', 422, faults);
    }
    for (const { itemId, revision } of responses) stored.set(itemId, revision);
  }
  return { stored, requests, take };
}

type Server = ReturnType<typeof givenServer>;

const receiptOf = ({ stored }: Server): SessionReceipt => ({
  sessionId: '018f0000-0000-7000-8000-000000000000',
  receiptNumber: 'R',
  closedBy: 'candidate',
  closedAt: '2026-11-22T10:00:00.000Z',
  itemCount: stored.size,
  answeredCount: stored.size,
  revisions: [...stored],
  digest: '',
});

interface Change {
  readonly submit?: () => void;
  readonly standing?: (isDoubted: boolean) => Standing;
}

function finish(server: Server, state: PlayerState, change: Change = {}) {
  const player = shallowRef<PlayerState | null>(state);
  const queue = useAnswerQueue(player);
  const waits: unknown[] = [];
  const submission = finishSession({
    queue,
    standing: (isDoubted) => Promise.resolve(change.standing?.(isDoubted) ?? 'open'),
    save: (carried) => {
      server.take('save', carried);
      queue.accept({ accepted: carried.map(({ itemId, revision }) => [itemId, revision]), superseded: [] });
      return Promise.resolve();
    },
    submit: async (carried) => {
      change.submit?.();
      await Promise.resolve();
      server.take('submit', carried);
      return receiptOf(server);
    },
    waitAfter: (error) => Promise.resolve(void waits.push(error)),
    isCancelled: () => waits.length > 5,
  });
  return { queue, waits, submission };
}

const throwing = (...errors: unknown[]) => ({
  submit: () => {
    if (errors.length > 0) throw errors.shift();
  },
});

describe('finishing with answers that wait', () => {
  it('carries a few with the end itself', async () => {
    const server = givenServer();

    expect(await finish(server, givenAnswers(3)).submission).toMatchObject({ kind: 'closed' });

    expect(server.requests).toEqual(['submit 3']);
  });

  it('stores all of 101, in requests the server takes', async () => {
    const server = givenServer();

    const { submission } = finish(server, givenAnswers(101));

    expect(await submission).toMatchObject({ kind: 'closed' });
    expect(server.requests).toEqual(['save 100', 'submit 1']);
    expect(server.stored.size).toBe(101);
  });

  it('stores all of a body that would be too large', async () => {
    const server = givenServer();

    const { submission } = finish(server, givenAnswers(40, 4000));

    expect(await submission).toMatchObject({ kind: 'closed' });
    expect(server.stored.size).toBe(40);
    expect(server.requests.length).toBeGreaterThan(1);
  });

  it.each([
    ['names', true],
    ['does not name', false],
  ])('sets aside the one answer a refusal %s, and stores every other', async (_, namesThem) => {
    const server = givenServer({ questions: ['q42'], namesThem });

    const { submission, queue } = finish(server, givenAnswers(101));

    expect(await submission).toMatchObject({ kind: 'closed' });
    expect(server.stored.size).toBe(100);
    expect(queue.refused.value).toMatchObject([
      { itemId: 'q42', value: { RESPONSE: { kind: 'choice', selected: ['a'] } } },
    ]);
    expect(server.requests.length).toBeLessThan(20);
  });

  it('gets the receipt also when every answer is refused', async () => {
    const server = givenServer({ questions: ['q1', 'q2', 'q3'], namesThem: false });

    const { submission, queue } = finish(server, givenAnswers(3));

    expect(await submission).toMatchObject({ kind: 'closed' });
    expect(queue.refused.value).toHaveLength(3);
    expect(server.requests.at(-1)).toBe('submit 0');
  });

  it('asks only for the receipt once the session is over, and keeps what did not arrive', async () => {
    const server = givenServer();

    const { submission, queue } = finish(
      server,
      givenAnswers(3),
      throwing(problem('response-after-deadline', 409), problem('response-after-deadline', 409)),
    );

    expect(await submission).toMatchObject({ kind: 'closed' });
    expect(server.requests).toEqual(['submit 0']);
    expect(queue.waiting.value).toHaveLength(3);
    expect(queue.refused.value).toEqual([]);
  });

  it('goes on with the exam when there is time left after all, and takes nothing out of the queue', async () => {
    const server = givenServer();

    const { submission, queue } = finish(server, givenAnswers(2), { standing: () => 'goes-on' });

    expect(await submission).toEqual({ kind: 'goes-on' });
    expect(server.requests).toEqual([]);
    expect(queue.waiting.value).toHaveLength(2);
  });

  it.each<[string, Standing, string]>([
    ['gets the receipt of a session that somebody ended', 'closed', 'closed'],
    ['leaves a session alone that stands still', 'goes-on', 'goes-on'],
  ])('%s meanwhile, after asking how it stands', async (_, found, kind) => {
    const { submission } = finish(givenServer(), givenAnswers(2), {
      ...throwing(problem('session-not-active', 409)),
      standing: (isDoubted) => (isDoubted ? found : 'open'),
    });

    expect(await submission).toMatchObject({ kind });
  });

  it('waits and sends the same again while there is no reply', async () => {
    const server = givenServer();

    const { submission, waits } = finish(
      server,
      givenAnswers(2),
      throwing(new ApiProblem(null), problem('sign-in-required', 401), problem('overloaded', 503)),
    );

    expect(await submission).toMatchObject({ kind: 'closed' });
    expect(waits).toHaveLength(3);
    expect(server.requests).toEqual(['submit 2']);
  });

  it('says so when another device holds the session, or nothing helps', async () => {
    const elsewhere = throwing(problem('session-continued-elsewhere', 409));
    expect(await finish(givenServer(), givenAnswers(1), elsewhere).submission).toEqual({ kind: 'elsewhere' });

    const gone = finish(givenServer(), givenAnswers(1), throwing(problem('not-found', 404)));
    expect(await gone.submission).toMatchObject({ kind: 'failed' });
    expect(gone.queue.waiting.value).toHaveLength(1);
  });
});
