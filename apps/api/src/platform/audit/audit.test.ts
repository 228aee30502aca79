import { AuditEvents } from '@attest/contracts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import { startProcess } from '../../../../../tests/support/attest-process.ts';
import { brokenInvariants } from '../../../../../tests/support/invariants.ts';
import { AccountsService } from '../../modules/accounts/index.ts';
import { Transaction } from '../database/transaction.ts';
import { AuditChain } from './audit-chain.ts';
import { AuditLog } from './audit-log.ts';

const attest = useAttest();

const patience = { timeout: 15_000, interval: 50 };
const process = async () => {
  const { app, close } = await startProcess(attest.databaseUrl);
  onTestFinished(close);
  return {
    chain: app.get(AuditChain, { strict: false }),
    log: app.get(AuditLog, { strict: false }),
    transaction: app.get(Transaction, { strict: false }),
    accounts: app.get(AccountsService, { strict: false }),
  };
};
type Process = Awaited<ReturnType<typeof process>>;
const record = ({ log }: Process, id: string, kind = 'exam.stopped') =>
  log.record({ kind, actorId: null, subject: { kind: 'exam', id }, reason: 'a\nreason', after: { n: id } });
const untilSealed = () =>
  expect.poll(() => attest.rows('SELECT 1 FROM audit_events WHERE seq IS NULL'), patience).toEqual([]);

describe('the audit trail', () => {
  it('is sealed into one chain, however many processes record and seal', async () => {
    const [one, other] = [await process(), await process()];

    await Promise.all(
      Array.from({ length: 30 }, (_, at) => [
        record(at % 2 === 0 ? one : other, String(at)),
        one.chain.seal(),
        other.chain.seal(),
      ]).flat(),
    );
    await untilSealed();

    const seqs = (await attest.rows('SELECT seq::int AS seq FROM audit_events ORDER BY seq')).map(
      ({ seq }) => seq,
    );
    expect(seqs).toEqual(Array.from({ length: 30 }, (_, at) => at + 1));
    expect(await one.chain.verify()).toMatchObject({ sealedCount: 30, unsealedCount: 0, fault: null });
    expect(await brokenInvariants(attest.databaseUrl)).toEqual([]);
  });

  it('seals what is committed late behind what was sealed before', async () => {
    const running = await process();
    const { promise: isSealed, resolve: finish } = Promise.withResolvers<undefined>();
    const late = running.transaction.run(async () => {
      await record(running, 'late');
      await isSealed;
    });
    await record(running, 'early');
    await untilSealed();

    finish(undefined);
    await late;
    await untilSealed();

    const order = await attest.rows('SELECT subject_id FROM audit_events ORDER BY seq');
    expect(order.map(({ subject_id }) => subject_id)).toEqual(['early', 'late']);
    expect(await running.chain.verify()).toMatchObject({ fault: null });
  });

  it.each([
    ['a changed reason', `UPDATE audit_events SET reason = 'another' WHERE subject_id = '3'`, 3],
    ['a changed actor', `UPDATE audit_events SET actor_id = gen_random_uuid() WHERE subject_id = '2'`, 2],
    ['a removed reason', `UPDATE audit_events SET reason = NULL WHERE subject_id = '2'`, 2],
    ['a removed row', `DELETE FROM audit_events WHERE subject_id = '2'`, 3],
    ['two exchanged rows', `UPDATE audit_events SET subject_id = (5 - subject_id::int)::text`, 1],
  ])('shows %s, and where', async (_, tampering, seq) => {
    const running = await process();
    for (const id of ['1', '2', '3', '4']) await record(running, id);
    await untilSealed();

    await attest.rows(tampering);

    expect((await running.chain.verify()).fault).toMatchObject({ seq });
    expect(await brokenInvariants(attest.databaseUrl)).not.toEqual([]);
  });

  it('vanishes with the transaction that it would have recorded', async () => {
    const running = await process();

    const failing = running.transaction.run(async () => {
      await record(running, '1');
      throw new Error('undone');
    });

    await expect(failing).rejects.toThrow('undone');
    expect(await attest.rows('SELECT 1 FROM audit_events')).toEqual([]);
  });

  it('names accounts that commands make, and changed passwords', async () => {
    const { accounts } = await process();
    const person = await attest.given.candidate();
    await attest
      .as(person)
      .patch('/me', { password: 'quiet lantern 58 orchard', currentPassword: person.password });
    const made = await accounts.create({
      email: 'first@example.org',
      password: 'copper bridge 91 meadow',
      displayName: 'First',
      roles: ['administrator'],
      isDemo: false,
    });

    expect(await attest.rows('SELECT kind, actor_id, subject_id FROM audit_events ORDER BY id')).toEqual([
      { kind: 'account.password-changed', actor_id: person.id, subject_id: person.id },
      { kind: 'account.made', actor_id: null, subject_id: made.id },
    ]);
  });
});

describe('reading the audit trail', () => {
  it('shows the latest first, by subject, actor and kind, with names and places', async () => {
    const running = await process();
    const administrator = await attest.given.administrator({ displayName: 'Ada' });
    const person = await attest.given.candidate({ displayName: 'Bo' });
    for (const id of ['1', '2', '3']) await record(running, id);
    await record(running, '1', 'exam.continued');
    await attest
      .as(person)
      .patch('/me', { password: 'quiet lantern 58 orchard', currentPassword: person.password });
    await untilSealed();
    const read = async (query: string) =>
      (await attest.as(administrator).get(`/audit-events?${query}`)).read(AuditEvents);

    const first = await read('limit=2');
    expect(first).toMatchObject({
      auditEvents: [
        { kind: 'account.password-changed', actor: { id: person.id, displayName: 'Bo' }, seq: 5 },
        { kind: 'exam.continued', actor: null, subject: { kind: 'exam', id: '1' }, seq: 4 },
      ],
      unsealedCount: 0,
    });
    const second = await read(`limit=2&after=${String(first.next)}`);
    expect(second.auditEvents.map(({ subject }) => subject.id)).toEqual(['3', '2']);
    expect((await read('subjectKind=exam&subjectId=1')).auditEvents).toHaveLength(2);
    expect((await read('kind=exam.continued')).auditEvents).toHaveLength(1);
    expect((await read(`actorId=${person.id}`)).auditEvents).toHaveLength(1);
    expect(second.auditEvents[0]).toMatchObject({
      reason: 'a\nreason',
      change: '{"after":{"n":"3"},"before":null}',
    });
  });

  it('is for administrators', async () => {
    expect(await attest.as(await attest.given.instructor()).get('/audit-events')).toBeProblem(
      'permission-missing',
    );
    const administrator = await attest.given.administrator();
    expect(await attest.as(administrator).get('/audit-events?after=nonsense')).toBeProblem(
      'request-malformed',
    );
  });
});
