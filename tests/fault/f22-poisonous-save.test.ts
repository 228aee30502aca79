import { expect, it, onTestFinished } from 'vitest';
import type { ScriptedCandidate } from './support/scripted-candidate.ts';
import { useSystem } from './support/system.ts';

const system = useSystem();

const saveOf = (candidate: ScriptedCandidate, responses: unknown, epoch = candidate.sitting?.epoch) =>
  candidate.ask('PUT', `${candidate.path}/responses`, { epoch, responses });

it('F22: saves that are refused fail alone among good ones of the same moment', async () => {
  const candidates = await system().manySitting(12);
  const bad = await system().sitting('poisoner');
  const item = bad.sitting?.items[0]?.id;
  const poisons = [
    () => saveOf(bad, [{ itemId: item, revision: 1, value: { RESPONSE: { kind: 'text', text: '\u0000' } } }]),
    () =>
      saveOf(bad, [{ itemId: item, revision: 1, value: { RESPONSE: { kind: 'choice', selected: ['no'] } } }]),
    () => saveOf(bad, [{ itemId: 'not-in-the-form', revision: 1, value: null }]),
    () => saveOf(bad, [{ itemId: item, revision: 2 ** 31, value: null }]),
    () => saveOf(bad, [{ itemId: item, revision: 1, value: null, marks: { note: '\ud800' } }]),
    () => saveOf(bad, [{ itemId: item, revision: 1, value: null }], 99),
    () =>
      bad.ask('PUT', `${candidates[0]?.path ?? ''}/responses`, {
        epoch: 1,
        responses: [{ itemId: item, revision: 1, value: null }],
      }),
  ];

  for (const poison of poisons) {
    for (const candidate of candidates) candidate.answer(3);
    const [refused, ...fates] = await Promise.all([
      poison(),
      ...candidates.map((candidate) => candidate.save()),
    ]);

    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(refused.status).toBeLessThan(500);
    expect(fates).toEqual(candidates.map(() => 'done'));
  }
  expect(await system().rows('SELECT 1 FROM responses WHERE session_id = $1', [bad.sitting?.id])).toEqual([]);
  expect(await system().faults()).toEqual([]);
});

it('F22: a save that the database itself refuses, after all checks, fails alone', async () => {
  const candidates = await system().manySitting(12);
  const poisoned = await system().sitting('victim');
  const id = poisoned.sitting?.id ?? '';
  await system().rows(`ALTER TABLE responses ADD CONSTRAINT poison CHECK (session_id <> '${id}') NOT VALID`);
  onTestFinished(async () => {
    await system().rows('ALTER TABLE responses DROP CONSTRAINT IF EXISTS poison');
  });
  const item = poisoned.sitting?.items[0]?.id;

  for (let round = 0; round < 10; round += 1) {
    for (const candidate of candidates) candidate.answer(3);
    const [refused, ...fates] = await Promise.all([
      saveOf(poisoned, [{ itemId: item, revision: 1, value: null }]),
      ...candidates.map((candidate) => candidate.save()),
    ]);

    expect(refused.status).toBeGreaterThanOrEqual(500);
    expect(fates).toEqual(candidates.map(() => 'done'));
  }
  expect(await system().faults()).toEqual([]);
});
