import { expect, it, onTestFinished } from 'vitest';
import type { ScriptedCandidate } from './support/scripted-candidate.ts';
import { useSystem } from './support/system.ts';

const system = useSystem();

/** The database says “disk full” to the statement itself, before anything of it is done. */
const atStatement = (words: RegExp) => () => {
  system().proxy.rule = ({ sql }) => (words.test(sql) ? { error: '53100' } : 'pass');
  return Promise.resolve(() => {
    system().proxy.rule = null;
    return Promise.resolve();
  });
};

/** The database does everything, has sent the rows of the reply, and has no room for the commit. */
const atCommit = (table: string) => async () => {
  const drop = async () => {
    await system().rows(`DROP TRIGGER IF EXISTS no_space ON ${table}`);
  };
  onTestFinished(drop);
  await system().rows(`
    CREATE OR REPLACE FUNCTION no_space() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$`);
  await system().rows(`
    CREATE CONSTRAINT TRIGGER no_space AFTER INSERT OR UPDATE ON ${table} DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION no_space()`);
  return drop;
};

const save = {
  act: (candidate: ScriptedCandidate) => candidate.save(),
  ask: ({ path, sitting }: ScriptedCandidate, item: string | undefined): Asked => [
    'PUT',
    `${path}/responses`,
    { epoch: sitting?.epoch, responses: [neverStored(item)] },
  ],
};
const submit = {
  act: (candidate: ScriptedCandidate) => candidate.submit(),
  ask: ({ path, sitting }: ScriptedCandidate, item: string | undefined): Asked => [
    'POST',
    `${path}/submit`,
    { epoch: sitting?.epoch, responses: [neverStored(item)] },
  ],
};

type Asked = readonly ['PUT' | 'POST', string, object];

/** Not in the candidate's log: the checks report it when it is stored. */
const neverStored = (itemId: string | undefined) => ({ itemId, revision: 99, value: null });

const cases = [
  { what: 'a save', ...save, fillDisk: atStatement(/INSERT INTO "?responses/) },
  { what: 'the commit of a save', ...save, fillDisk: atCommit('responses') },
  { what: 'a submit', ...submit, fillDisk: atStatement(/INSERT INTO "?receipts/) },
  { what: 'the commit of a submit', ...submit, fillDisk: atCommit('receipts') },
];

it.each(cases)(
  'F9: when the disk is full for $what, it is refused until there is space, and nothing is acknowledged',
  async ({ what, act, ask, fillDisk }) => {
    const name = what.replaceAll(' ', '-');
    const candidates = await Promise.all([1, 2, 3, 4].map((at) => system().sitting(`${name}-${String(at)}`)));
    const ids = candidates.map(({ sitting }) => sitting?.id);
    for (const candidate of candidates) candidate.answer(4);
    const makeSpace = await fillDisk();

    const fates = await Promise.all(candidates.map(act));
    const replies = await Promise.all(
      candidates.map((one) => one.ask(...ask(one, one.sitting?.items[0]?.id))),
    );
    const stored = await system().rows(
      `SELECT session_id FROM responses WHERE session_id = ANY($1)
       UNION ALL SELECT session_id FROM receipts WHERE session_id = ANY($1)
       UNION ALL SELECT session_id FROM exam_sessions WHERE session_id = ANY($1) AND status <> 'active'`,
      [ids],
    );
    await makeSpace();
    const again = await Promise.all(candidates.map(act));

    expect(fates).toEqual(candidates.map(() => 'overloaded'));
    expect(replies.map(({ status }) => status)).toEqual(candidates.map(() => 503));
    for (const { retryAfterSeconds } of replies) expect(retryAfterSeconds).toBeGreaterThanOrEqual(1);
    expect(stored).toEqual([]);
    expect(again).toEqual(candidates.map(() => 'done'));
    expect(await system().faults()).toEqual([]);
  },
);
