import { expect, it } from 'vitest';
import { useSystem } from './support/system.ts';

const system = useSystem({ apis: 2 });

it('F13: whenever all processes are killed while they score, each session gets one outcome', async () => {
  for (let round = 0; round < 3; round += 1) {
    const candidates = await system().manySitting(12);
    const ids = candidates.map(({ sitting }) => sitting?.id);
    let claims = 0;
    const killed = Promise.withResolvers<undefined>();
    // In the middle of a scoring: after its claim, and after some of what it reads.
    system().proxy.rule = ({ sql }) => {
      if (/INSERT INTO "?outcomes|FROM form_items/.test(sql)) claims += 1;
      if (claims === 3 + round) {
        claims += 1;
        void Promise.all(system().apis.map((api) => api.kill())).then(() => killed.resolve(undefined));
      }
      return 'pass';
    };
    for (const candidate of candidates) candidate.answer(5);

    await Promise.all(candidates.map((candidate) => candidate.submit()));
    await killed.promise;
    system().proxy.rule = null;
    await Promise.all(system().apis.map((api) => api.start()));
    await Promise.all(
      candidates.map(async (candidate) => {
        if (candidate.sitting !== null) await candidate.persistently(() => candidate.submit());
      }),
    );
    await system().quiesce();

    const outcomes = await system().rows(
      'SELECT session_id, count(*)::int AS count FROM outcomes WHERE session_id = ANY($1) GROUP BY 1',
      [ids],
    );
    expect(outcomes.map(({ count }) => count)).toEqual(ids.map(() => 1));
  }
  expect(await system().faults()).toEqual([]);
});
